"""The problem as a value: a programme, built step by step."""

from collections.abc import Callable, Iterable
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, Literal, SupportsIndex

from attrs import define, evolve, field

from slotwise import _html, _native, explain
from slotwise._changes import changes as change_list
from slotwise._changes import changes_to_data
from slotwise._checks import in_range, instance, named, number, several, text, when_or_none, whole
from slotwise._data import from_data, to_data
from slotwise._display import Display
from slotwise._native import CancelToken, Problem
from slotwise.errors import InvalidProgramme, WrongType, WrongValue
from slotwise.explanation import Contradictions, Judgement
from slotwise.finding import Findings
from slotwise.frames.make import Sheet, Tabular
from slotwise.frames.reading import programme as from_tables
from slotwise.frames.reading import validated
from slotwise.frames.tables import TABLES
from slotwise.frames.writing import sheet
from slotwise.model.calendar import Calendar
from slotwise.model.change import Change
from slotwise.model.environment import (
    Changeover,
    Environment,
    Exclusivity,
    OptionalEnvironment,
    Window,
)
from slotwise.model.gate import Counted, Gate, ShareOf
from slotwise.model.objective import Objective
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
    Connectivity,
    ConnectivityGate,
    DataRequest,
    Entry,
    Lead,
    Officers,
    OutagePolicy,
    SetUp,
    entry_or_none,
    policy_or_none,
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
    freezes,
    regressions,
    version_sets,
)
from slotwise.model.reliance import Reliance, Relied
from slotwise.model.resource import AmountChange, Resource, Take
from slotwise.model.rule import Apart, Assumption, ExclusiveGroup, Rule, Together
from slotwise.model.stage import (
    Capacity,
    Eligible,
    Pause,
    Phase,
    Prerequisite,
    SlotPolicy,
    Stage,
    Starts,
    TrancheSlot,
)
from slotwise.model.system import SystemDetails
from slotwise.model.unavailability import (
    Around,
    Cause,
    Target,
    Unavailability,
    UnavailabilityKind,
    Within,
)
from slotwise.plan import Plan
from slotwise.progress import Progress, progress
from slotwise.relaxation import Relaxation
from slotwise.reporting import ReportedProgramme
from slotwise.result import Result, result_of
from slotwise.violation import Violations, violations


def _calendar(value: Calendar) -> Calendar:
    return instance(value, Calendar)


def _objective(value: Objective) -> Objective:
    return instance(value, Objective)


def _phases(values: Iterable[Phase]) -> list[Phase]:
    return list(several(lambda value: instance(value, Phase), values))


def _environments(values: Iterable[Environment]) -> list[Environment]:
    return list(several(lambda value: instance(value, Environment), values))


def _stages(values: Iterable[Stage]) -> list[Stage]:
    return list(several(lambda value: instance(value, Stage), values))


def _participants(values: Iterable[Participant]) -> list[Participant]:
    return list(several(lambda value: instance(value, Participant), values))


def _slots(values: Iterable[TrancheSlot]) -> list[TrancheSlot]:
    return list(several(lambda value: instance(value, TrancheSlot), values))


def _unavailability(values: Iterable[Unavailability]) -> list[Unavailability]:
    return list(several(lambda value: instance(value, Unavailability), values))


def _resources(values: Iterable[Resource]) -> list[Resource]:
    return list(several(lambda value: instance(value, Resource), values))


def _groups(values: Iterable[ExclusiveGroup]) -> list[ExclusiveGroup]:
    return list(several(lambda value: instance(value, ExclusiveGroup), values))


def _rules(values: Iterable[Rule]) -> list[Rule]:
    return list(several(lambda value: instance(value, Together, Apart), values))


def _gates(values: Iterable[Gate]) -> list[Gate]:
    return list(several(lambda value: instance(value, Gate), values))


def _assumptions(values: Iterable[Assumption]) -> list[Assumption]:
    return list(several(lambda value: instance(value, Assumption), values))


@define(field_transformer=named, repr=False, order=False)
class Programme(ReportedProgramme, Tabular):
    """A test programme to plan: calendar, environments, stages, participants, rules, objective.

    Lists may be filled with the ``add_...`` methods, in any order, or directly; `validate` tells
    everything that is wrong with the whole. Ids are strings. `from_frames` reads one from tables;
    `to_frames`, `to_pandas`, `to_polars` and `to_arrow` give the same tables back.
    """

    _tables = tuple(TABLES)

    name: str = field(converter=text)
    """Name of the programme."""
    calendar: Calendar = field(converter=_calendar)
    """When work happens."""
    source: str = field(default="", converter=text, kw_only=True)
    """Where its facts come from, such as a document with its version."""
    phases: list[Phase] = field(factory=list, converter=_phases, kw_only=True)
    """The phases."""
    environments: list[Environment] = field(factory=list, converter=_environments, kw_only=True)
    """The environments."""
    stages: list[Stage] = field(factory=list, converter=_stages, kw_only=True)
    """The stages."""
    participants: list[Participant] = field(factory=list, converter=_participants, kw_only=True)
    """The participants."""
    slots: list[TrancheSlot] = field(factory=list, converter=_slots, kw_only=True)
    """Tranche slots given by hand."""
    unavailability: list[Unavailability] = field(
        factory=list, converter=_unavailability, kw_only=True
    )
    """When something can't be used."""
    resources: list[Resource] = field(factory=list, converter=_resources, kw_only=True)
    """What slots and participants share."""
    exclusive_groups: list[ExclusiveGroup] = field(factory=list, converter=_groups, kw_only=True)
    """Stages that there is only one of at a time, programme-wide."""
    rules: list[Rule] = field(factory=list, converter=_rules, kw_only=True)
    """Rules between participants."""
    entry: Entry | None = field(default=None, converter=entry_or_none, kw_only=True)
    """What a participant has to have given before it gets a slot."""
    announced: date | None = field(default=None, converter=when_or_none, kw_only=True)
    """When the plan is announced: notice counts from then."""
    outage_policy: OutagePolicy | None = field(
        default=None, converter=policy_or_none, kw_only=True
    )
    """What the log of unavailability has to hold."""
    approved_versions: list[VersionSet] = field(
        factory=list, converter=version_sets, kw_only=True
    )
    """Versions approved to be under test together."""
    regressions: list[Regression] = field(factory=list, converter=regressions, kw_only=True)
    """Regression tests passed."""
    freezes: list[Freeze] = field(factory=list, converter=freezes, kw_only=True)
    """When no version is deployed."""
    gates: list[Gate] = field(factory=list, converter=_gates, kw_only=True)
    """Which stages open once enough have been through others."""
    objective: Objective = field(factory=Objective, converter=_objective, kw_only=True)
    """What makes a plan better."""
    assumptions: list[Assumption] = field(factory=list, converter=_assumptions, kw_only=True)
    """Values that the sources do not give and somebody chose; shown with every plan."""

    def add_phase(self, id: str, *, name: str = "") -> Phase:
        """Adds a `Phase`, described there."""
        self.phases.append(added := Phase(id, name=name))
        return added

    def add_environment(
        self,
        id: str,
        *,
        windows: Iterable[Window | tuple[date, date]],
        name: str = "",
        exclusivity: Exclusivity = "one_stage",
        changeover: Changeover | SupportsIndex = 0,
        max_participants: SupportsIndex | None = None,
        components: Iterable[str] = (),
        optional: OptionalEnvironment | None = None,
        connectivity: ConnectivityGate | None = None,
        versions: Iterable[ComponentVersion | tuple[str, str]] = (),
        proving: Proving | None = None,
        set_up: SetUp | None = None,
    ) -> Environment:
        """Adds an `Environment`, described there."""
        added = Environment(
            id,
            windows=windows,
            name=name,
            exclusivity=exclusivity,
            changeover=changeover,
            max_participants=max_participants,
            components=components,
            optional=optional,
            connectivity=connectivity,
            versions=versions,
            proving=proving,
            set_up=set_up,
        )
        self.environments.append(added)
        return added

    def add_stage(
        self,
        id: str,
        *,
        environments: Iterable[Eligible | str],
        duration: SupportsIndex,
        name: str = "",
        phase: str | None = None,
        slots: SlotPolicy | None = None,
        starts: Starts | None = None,
        capacity: Capacity | SupportsIndex | None = None,
        overlap: bool = False,
        over_unavailability: Pause | Literal["avoid"] = "avoid",
        needs_support: bool = False,
        prerequisites: Iterable[Prerequisite | Iterable[str]] = (),
        entry: Entry | None = None,
        notice: Lead | SupportsIndex | None = None,
        versions: Iterable[RequiredVersion | tuple[str, str]] = (),
        approved_versions: bool = False,
        takes: Iterable[Take | str] = (),
        target: SupportsIndex = 0,
    ) -> Stage:
        """Adds a `Stage`, described there.

        `starts`, `capacity`: those of its `SlotPolicy`, instead of `slots`.
        """
        if slots is None:
            slots = SlotPolicy()
            if starts is not None:
                slots = evolve(slots, starts=starts)
            if capacity is not None:
                slots = evolve(slots, capacity=capacity)
        elif starts is not None or capacity is not None:
            raise WrongType("add_stage: give either slots, or starts and capacity")
        added = Stage(
            id,
            environments=environments,
            duration=duration,
            name=name,
            phase=phase,
            slots=slots,
            overlap=overlap,
            over_unavailability=over_unavailability,
            needs_support=needs_support,
            prerequisites=prerequisites,
            entry=entry,
            notice=notice,
            versions=versions,
            approved_versions=approved_versions,
            takes=takes,
            target=target,
        )
        self.stages.append(added)
        return added

    def add_participant(
        self,
        id: str,
        *,
        routes: Iterable[Route | Iterable[Step | str]],
        organisation: str = "",
        roles: Iterable[str] = (),
        size: SupportsIndex = 1,
        weight: float = 1.0,
        ready: Iterable[Ready | date] = (),
        unavailable: Iterable[Blackout | tuple[date, date]] = (),
        due: date | None = None,
        deadline: date | None = None,
        max_concurrent_environments: SupportsIndex | None = None,
        preferences: Iterable[Preference] = (),
        pins: Iterable[Pin] = (),
        completed: Iterable[Completed] = (),
        relies_on: Iterable[Reliance | Relied] = (),
        environment_manager: str = "",
        request: Iterable[str] = (),
        connectivity: Iterable[Connectivity] = (),
        officers: Officers | None = None,
        production_certificates: Iterable[str] = (),
        data: Iterable[DataRequest] = (),
        versions: Iterable[NeededVersion] = (),
        details: SystemDetails | None = None,
    ) -> Participant:
        """Adds a `Participant`, described there."""
        added = Participant(
            id,
            routes=routes,
            organisation=organisation,
            roles=roles,
            size=size,
            weight=weight,
            ready=ready,
            unavailable=unavailable,
            due=due,
            deadline=deadline,
            max_concurrent_environments=max_concurrent_environments,
            preferences=preferences,
            pins=pins,
            completed=completed,
            relies_on=relies_on,
            environment_manager=environment_manager,
            request=request,
            connectivity=connectivity,
            officers=officers,
            production_certificates=production_certificates,
            data=data,
            versions=versions,
            details=details,
        )
        self.participants.append(added)
        return added

    def add_slot(
        self,
        id: str,
        *,
        stage: str,
        environment: str,
        start: date,
        end: date | None = None,
        capacity: Capacity | SupportsIndex | None = None,
    ) -> TrancheSlot:
        """Adds a `TrancheSlot` given by hand, described there: it is always open."""
        added = TrancheSlot(
            id, stage=stage, environment=environment, start=start, end=end, capacity=capacity
        )
        self.slots.append(added)
        return added

    def add_unavailability(
        self,
        id: str,
        *,
        from_: date,
        to: date,
        environment: str | None = None,
        component: str | None = None,
        resource: str | None = None,
        participant: str | None = None,
        everywhere: bool = False,
        kind: UnavailabilityKind = "planned",
        cause: Cause = "maintenance",
        reason: str = "",
        notified: date | None = None,
        defect: str = "",
        deploys: Deployment | None = None,
        movable: Within | Around | None = None,
    ) -> Unavailability:
        """Adds an `Unavailability`, described there.

        Exactly one of `environment`, `component`, `resource`, `participant` and `everywhere` says
        of what.
        """
        target = Target(
            environment=environment,
            component=component,
            resource=resource,
            participant=participant,
            everywhere=everywhere,
        )
        added = Unavailability(
            id,
            on=target,
            from_=from_,
            to=to,
            kind=kind,
            cause=cause,
            reason=reason,
            notified=notified,
            defect=defect,
            deploys=deploys,
            movable=movable,
        )
        self.unavailability.append(added)
        return added

    def add_resource(
        self,
        id: str,
        amount: SupportsIndex,
        *,
        name: str = "",
        changes: Iterable[AmountChange] = (),
    ) -> Resource:
        """Adds a `Resource`, described there."""
        self.resources.append(added := Resource(id, amount, name=name, changes=changes))
        return added

    def add_exclusive_group(self, id: str, stages: Iterable[str]) -> ExclusiveGroup:
        """Adds an `ExclusiveGroup`: stages of which no two slots ever run at the same time."""
        self.exclusive_groups.append(added := ExclusiveGroup(id, stages))
        return added

    def add_together(
        self, participants: Iterable[str], *, stage: str | None = None, reason: str = ""
    ) -> Together:
        """Those of the participants that take the stage (each stage if None) take the same slot."""
        self.rules.append(added := Together(participants, stage=stage, reason=reason))
        return added

    def add_apart(
        self, participants: Iterable[str], *, stage: str | None = None, reason: str = ""
    ) -> Apart:
        """No two of the participants take the same slot of the stage (of each stage if None)."""
        self.rules.append(added := Apart(participants, stage=stage, reason=reason))
        return added

    def add_gate(
        self,
        id: str,
        *,
        before: str,
        opens: str,
        environment: str | None = None,
        participants: Iterable[str] = (),
        share: float = 1.0,
        of: ShareOf = "number",
        counted: Counted = "placed",
        lag: SupportsIndex = 0,
        reason: str = "",
    ) -> Gate:
        """Adds a `Gate`, described there: a stage opens once enough have been through another."""
        added = Gate(
            id,
            before=before,
            opens=opens,
            environment=environment,
            participants=participants,
            share=share,
            of=of,
            counted=counted,
            lag=lag,
            reason=reason,
        )
        self.gates.append(added)
        return added

    def add_assumption(self, name: str, value: str, *, reason: str = "") -> Assumption:
        """Adds an `Assumption`: a value that no source gives; shown with every plan."""
        self.assumptions.append(added := Assumption(name, value, reason=reason))
        return added

    def validate(self) -> Findings:
        """Everything that is wrong with the programme, errors and warnings, by place."""
        return _native.validate(to_data(self))

    def solve(
        self,
        *,
        time_limit: float | None = None,
        gap: float = 0.0,
        seed: int = 0,
        num_workers: int | None = None,
        work_limit: int | None = None,
        display: bool = False,
        on_progress: Callable[[Progress], object] | None = None,
        initial_plan: Plan | None = None,
        cancel: CancelToken | None = None,
    ) -> Result:
        """Plans the programme.

        A plan always comes back, and has passed the checker: who can't be placed is listed in
        `Result.unplaced`, with reasons. Other Python threads go on meanwhile.

        Ctrl-C ends the run within a second and returns the best plan so far, with
        `Result.interrupted` set; a second Ctrl-C raises `KeyboardInterrupt` at once.

        time_limit: seconds after which the best plan so far is returned; None is no limit.
        gap: relative gap at which a level of the objective is good enough: 0.01 is one percent,
            0 asks for proof.
        seed: of the search.
        num_workers: threads to use; all processors if None.
        work_limit: like `time_limit`, but in steps of work (nodes of the integer program, steps of
            the search): the same limit gives the same plan on every machine.
        display: shows a line with the best value and its bound while the run goes on, on a terminal
            or in a notebook.
        on_progress: called with news of the run, on the calling thread. What it raises ends the
            run, and is raised.
        initial_plan: a plan to start from. It need not keep the rules.
        cancel: stops the run from another thread.

        Raises `InvalidProgramme` with all findings if the programme has errors.
        """
        limit = None if time_limit is None else in_range("time_limit", number(time_limit), 0)
        work = None if work_limit is None else in_range("work_limit", whole(work_limit), 0)
        workers = None if num_workers is None else in_range("num_workers", whole(num_workers), 1)
        share = in_range("gap", number(gap), 0, 1)
        start = None if initial_plan is None else instance(initial_plan, Plan)._data()
        problem = self._problem()
        shown = Display() if display else None

        def hear(data: dict[str, Any] | None) -> None:
            news = None if data is None else progress(data)
            if shown is not None:
                shown.show(news)
            if on_progress is not None and news is not None:
                on_progress(news)

        try:
            plan, known, interrupted = problem.solve(
                time_limit=limit,
                work_limit=work,
                gap=share,
                seed=in_range("seed", whole(seed), 0),
                num_workers=workers,
                initial_plan=start,
                cancel=cancel,
                on_progress=hear if display or on_progress else None,
            )
        finally:
            if shown is not None:
                shown.close()
        return result_of(problem, plan, known, interrupted)

    def changed(self, changes: Iterable[Change]) -> "Programme":
        """The programme after changes, one after another; this one stays as it is.

        A change that contradicts the programme is refused with all others: raises
        `InvalidProgramme` with what stands against them. `replan` applies changes by itself.
        """
        made = _native.changed(to_data(self), changes_to_data(change_list(changes)))
        return self._of(made)

    def contradictions(
        self,
        *,
        time_limit: float | None = None,
        work_limit: int | None = None,
        num_workers: int | None = None,
    ) -> Contradictions:
        """What of the programme contradicts itself: values that clash, pins that can't be kept
        even by their participants alone, and pins that can't all be kept; each with its path.

        A programme with errors raises nothing here: they are told. Limits are those of `solve`.
        """
        return explain.contradictions(to_data(self), time_limit, work_limit, num_workers)

    def relaxed(self, relaxations: Iterable[Relaxation]) -> "Programme":
        """A copy of the programme with relaxations applied, such as those of a `Way`. What the
        programme does not have is left as it is."""
        return Programme._of(explain.relaxed(to_data(self), relaxations))

    def judge(self, plan: str | PathLike[str], *, known: Result | None = None) -> Judgement:
        """Judges a plan that people made in a spreadsheet: which rules it breaks, in which rows,
        what it would be worth, and how far that is from the proven bound.

        plan: the path of a CSV file, or the text of its CSV form if that has more than one line.
            `Plan.from_csv` says which columns there are; case does not matter in their names.
        known: what a run proved about this programme; without, no bounds are told.

        Names that the programme does not have, and dates that can't be read, are told by row.
        Raises `UnreadableFile` if the file can't be opened, and `InvalidProgramme`.
        """
        return explain.judge(self._problem(), plan, known)

    @classmethod
    def from_frames(
        cls,
        name: str,
        calendar: Calendar,
        *,
        environments: Any = None,
        stages: Any = None,
        participants: Any = None,
        steps: Any = None,
        unavailability: Any = None,
        windows: Any = None,
        eligible: Any = None,
        routes: Any = None,
        ready: Any = None,
        blackouts: Any = None,
        preferences: Any = None,
        pins: Any = None,
        completed: Any = None,
        phases: Any = None,
        changeovers: Any = None,
        prerequisites: Any = None,
        resources: Any = None,
        amounts: Any = None,
        takes: Any = None,
        gates: Any = None,
        reliances: Any = None,
        connectivity: Any = None,
        endpoints: Any = None,
        data: Any = None,
        needed_versions: Any = None,
        details: Any = None,
        provides: Any = None,
        required_versions: Any = None,
        approved_versions: Any = None,
        regressions: Any = None,
        freezes: Any = None,
        slots: Any = None,
        exclusive_groups: Any = None,
        rules: Any = None,
        assumptions: Any = None,
        holidays: Any = None,
        objective: Objective | None = None,
        source: str = "",
        entry: Entry | None = None,
        announced: date | None = None,
        outage_policy: OutagePolicy | None = None,
    ) -> "Programme":
        """Reads a programme from tables: one frame for each kind of thing, as planners keep them
        in spreadsheets.

        Each is a frame of pandas, polars, pyarrow or whatever else narwhals knows or has
        ``__arrow_c_stream__``, or a list of mappings, such as a `csv.DictReader`. Most programmes
        need four:

        - `environments`: ``id``, ``from``, ``to``, ``changeover``, ...
        - `stages`: ``id``, ``environments``, ``duration``, ``weekdays``, ``capacity``, ...
        - `participants`: ``id``, ``stages``, ``due``, ``weight``, ...
        - `unavailability`: ``environment``, ``from``, ``to``, ``cause``, ...

        `docs/frames.md` has all tables and columns. Case does not matter in the names of columns,
        nor whether they have spaces, hyphens or underscores. In lists, semicolons stand between.
        Days are dates, or midnights without a zone, as pandas has them; moments know their zone.

        `holidays`: ``date``, ``name``: besides those of the calendar.

        Raises `UnreadableFile` with all that keeps the frames from being a programme (unknown
        columns and names, cells that can't be read), or `InvalidProgramme` with what is wrong with
        it. Findings name frame, row and column; rows count from 1.
        """
        fields, places = from_tables(
            {
                "environments": environments,
                "stages": stages,
                "participants": participants,
                "steps": steps,
                "unavailability": unavailability,
                "windows": windows,
                "eligible": eligible,
                "routes": routes,
                "ready": ready,
                "blackouts": blackouts,
                "preferences": preferences,
                "pins": pins,
                "completed": completed,
                "phases": phases,
                "changeovers": changeovers,
                "prerequisites": prerequisites,
                "resources": resources,
                "amounts": amounts,
                "takes": takes,
                "gates": gates,
                "reliances": reliances,
                "connectivity": connectivity,
                "endpoints": endpoints,
                "data": data,
                "needed_versions": needed_versions,
                "details": details,
                "provides": provides,
                "required_versions": required_versions,
                "approved_versions": approved_versions,
                "regressions": regressions,
                "freezes": freezes,
                "slots": slots,
                "exclusive_groups": exclusive_groups,
                "rules": rules,
                "assumptions": assumptions,
                "holidays": holidays,
            },
            _calendar(calendar),
        )
        made = cls(
            name,
            **fields,
            objective=objective or Objective(),
            source=source,
            entry=entry,
            announced=announced,
            outage_policy=outage_policy,
        )
        validated(made, places)
        return made

    @classmethod
    def from_json(cls, text: str) -> "Programme":
        """Reads the JSON form. Raises `UnreadableFile` with the path of what can't be read."""
        return cls._of(_native.read_json(text))

    def to_json(self) -> str:
        """Writes the JSON form, with the version of the format."""
        return _native.write_json(to_data(self))

    @classmethod
    def read(cls, path: str | PathLike[str]) -> "Programme":
        """Reads a file in the JSON form. Raises `UnreadableFile` as `from_json` does."""
        return cls._of(_native.read_file(path))

    def write(self, path: str | PathLike[str]) -> None:
        """Writes a file in the JSON form."""
        Path(path).write_text(self.to_json(), encoding="utf-8")

    def __repr__(self) -> str:
        return (
            f"<Programme {self.name!r}: {len(self.environments)} environments, "
            f"{len(self.stages)} stages, {len(self.participants)} participants, "
            f"{self.calendar.from_} to {self.calendar.to}>"
        )

    def _repr_html_(self) -> str:
        calendar = self.calendar
        open_from = [
            (
                one.id,
                "; ".join(f"{window.from_} to {window.to}" for window in one.windows[:3])
                + (" ..." if len(one.windows) > 3 else ""),
                sum(one.id in {e.environment for e in stage.environments} for stage in self.stages),
            )
            for one in self.environments
        ]
        stages = [
            (
                one.id,
                ", ".join(eligible.environment for eligible in one.environments),
                one.duration,
                one.slots.capacity.max,
                sum(
                    any(step.stage == one.id for route in who.routes for step in route.steps)
                    for who in self.participants
                ),
            )
            for one in self.stages
        ]
        found = self.validate()
        state = f"{len(found.errors)} errors, {len(found.warnings)} warnings"
        return (
            _html.heading(
                self.name,
                f": {calendar.from_} to {calendar.to}, {calendar.zone}, by the {calendar.resolution}"
                f"; {len(self.participants)} participants",
            )
            + _html.table(("environment", "open", "stages"), open_from, numbers=(2,))
            + _html.table(
                ("stage", "in", "duration", "capacity", "participants"), stages, numbers=(2, 3, 4)
            )
            + (_html.folded(state, found._repr_html_()) if found else "")
        )

    def _sheet(self, table: str) -> Sheet:
        return sheet(self, table)

    def _problem(self) -> Problem:
        return Problem(to_data(self))

    @classmethod
    def _of(cls, data: dict[str, Any]) -> "Programme":
        try:
            return from_data(data, cls)
        except WrongValue:
            # A naive datetime can be read, so that it can be found, but not kept.
            raise InvalidProgramme(_native.validate(data)) from None


def check(programme: Programme, plan: Plan) -> Violations:
    """Every way in which a plan breaks a rule of a programme; empty if it breaks none.

    The plan may have been made by hand, or for an earlier state of the programme. The checker
    shares no code with the planner.

    Raises `InvalidProgramme` if the programme has errors, `InvalidPlan` if the plan names what the
    programme does not have.
    """
    return violations(instance(programme, Programme)._problem().check(instance(plan, Plan)._data()))
