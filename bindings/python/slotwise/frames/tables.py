"""The tables that a programme is read from and written to: `docs/frames.md` shows them."""

from typing import Literal

from slotwise.frames import cells
from slotwise.frames.cells import DAY, FLAG, NAMES, NUMBER, TEXT, WHEN, WHENS, WHOLE
from slotwise.frames.sheet import Column, Table
from slotwise.model.calendar import Weekday
from slotwise.model.environment import Exclusivity
from slotwise.model.gate import Counted, ShareOf
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
