"""Plans as calendars."""

from datetime import date, datetime, time, timezone
from typing import TYPE_CHECKING

from slotwise._checks import instance
from slotwise.errors import WrongValue

if TYPE_CHECKING:
    from slotwise.plan import Plan


def plan_ics(
    plan: "Plan", participant: str | None, environment: str | None, stamp: datetime | None
) -> str:
    """The slots of a participant, in an environment, or all of them, as iCalendar (RFC 5545)."""
    from icalendar import Calendar, Event

    programme = plan.programme
    if stamp is None:
        stamp = datetime.combine(programme.calendar.from_, time(), timezone.utc)
    elif instance(stamp, datetime).utcoffset() is None:
        raise WrongValue(f"stamp: the datetime {stamp.isoformat()} is naive")
    calendar = Calendar()
    calendar.add("prodid", "-//slotwise//slotwise//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", programme.name)
    for slot in plan.slots:
        inside = plan.participants(slot.id)
        if participant is not None and participant not in inside:
            continue
        if environment is not None and slot.environment != environment:
            continue
        event = Event()
        event.add("uid", f"{slot.id}@{programme.name}")
        event.add("dtstamp", stamp.astimezone(timezone.utc))
        event.add("summary", f"{slot.stage} in {slot.environment}")
        event.add("location", slot.environment)
        event.add("categories", [slot.stage])
        event.add("description", "\n".join(inside) or "nobody")
        event.add("dtstart", slot.start)
        event.add("dtend", slot.end)
        # All-day events are shown above the day and do not make anybody busy.
        event.add("transp", "TRANSPARENT" if type(slot.start) is date else "OPAQUE")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")

