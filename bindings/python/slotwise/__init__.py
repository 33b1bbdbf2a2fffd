"""Plans test environments: tranche slots, participants and proofs.

>>> from datetime import date
>>> import slotwise as sw
>>> programme = sw.Programme(
...     "UIT", sw.Calendar("Europe/London", date(2024, 7, 1), date(2024, 8, 1))
... )
>>> programme.add_environment("UIT", windows=[(date(2024, 7, 1), date(2024, 8, 1))])
Environment(...)
>>> programme.add_stage("Qualification", environments=["UIT"], duration=5, capacity=2)
Stage(...)
>>> programme.add_participant("Acme", routes=[["Qualification"]])
Participant(...)
>>> result = programme.solve()
>>> result.status
'optimal'
>>> result.plan.slots[0].start
datetime.date(2024, 7, 1)
"""

from slotwise._native import CancelToken, __version__
from slotwise.concurrency import Concurrency, ConcurrencyRow
from slotwise.errors import (
    InvalidPlan,
    InvalidProgramme,
    MissingExtra,
    SlotwiseError,
    SlotwiseWarning,
    SolverError,
    UnreadableFile,
    WrongType,
    WrongValue,
)
from slotwise.explanation import (
    BrokenRule,
    Conflict,
    Contradiction,
    Contradictions,
    ContraryFact,
    Explanation,
    Fact,
    IfOthersMove,
    JudgedLevel,
    JudgedViolation,
    Judgement,
    LevelChange,
    LevelDifference,
    LevelExplanation,
    Move,
    Part,
    Recommendation,
    Recommended,
    Relaxations,
    ScoreDifference,
    ScoreExplanation,
    SlotName,
    TermDifference,
    TermExplanation,
    Way,
    Whose,
    WhyNot,
)
from slotwise.finding import Finding, Findings
from slotwise.gantt import Gantt
from slotwise.model.calendar import Calendar, Holiday, Hours
from slotwise.model.environment import (
    Changeover,
    ChangeoverBetween,
    Environment,
    OptionalEnvironment,
    Window,
)
from slotwise.model.gate import Gate
from slotwise.model.objective import Level, Objective, WeightedTerm
from slotwise.model.participant import (
    Blackout,
    Completed,
    Participant,
    Pin,
    Preference,
    Ready,
    Route,
    Step,
)
from slotwise.model.readiness import (
    After,
    Certificate,
    Connectivity,
    ConnectivityGate,
    DataRequest,
    Endpoint,
    Entry,
    Lead,
    Officer,
    Officers,
    OutagePolicy,
    SetUp,
)
from slotwise.model.release import (
    ComponentVersion,
    Deployment,
    Freeze,
    NeededVersion,
    Proving,
    Regression,
    RequiredVersion,
    VersionSet,
)
from slotwise.model.reliance import (
    Alongside,
    AvailableComponent,
    AvailableParticipant,
    Finished,
    Reliance,
)
from slotwise.model.reserve import Reserve
from slotwise.model.resource import AmountChange, Resource, Take
from slotwise.model.rule import Apart, Assumption, ExclusiveGroup, Together
from slotwise.model.stage import (
    ByHand,
    Capacity,
    Eligible,
    Every,
    On,
    Pause,
    Phase,
    Prerequisite,
    SlotPolicy,
    Stage,
    TrancheSlot,
    Weekdays,
)
from slotwise.model.unavailability import Around, Target, Unavailability, Within
from slotwise.plan import Assignment, Maintenance, Plan, Slot
from slotwise.programme import Programme, check
from slotwise.progress import LevelProgress, Progress
from slotwise.relaxation import (
    Prices,
    RelaxApproval,
    RelaxBlackout,
    RelaxDeadline,
    RelaxMaintenance,
    RelaxPlace,
    RelaxReady,
    RelaxUnavailability,
    RelaxWindow,
)
from slotwise.result import LevelOutcome, NotPlaced, Provenance, Reason, Result, Unplaced
from slotwise.score import LevelScore, Share, TermScore
from slotwise.utilisation import EnvironmentUse, StageUse, Utilisation
from slotwise.violation import Violation, Violations

__all__ = [
    "After",
    "Alongside",
    "AmountChange",
    "Apart",
    "Around",
    "Assignment",
    "Assumption",
    "AvailableComponent",
    "AvailableParticipant",
    "Blackout",
    "BrokenRule",
    "ByHand",
    "Calendar",
    "CancelToken",
    "Capacity",
    "Certificate",
    "Changeover",
    "ChangeoverBetween",
    "Completed",
    "ComponentVersion",
    "Concurrency",
    "ConcurrencyRow",
    "Conflict",
    "Connectivity",
    "ConnectivityGate",
    "Contradiction",
    "Contradictions",
    "ContraryFact",
    "DataRequest",
    "Deployment",
    "Eligible",
    "Endpoint",
    "Entry",
    "Environment",
    "EnvironmentUse",
    "Every",
    "ExclusiveGroup",
    "Explanation",
    "Fact",
    "Finding",
    "Findings",
    "Finished",
    "Freeze",
    "Gantt",
    "Gate",
    "Holiday",
    "Hours",
    "IfOthersMove",
    "InvalidPlan",
    "InvalidProgramme",
    "JudgedLevel",
    "JudgedViolation",
    "Judgement",
    "Lead",
    "Level",
    "LevelChange",
    "LevelDifference",
    "LevelExplanation",
    "LevelOutcome",
    "LevelProgress",
    "LevelScore",
    "Maintenance",
    "MissingExtra",
    "Move",
    "NeededVersion",
    "NotPlaced",
    "Objective",
    "Officer",
    "Officers",
    "On",
    "OptionalEnvironment",
    "OutagePolicy",
    "Part",
    "Participant",
    "Pause",
    "Phase",
    "Pin",
    "Plan",
    "Preference",
    "Prerequisite",
    "Prices",
    "Programme",
    "Progress",
    "Provenance",
    "Proving",
    "Ready",
    "Reason",
    "Recommendation",
    "Recommended",
    "Regression",
    "RelaxApproval",
    "RelaxBlackout",
    "RelaxDeadline",
    "RelaxMaintenance",
    "RelaxPlace",
    "RelaxReady",
    "RelaxUnavailability",
    "RelaxWindow",
    "Relaxations",
    "Reliance",
    "RequiredVersion",
    "Reserve",
    "Resource",
    "Result",
    "Route",
    "ScoreDifference",
    "ScoreExplanation",
    "SetUp",
    "Share",
    "Slot",
    "SlotName",
    "SlotPolicy",
    "SlotwiseError",
    "SlotwiseWarning",
    "SolverError",
    "Stage",
    "StageUse",
    "Step",
    "Take",
    "Target",
    "TermDifference",
    "TermExplanation",
    "TermScore",
    "Together",
    "TrancheSlot",
    "Unavailability",
    "Unplaced",
    "UnreadableFile",
    "Utilisation",
    "VersionSet",
    "Violation",
    "Violations",
    "Way",
    "Weekdays",
    "WeightedTerm",
    "Whose",
    "WhyNot",
    "Window",
    "Within",
    "WrongType",
    "WrongValue",
    "__version__",
    "check",
]
