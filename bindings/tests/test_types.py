"""What is refused where something is put in, and how it is told."""

from collections.abc import Callable
from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

import pytest

import slotwise as sw

DAY = date(2024, 1, 1)
LONDON = ZoneInfo("Europe/London")


def test_a_naive_datetime_is_refused_with_what_to_write() -> None:
    with pytest.raises(sw.WrongValue, match=r'tzinfo=ZoneInfo\("Europe/London"\)') as caught:
        sw.Window(datetime(2024, 1, 1, 8), DAY)
    assert "Window.from_" in str(caught.value)
    assert "naive" in str(caught.value)


def test_a_datetime_is_refused_where_a_date_is_asked_for() -> None:
    with pytest.raises(sw.WrongType, match=r"Calendar\.to: a date is asked for, got the datetime"):
        sw.Calendar("Europe/London", DAY, datetime(2024, 2, 1, tzinfo=LONDON))
    with pytest.raises(sw.WrongType, match=r"Holiday\.date"):
        sw.Holiday(datetime(2024, 2, 1))


def test_aware_datetimes_and_dates_are_taken() -> None:
    moment = datetime(2024, 7, 1, 8, tzinfo=LONDON)
    assert sw.Window(moment, date(2024, 8, 1)).from_ == moment
    assert sw.Window(moment.astimezone(timezone.utc), DAY).from_ == moment


CASES: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: sw.Phase(7), sw.WrongType, "Phase.id: a string is asked for, got 7 (int)"),  # type: ignore[arg-type]
    (lambda: sw.Step(sw.Phase("SIT")), sw.WrongType, "Step.stage: a string is asked for, got Phase('SIT') (Phase); write its id, 'SIT'"),  # type: ignore[arg-type]
    (lambda: sw.Capacity(2.5), sw.WrongType, "Capacity.max: a whole number is asked for, got 2.5 (float)"),  # type: ignore[arg-type]
    (lambda: sw.Capacity(True), sw.WrongType, "Capacity.max: a whole number is asked for, got True (bool)"),
    (lambda: sw.Capacity("3"), sw.WrongType, "Capacity.max: a whole number is asked for, got '3' (str)"),  # type: ignore[arg-type]
    (lambda: sw.Capacity(2**70), sw.WrongValue, f"Capacity.max: a whole number of at most 64 bits is asked for, got {2**70}"),
    (lambda: sw.OptionalEnvironment(float("nan")), sw.WrongValue, "OptionalEnvironment.cost: a finite number is asked for, got nan"),
    (lambda: sw.OptionalEnvironment(float("inf")), sw.WrongValue, "OptionalEnvironment.cost: a finite number is asked for, got inf"),
    (lambda: sw.OptionalEnvironment("1"), sw.WrongType, "OptionalEnvironment.cost: a number is asked for, got '1' (str)"),  # type: ignore[arg-type]
    (lambda: sw.OptionalEnvironment(1, approved=1), sw.WrongType, "OptionalEnvironment.approved: True or False is asked for, got 1 (int)"),  # type: ignore[arg-type]
    (lambda: sw.ExclusiveGroup("g", "Functional"), sw.WrongType, "ExclusiveGroup.stages: a list is asked for, got 'Functional' (str)"),
    (lambda: sw.ExclusiveGroup("g", ["F", 3]), sw.WrongType, "ExclusiveGroup.stages[1]: a string is asked for, got 3 (int)"),  # type: ignore[list-item]
    (lambda: sw.Weekdays(["monday"]), sw.WrongValue, "Weekdays.days[0]: one of 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun' is asked for, got 'monday'; did you mean 'mon'?"),  # type: ignore[list-item]
    (lambda: sw.Calendar("UTC", DAY, DAY, resolution="days"), sw.WrongValue, "Calendar.resolution: one of 'day', 'half_day', 'hour' is asked for, got 'days'; did you mean 'day'?"),  # type: ignore[arg-type]
    (lambda: sw.Calendar("UTC", "2024-01-01", DAY), sw.WrongType, "Calendar.from_: a datetime.date is asked for, got '2024-01-01' (str)"),  # type: ignore[arg-type]
    (lambda: sw.Calendar("UTC", DAY, DAY, working_hours=(8, 18)), sw.WrongType, "Calendar.working_hours: Hours.from_: a datetime.time is asked for, got 8 (int)"),  # type: ignore[arg-type]
    (lambda: sw.Hours(time(8, tzinfo=LONDON), time(18)), sw.WrongValue, "Hours.from_: 08:00:00 has a zone; clock times are local to the calendar's zone"),
    (lambda: sw.Participant("p", routes=["F", "M"]), sw.WrongType, "Participant.routes[0]: a route is asked for, got 'F'; a list of routes is a list of lists: routes=[[\"Functional\", \"Migration\"]]"),
    (lambda: sw.Participant("p", routes=[["F", 4]]), sw.WrongType, "Participant.routes[0]: Route.steps[1]: Step.stage: a string is asked for, got 4 (int)"),  # type: ignore[list-item]
    (lambda: sw.Participant("p", routes=[["F"]], unavailable=[DAY]), sw.WrongType, "Participant.unavailable[0]: Blackout is asked for, got datetime.date(2024, 1, 1) (date)"),  # type: ignore[list-item]
    (lambda: sw.Stage("s", environments=[None], duration=1), sw.WrongType, "Stage.environments[0]: Eligible.environment: a string is asked for, got None (NoneType)"),  # type: ignore[list-item]
    (lambda: sw.Stage("s", environments=["A"], duration=1, over_unavailability="wait"), sw.WrongValue, "Stage.over_unavailability: 'avoid' or Pause(allowance) is asked for, got 'wait'"),  # type: ignore[arg-type]
    (lambda: sw.Level("l", {"latness": 1}), sw.WrongValue, "did you mean 'lateness'?"),  # type: ignore[dict-item]
    (lambda: sw.Target(environment="A", component="B"), sw.WrongValue, "exactly one of environment, component, resource, participant and everywhere=True is asked for"),
    (lambda: sw.Target(), sw.WrongValue, "exactly one of environment, component, resource, participant and everywhere=True is asked for"),
    (lambda: sw.Programme("p", "2024"), sw.WrongType, "Programme.calendar: Calendar is asked for, got '2024' (str)"),  # type: ignore[arg-type]
]  # fmt: skip


@pytest.mark.parametrize(("build", "error", "message"), CASES)
def test_what_is_refused(build: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        build()
    assert message in str(caught.value)
    assert isinstance(caught.value, sw.SlotwiseError)


def test_wrong_types_and_values_are_also_pythons_own() -> None:
    assert issubclass(sw.WrongType, TypeError)
    assert issubclass(sw.WrongValue, ValueError)


def test_numbers_of_numpy_and_moments_of_pandas_become_pythons() -> None:
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    capacity = sw.Capacity(numpy.int64(3))
    assert type(capacity.max) is int
    cost = sw.OptionalEnvironment(numpy.float64(2.5), approved=numpy.bool_(True))
    assert (type(cost.cost), cost.approved) == (float, True)
    moment = pandas.Timestamp("2024-07-01 08:00", tz="Europe/London")
    assert type(sw.Window(moment, DAY).from_) is datetime
    with pytest.raises(sw.WrongValue, match="naive"):
        sw.Window(pandas.Timestamp("2024-07-01"), DAY)
