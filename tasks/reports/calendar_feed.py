"""Entries as an iCalendar file (RFC 5545) that phones subscribe to; the same entries give the same bytes."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import icalendar

from tasks.reports.calendar_entries import ONE_DAY, Alarm, Entry

PRODUCT = "-//Tamngan//ITA calendar//TH"
READ_AGAIN = timedelta(hours=6)  # how often a phone should look; Google and Outlook decide for themselves


def render(name: str, entries: Sequence[Entry]) -> bytes:
    """The whole feed. What is no longer called for is left out: a subscriber takes the feed for the whole truth."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    words = icalendar.vText(name)  # said outright: of a property it does not know the library escapes nothing
    calendar.add("name", words)  # RFC 7986
    calendar.add("x-wr-calname", words)  # what Apple and Google read instead
    calendar.add("x-wr-timezone", "Asia/Bangkok")
    calendar.add("refresh-interval", icalendar.vDuration(READ_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(READ_AGAIN))
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def last_modified(entries: Sequence[Entry]) -> datetime | None:
    """The last change of any entry (UTC), to the second; None for an empty feed."""
    return max((_second(entry.changed_at) for entry in entries), default=None)


def _event(entry: Entry) -> icalendar.Event:
    event = icalendar.Event()
    changed = _second(entry.changed_at)
    event.add("uid", entry.uid)
    event.add("dtstamp", changed)  # without METHOD it says when the entry last changed (3.8.7.2)
    event.add("last-modified", changed)
    event.add("sequence", entry.moves)
    event.add("dtstart", entry.starts_on)
    event.add("dtend", entry.ends_on + ONE_DAY)  # the first day that is not in it any more
    event.add("summary", entry.title)
    event.add("description", entry.description)
    event.add("categories", [entry.category])
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # nobody is busy all day because something is due
    for alarm in entry.alarms:
        event.add_component(_alarm(alarm, entry.title))
    return event


def _alarm(alarm: Alarm, words: str) -> icalendar.Alarm:
    component = icalendar.Alarm()
    component.add("action", "DISPLAY")
    component.add("description", words)
    component.add("trigger", alarm.trigger, parameters={"RELATED": "END"} if alarm.from_end else {})
    return component


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
