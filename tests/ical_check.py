"""A strict reader of iCalendar files: what RFC 5545 (RFC 7986 for names of calendars) does not allow is an error."""

import re
from dataclasses import dataclass, field

ONCE_EACH = {  # component → (must stand once, may stand once at most, may repeat)
    "VCALENDAR": (
        {"PRODID", "VERSION"},
        {"CALSCALE", "METHOD", "NAME", "REFRESH-INTERVAL", "X-WR-CALNAME", "X-WR-TIMEZONE", "X-PUBLISHED-TTL"},
        set(),
    ),
    "VEVENT": (
        {"UID", "DTSTAMP", "DTSTART"},
        {"SEQUENCE", "LAST-MODIFIED", "SUMMARY", "DESCRIPTION", "STATUS", "TRANSP", "DTEND", "DURATION", "URL"},
        {"CATEGORIES"},
    ),
    "VALARM": ({"ACTION", "TRIGGER", "DESCRIPTION"}, {"DURATION", "REPEAT"}, set()),
}
TEXT = {"SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME"}
FORMS = {
    "DTSTAMP": r"\d{8}T\d{6}Z",
    "LAST-MODIFIED": r"\d{8}T\d{6}Z",
    "DTSTART": r"\d{8}",
    "DTEND": r"\d{8}",
    "SEQUENCE": r"\d+",
    "STATUS": r"TENTATIVE|CONFIRMED|CANCELLED",
    "TRANSP": r"OPAQUE|TRANSPARENT",
    "ACTION": r"DISPLAY",
    "TRIGGER": r"[+-]?P(?:\d+W|(?=[\dT])(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)",
    "REFRESH-INTERVAL": r"PT\d+H",
    "VERSION": r"2\.0",
    "CALSCALE": r"GREGORIAN",
}
LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:[^\";:,\x00-\x1f]*|\"[^\"\x00-\x1f]*\"))*):(.*)", re.DOTALL)


@dataclass
class Component:
    name: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)  # property, parameters, value
    inside: list["Component"] = field(default_factory=list)

    def value(self, name: str) -> str:
        return next(value for found, _, value in self.lines if found == name)

    def text(self, name: str) -> str:
        value = self.value(name)
        return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)

    @property
    def events(self) -> list["Component"]:
        return [one for one in self.inside if one.name == "VEVENT"]


def parse(raw: bytes) -> Component:
    """The calendar; AssertionError names the first thing that RFC 5545 does not allow."""
    assert raw.endswith(b"\r\n"), "the last line does not end"
    assert b"\n" not in raw.replace(b"\r\n", b""), "a bare line feed"
    assert b"\r" not in raw.replace(b"\r\n", b""), "a bare carriage return"
    physical = raw[:-2].split(b"\r\n")
    assert all(physical), "an empty line"
    assert max(len(line) for line in physical) <= 75, "a line over 75 octets"
    for line in physical:
        line.decode()  # a letter cut in two by folding would not be UTF-8 by itself
    return _tree(raw[:-2].replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode().split("\r\n"))


def _tree(lines: list[str]) -> Component:
    open_ones, whole = [Component("")], None
    for line in lines:
        found = LINE.fullmatch(line)
        assert found, f"no content line: {line}"
        name, parameters, value = found.groups()
        if name == "BEGIN":
            open_ones.append(Component(value))
        elif name == "END":
            closed = open_ones.pop()
            assert closed.name == value, f"END:{value} closes {closed.name}"
            _check(closed)
            open_ones[-1].inside.append(closed)
        else:
            open_ones[-1].lines.append((name, parameters, value))
    whole = open_ones.pop()
    assert not open_ones, "a component is not closed"
    assert not whole.lines, "a property outside of the calendar"
    assert [one.name for one in whole.inside] == ["VCALENDAR"]
    calendar = whole.inside[0]
    uids = [event.value("UID") for event in calendar.events]
    assert len(set(uids)) == len(uids), "a UID stands twice"
    return calendar


def _check(component: Component) -> None:
    must, once, often = ONCE_EACH[component.name]
    names = [name for name, _, _ in component.lines]
    assert must <= set(names), f"{component.name} lacks {must - set(names)}"
    assert set(names) <= must | once | often, f"{component.name} has {set(names) - must - once - often}"
    assert all(names.count(name) == 1 for name in must | once if name in names), f"{component.name}: {names}"
    for name, parameters, value in component.lines:
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value), f"{name} holds a control character"
        assert name not in FORMS or re.fullmatch(FORMS[name], value), f"{name}:{value}"
        assert name not in ("DTSTART", "DTEND") or parameters == ";VALUE=DATE", f"{name}{parameters}"
        if name in TEXT:
            assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), f"{name} is not escaped: {value}"
            assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\;,nN]", value), f"{name} escapes what needs none"
    if component.name == "VEVENT":
        assert component.value("DTSTART") < component.value("DTEND")
