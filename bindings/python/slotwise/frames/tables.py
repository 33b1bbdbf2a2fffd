"""The tables that a programme is read from and written to: `docs/frames.md` shows them."""

from typing import Literal

from slotwise.frames import cells
from slotwise.frames.cells import DAY, FLAG, NAMES, NUMBER, TEXT, WHEN, WHENS, WHOLE
from slotwise.frames.kinds import LEAD, MILESTONE, VERSIONS
from slotwise.frames.sheet import Column, Table
from slotwise.model.calendar import Weekday
from slotwise.model.environment import Exclusivity
from slotwise.model.gate import Counted, ShareOf
from slotwise.model.readiness import WhenMissing
from slotwise.model.release import BeforeOpen
from slotwise.model.resource import TakenPer
from slotwise.model.unavailability import Cause, UnavailabilityKind

_FROM = Column("from", WHEN, "first day or moment", needed=True)
_TO = Column("to", WHEN, "first day or moment after", needed=True)
_REASON = Column("reason", TEXT, "why")
_ENVIRONMENT = Column("environment", TEXT, "id of the environment", needed=True)
_STAGE = Column("stage", TEXT, "id of the stage", needed=True)
_PARTICIPANT = Column("participant", TEXT, "id of the participant", needed=True)


def _id(of: str) -> Column:
    return Column("id", TEXT, f"name of the {of}, unique among them", needed=True, also=of)


_NEEDED = (
    Column("component", TEXT, "id of the component", needed=True, field="needs.component"),
    Column("version", TEXT, "the least that will do", needed=True, field="needs.version"),
    Column("exactly", FLAG, "whether a later one will not do", field="needs.exactly"),
)

HOLIDAYS = Table(
    "holidays",
    "days without work, besides those of the calendar",
    (Column("date", DAY, "the day", needed=True), Column("name", TEXT, "what it is called")),
)

_ALL = (
    Table(
        "participants",
        "those who are to be placed",
        (
            _id("participant"),
            Column("organisation", TEXT, "its organisation; the id if left out"),
            Column("roles", NAMES, "the roles it holds"),
            Column("stages", NAMES, "the stages of its only route, in order, all mandatory"),
            Column("routes", NAMES, "names of routes in `steps` that name no participant"),
            Column("size", WHOLE, "what it takes of a slot's capacity; 1 if left out"),
            Column("weight", NUMBER, "how much it counts in the objective; 1 if left out"),
            Column("ready", WHEN, "can't start before, anywhere"),
            Column("due", WHEN, "complete by the start of it, or late"),
            Column("deadline", WHEN, "complete by the start of it, or not placed"),
            Column("max_concurrent_environments", WHOLE, "most environments at one time"),
            Column("environment_manager", TEXT, "its named environment manager"),
            Column("request", NAMES, "what its request for slots carries"),
            Column("production_certificates", NAMES, "its certificates in production"),
            Column("officers", FLAG, "whether its officers are listed, even if none is named"),
            Column("sro", TEXT, "its senior responsible officer", field="officers.sro.name"),
            Column("sro_since", WHEN, "in office since", field="officers.sro.since"),
            Column("aro", TEXT, "its authorised responsible officer", field="officers.aro.name"),
            Column("aro_since", WHEN, "in office since", field="officers.aro.since"),
            Column("tc", TEXT, "its technical contact", field="officers.tc.name"),
            Column("tc_since", WHEN, "in office since", field="officers.tc.since"),
        ),
    ),
    Table(
        "steps",
        "the steps of routes, in order: of a participant, or of a route that participants name in "
        "their column `routes`",
        (
            Column("participant", TEXT, "whose route; nobody's if left out"),
            Column("route", TEXT, "name of the route; `route` if left out"),
            Column("step", WHOLE, "place in the route; the order of the rows if left out"),
            _STAGE,
            Column("optional", FLAG, "whether a placed participant may go without it"),
            Column("min_lag", WHOLE, "least working periods after the step before; 0 if left out"),
            Column("max_lag", WHOLE, "most working periods after the step before"),
        ),
    ),
    Table(
        "routes",
        "what taking a route costs",
        (
            Column("participant", TEXT, "whose route; nobody's if left out"),
            Column("route", TEXT, "name of the route", needed=True),
            Column("penalty", NUMBER, "counted once if taken", needed=True),
        ),
    ),
    Table(
        "ready",
        "before when participants can't start",
        (
            _PARTICIPANT,
            Column("from", WHEN, "first day or moment on which a slot may start", needed=True),
            Column("environment", TEXT, "in this environment; everywhere if left out"),
            Column("stage", TEXT, "for this stage; for all if left out"),
            Column("reason", TEXT, "what has to be ready"),
        ),
    ),
    Table(
        "blackouts",
        "when participants can't be in a slot",
        (_PARTICIPANT, _FROM, _TO, _REASON),
    ),
    Table(
        "preferences",
        "slots that participants would rather not have; what is left out matches anything",
        (
            _PARTICIPANT,
            Column("penalty", NUMBER, "counted for each slot that matches", needed=True),
            Column("stage", TEXT, "slots of this stage"),
            Column("environment", TEXT, "slots in this environment"),
            Column("from", WHEN, "slots that start on or after"),
            Column("to", WHEN, "slots that start before"),
        ),
    ),
    Table(
        "pins",
        "where participants must be, if placed",
        (
            _PARTICIPANT,
            _STAGE,
            Column("environment", TEXT, "in this environment; in any if left out"),
            Column("start", WHEN, "in a slot that starts then; at any time if left out"),
        ),
    ),
    Table(
        "completed",
        "stages that participants have behind them",
        (_PARTICIPANT, _STAGE, Column("on", WHEN, "since when", needed=True)),
    ),
    Table(
        "connectivity",
        "how far participants have proven their connections to environments",
        (
            _PARTICIPANT,
            _ENVIRONMENT,
            Column("role", TEXT, "for this role; for all if left out"),
            Column("tls", MILESTONE, "when TLS is verified", field="tls.ready"),
            Column("tls_certificate", TEXT, "its certificate", field="tls.identifier"),
            Column("jws", MILESTONE, "when JWS is verified", field="jws.ready"),
            Column("jws_certificate", TEXT, "its certificate", field="jws.identifier"),
            Column("webhooks", MILESTONE, "when webhooks are registered"),
            Column("api", MILESTONE, "when the API is shown to work"),
        ),
    ),
    Table(
        "endpoints",
        "endpoints of connections",
        (
            _PARTICIPANT,
            _ENVIRONMENT,
            Column("for_role", TEXT, "the role of the connection, if it has one"),
            Column("role", TEXT, "the role of the endpoint", needed=True),
            Column("proven", MILESTONE, "when it is proven; not at all if left out"),
        ),
    ),
    Table(
        "data",
        "test data that participants have asked for",
        (
            _PARTICIPANT,
            Column("what", TEXT, "what it is", needed=True),
            Column("ready", MILESTONE, "when it is there", needed=True),
            Column("environment", TEXT, "in this environment; everywhere if left out"),
            Column("stage", TEXT, "for this stage; for all if left out"),
        ),
    ),
    Table(
        "needed_versions",
        "versions that participants need where they test",
        (
            _PARTICIPANT,
            *_NEEDED,
            Column("stage", TEXT, "in slots of this stage; of all if left out"),
            Column("environment", TEXT, "in this environment; everywhere if left out"),
        ),
    ),
    Table(
        "details",
        "what participants have told of their systems, for the environment catalogue",
        (
            _PARTICIPANT,
            Column("system", TEXT, "name of the system or application"),
            Column("test_lead", TEXT, "who leads its tests"),
            Column("contacts", NAMES, "whom to ask about its environments"),
            Column("platform", TEXT, "infrastructure, operating system"),
            Column("interfaces", TEXT, "protocols to other systems"),
            Column("sizing", TEXT, "sizing, configuration and connectivity"),
            Column("readiness", TEXT, "smoke checks that show it to be ready"),
            Column("readiness_time", TEXT, "how long these take"),
            Column("downtime", TEXT, "regular downtime"),
            Column("support", TEXT, "support if an environment goes down"),
            Column("alerts", TEXT, "how issues of environments are told"),
            Column("monitoring", TEXT, "what its availability is monitored with"),
            Column("set_up", LEAD, "how long an environment takes to set up"),
            Column("data_checks", TEXT, "checks that data is ready"),
            Column("deployment", TEXT, "how code is deployed, and with what tool"),
            Column("deployment_time", TEXT, "how long that takes"),
            Column("shared_usage", TEXT, "what else its environments are used for; no if nothing"),
        ),
    ),
    Table(
        "provides",
        "what participants have to connect to the programme's environments",
        (
            _PARTICIPANT,
            _ENVIRONMENT,
            Column(
                "provision",
                cells.choice(Literal["own", "repurposed", "no"]),
                "whether it is provided; not known if left out",
            ),
            Column("repurposed_from", TEXT, "what it was for, if it is re-purposed"),
            Column("name", TEXT, "name of its own one"),
            Column("remarks", TEXT, "why, and constraints"),
            Column("from", WHEN, "kept running from then on; as the other opens if left out"),
            Column("to", WHEN, "and until then; as the other closes if left out"),
        ),
    ),
    Table(
        "phases",
        "the phases; without this table, those that `stages` name",
        (_id("phase"), Column("name", TEXT, "name for people")),
    ),
    Table(
        "environments",
        "the environments",
        (
            _id("environment"),
            Column("name", TEXT, "name for people"),
            Column("from", WHEN, "first day or moment of a window for every stage"),
            Column("to", WHEN, "first day or moment after that window"),
            Column(
                "exclusivity",
                cells.choice(Exclusivity),
                "which slots run at the same time; one_stage if left out",
            ),
            Column(
                "changeover",
                WHOLE,
                "working periods between different stages; 0 if left out",
                field="changeover.periods",
            ),
            Column("max_participants", WHOLE, "most that participants in it add up to, in sizes"),
            Column("components", NAMES, "the components that it runs"),
            Column(
                "cost", NUMBER, "of an optional environment, if it is used", field="optional.cost"
            ),
            Column(
                "approved", FLAG, "whether it may be used, if optional", field="optional.approved"
            ),
            Column("approval", TEXT, "by whom, if optional", field="optional.approval"),
            Column("connectivity", FLAG, "whether connections to it have to be proven"),
            Column(
                "endpoints", NAMES, "roles with an endpoint to prove", field="connectivity.endpoints"
            ),
            Column(
                "per_role", FLAG, "whether each role proves its own", field="connectivity.per_role"
            ),
            Column(
                "officers", FLAG, "whether officers must be named", field="connectivity.officers"
            ),
            Column("versions", VERSIONS, "versions that it has when the calendar begins"),
            Column(
                "proving",
                TEXT,
                "environment in which versions have to be proven before",
                field="proving.environment",
            ),
            Column(
                "before_open",
                cells.choice(BeforeOpen),
                "what holds before that environment opens",
                field="proving.before_open",
            ),
            Column("set_up", LEAD, "how long it takes to set it up", field="set_up.lead"),
            Column("set_up_started", WHEN, "when that has started", field="set_up.started"),
        ),
    ),
    Table(
        "windows",
        "when environments are open",
        (
            _ENVIRONMENT,
            _FROM,
            _TO,
            Column("stages", NAMES, "the stages that it is for; all if left out"),
            Column("source", TEXT, "where the dates come from"),
        ),
    ),
    Table(
        "changeovers",
        "changeover from one stage to another, instead of the environment's own",
        (
            _ENVIRONMENT,
            Column("from", TEXT, "id of the stage that ends", needed=True),
            Column("to", TEXT, "id of the stage that starts", needed=True),
            Column("periods", WHOLE, "working periods", needed=True),
        ),
    ),
    Table(
        "stages",
        "the stages: what slots are for",
        (
            _id("stage"),
            Column("name", TEXT, "name for people"),
            Column("phase", TEXT, "id of its phase"),
            Column("environments", NAMES, "the environments it may run in"),
            Column("duration", WHOLE, "length of a slot in working periods", needed=True),
            Column(
                "every",
                WHOLE,
                "slots may start every so many working periods; 1 if nothing is said",
                field="slots.starts.every.periods",
            ),
            Column(
                "anchor",
                WHEN,
                "a day or moment on that grid; the calendar's first if left out",
                field="slots.starts.every.anchor",
            ),
            Column(
                "weekdays",
                cells.choices(Weekday),
                "or: slots may start on these weekdays",
                field="slots.starts.weekdays",
            ),
            Column("on", WHENS, "or: slots may start just then", field="slots.starts.on"),
            Column("by_hand", FLAG, "or: only the slots given by hand", field="slots.starts"),
            Column(
                "capacity",
                WHOLE,
                "most that a slot takes, in sizes; 1 if left out",
                field="slots.capacity.max",
            ),
            Column(
                "capacity_min",
                WHOLE,
                "least that a slot takes, if anybody is in it",
                field="slots.capacity.min",
            ),
            Column("overlap", FLAG, "whether slots of this stage may overlap in one environment"),
            Column(
                "pause",
                WHOLE,
                "most working periods that a slot pauses over unavailability; it avoids it if left "
                "out",
                field="over_unavailability",
            ),
            Column("target", WHOLE, "how full an open slot should be at least, in sizes"),
            Column("needs_support", FLAG, "whether slots start and end inside support hours"),
            Column(
                "environment_manager",
                FLAG,
                "whether participants have to have named one",
                field="entry.environment_manager",
            ),
            Column("request", NAMES, "what a request has to carry", field="entry.request"),
            Column(
                "missing",
                cells.choice(WhenMissing),
                "what happens if something of that is missing; leave_out if left out",
                field="entry.missing",
            ),
            Column("notice", LEAD, "how long ahead participants are told"),
            Column("approved_versions", FLAG, "whether slots need versions approved together"),
        ),
    ),
    Table(
        "eligible",
        "environments that stages may run in, besides their column `environments`",
        (
            _STAGE,
            _ENVIRONMENT,
            Column("duration", WHOLE, "length of a slot there, if not the stage's own"),
        ),
    ),
    Table(
        "prerequisites",
        "stages of which one must be complete before",
        (_STAGE, Column("any_of", NAMES, "ids of the stages", needed=True)),
    ),
    Table(
        "required_versions",
        "versions that slots of stages need where they run",
        (
            _STAGE,
            Column("component", TEXT, "id of the component", needed=True),
            Column("version", TEXT, "the least that will do", needed=True),
            Column("exactly", FLAG, "whether a later one will not do"),
        ),
    ),
    Table(
        "approved_versions",
        "versions that were approved to be under test together",
        (_id("set"), Column("versions", VERSIONS, "the versions", needed=True)),
    ),
    Table(
        "regressions",
        "regression tests that versions have passed",
        (
            Column("component", TEXT, "id of the component", needed=True),
            Column("version", TEXT, "the version", needed=True),
            _ENVIRONMENT,
            Column("passed", WHEN, "first day or moment on which it counts", needed=True),
        ),
    ),
    Table(
        "freezes",
        "when no version is deployed",
        (
            _id("freeze"),
            _FROM,
            Column("to", WHEN, "first day or moment after; for good if left out"),
            Column("environments", NAMES, "the environments; all if left out"),
            _REASON,
        ),
    ),
    Table(
        "resources",
        "what slots and participants share",
        (
            _id("resource"),
            Column("amount", WHOLE, "how much of it there is", needed=True),
            Column("name", TEXT, "name for people"),
        ),
    ),
    Table(
        "amounts",
        "when there is another amount of a resource",
        (
            Column("resource", TEXT, "id of the resource", needed=True),
            _FROM,
            _TO,
            Column("amount", WHOLE, "how much there is then", needed=True),
        ),
    ),
    Table(
        "takes",
        "what slots of stages take of resources while they run",
        (
            _STAGE,
            Column("resource", TEXT, "id of the resource", needed=True),
            Column("amount", WHOLE, "how much; 1 if left out"),
            Column("per", cells.choice(TakenPer), "slot if left out"),
        ),
    ),
    Table(
        "gates",
        "which stages open once enough have been through others",
        (
            _id("gate"),
            Column("before", TEXT, "id of the stage to have been through", needed=True),
            Column("opens", TEXT, "id of the stage that opens", needed=True),
            Column("environment", TEXT, "only its slots there; anywhere if left out"),
            Column("participants", NAMES, "who counts; everybody if left out"),
            Column("share", NUMBER, "the share that must have been through; 1 if left out"),
            Column("of", cells.choice(ShareOf), "what the share is of; number if left out"),
            Column("counted", cells.choice(Counted), "who of those; placed if left out"),
            Column("lag", WHOLE, "working periods before the opening; 0 if left out"),
            _REASON,
        ),
    ),
    Table(
        "reliances",
        "what participants rely on: systems that are available, stages of others",
        (
            _PARTICIPANT,
            Column("stage", TEXT, "for this stage of its own; for each if left out"),
            Column(
                "needs",
                cells.choice(Literal["available", "finished", "alongside"]),
                "available if left out",
            ),
            Column("on", TEXT, "id of the other participant"),
            Column("component", TEXT, "or of a component that is to be available"),
            Column("their_stage", TEXT, "what the other has finished, or takes all the while"),
            Column("lag", WHOLE, "working periods after it has finished; 0 if left out"),
            _REASON,
        ),
    ),
    Table(
        "slots",
        "tranche slots given by hand",
        (
            _id("slot"),
            _STAGE,
            _ENVIRONMENT,
            Column("start", WHEN, "first day or moment", needed=True),
            Column("end", WHEN, "first day or moment after; by the duration if left out"),
            Column("capacity", WHOLE, "most that it takes, in sizes", field="capacity.max"),
            Column("capacity_min", WHOLE, "least that it takes", field="capacity.min"),
        ),
    ),
    Table(
        "unavailability",
        "when environments, components, resources or participants can't be used; one of the five says "
        "which",
        (
            Column("id", TEXT, "name of it; `unavailability` and its row if left out"),
            Column("environment", TEXT, "id of the environment", field="on.environment"),
            Column(
                "component", TEXT, "every environment that has it", field="on.component"
            ),
            Column("resource", TEXT, "every slot that takes it", field="on.resource"),
            Column("participant", TEXT, "id of the participant", field="on.participant"),
            Column("everywhere", FLAG, "every environment", field="on.everywhere"),
            _FROM,
            _TO,
            Column("kind", cells.choice(UnavailabilityKind), "planned if left out"),
            Column("cause", cells.choice(Cause), "maintenance if left out"),
            _REASON,
            Column("notified", WHEN, "when it was announced"),
            Column("defect", TEXT, "number of the defect that it belongs to"),
            Column("deploys", VERSIONS, "the versions that it deploys", field="deploys.versions"),
            Column(
                "despite_freeze",
                TEXT,
                "by whom it is allowed inside a freeze",
                field="deploys.despite_freeze",
            ),
            Column(
                "movable_from",
                WHEN,
                "first day of the days inside which it may be moved",
                field="movable.within.from",
            ),
            Column(
                "movable_to", WHEN, "first day after those days", field="movable.within.to"
            ),
            Column(
                "movable_days",
                WHOLE,
                "or: most days that it may be moved either way",
                field="movable.around.days",
            ),
        ),
    ),
    Table(
        "exclusive_groups",
        "stages of which no two slots ever run at the same time",
        (_id("group"), Column("stages", NAMES, "ids of the stages", needed=True)),
    ),
    Table(
        "rules",
        "who goes together, or apart",
        (
            Column("rule", cells.choice(Literal["together", "apart"]), "together or apart", needed=True),
            Column("participants", NAMES, "ids of the participants", needed=True),
            Column("stage", TEXT, "id of the stage; each if left out"),
            _REASON,
        ),
    ),
    Table(
        "assumptions",
        "values that no source gives and somebody chose",
        (
            Column("name", TEXT, "what it is", needed=True),
            Column("value", TEXT, "the value", needed=True),
            _REASON,
        ),
    ),
)

TABLES = {table.name: table for table in _ALL}
"""By name."""

PLAN = Table(
    "plan",
    "a plan: a row for each participant and stage, and for each slot with nobody in it",
    (
        Column("participant", TEXT, "id of the participant; nobody if left out"),
        Column("organisation", TEXT, "its organisation, for people"),
        Column("route", TEXT, "the route it takes; the first that fits if left out"),
        _STAGE,
        _ENVIRONMENT,
        Column("start", WHEN, "first day or moment of the slot", needed=True, field="from", also="from"),
        Column("end", WHEN, "first day or moment after", needed=True, field="to", also="to"),
        Column("slot", TEXT, "id of the slot; rows that differ in nothing here are about one"),
    ),
)
"""The table that a plan is read from."""

DOWNTIME = Table(
    "downtime",
    "a downtime log: a row for each piece of maintenance and each incident; one of five columns says "
    "what it is on",
    (
        Column("id", TEXT, "name of it, unique in the log", needed=True),
        Column("environment", TEXT, "id of the environment"),
        Column("component", TEXT, "every environment that has it"),
        Column("resource", TEXT, "every slot that takes it"),
        Column("participant", TEXT, "id of the participant"),
        Column("everywhere", FLAG, "every environment"),
        Column("kind", cells.choice(UnavailabilityKind), "planned if left out"),
        Column("cause", cells.choice(Cause), "maintenance if left out"),
        Column("planned_from", WHEN, "first day or moment planned"),
        Column("planned_to", WHEN, "first day or moment after"),
        Column("actual_from", WHEN, "first day or moment on which it was down"),
        Column("actual_to", WHEN, "first day or moment after; still going on if left out"),
        Column("root_cause", TEXT, "why it came to be"),
        _REASON,
        Column("notified", WHEN, "when it was announced"),
        Column("defect", TEXT, "number of the defect that it belongs to"),
        Column("participants", NAMES, "those who said that it hit them"),
    ),
)
"""The table that a downtime log is read from: the columns of its CSV form."""
