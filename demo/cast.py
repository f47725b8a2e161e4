"""Who plays: the people of staff.csv under their LINE names, the groups they sit in, and who greets whom."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROSTER = Path(__file__).with_name("staff.csv")
PLAN = Path(__file__).with_name("plan.md")
AGENCY, SLUG = "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", "demo"
UNITS = "สำนักปลัด,กองคลัง,กองช่าง,กองการศึกษา,กองสวัสดิการสังคม"
FISCAL_YEAR = 2570
# A Thursday: the next day brings up what is owed by the end of November, the first of December what the year owes.
BEGINS = "2026-11-26T09:00:00+07:00"
QUOTA = 300

STAFF_GROUP, EXECUTIVE_GROUP, PUBLIC_GROUP = (
    "อบต.ทุ่งตัวอย่าง (ภายใน)",
    "ผู้บริหาร อบต.ทุ่งตัวอย่าง",
    "ข่าวประชาสัมพันธ์ตำบล",
)
ADMINISTRATOR, COORDINATOR = "วีระ กระดังงา", "มานี ลีลาวดี"
MAYOR, CHIEF = "ธนา ทองกวาว", "ดวงแก้ว บัวหลวง"
OPENS_AS = "จันทร์ ชมพู่"  # the first card is about her unit's work, so that the visitor may answer it at once
UNREGISTERED = ("สุดา ปาริชาต", "เดช พะยอม")  # left to the visitor to register
_PREFIXES = ("นางสาว", "นาง", "นาย")  # the longer first: "นาง" begins "นางสาว"


@dataclass(frozen=True)
class Person:
    """One line of the roster; name as LINE shows it."""

    name: str
    full_name: str
    position: str


@dataclass(frozen=True)
class Group:
    """A LINE group: what its code makes it, and who sits in it."""

    name: str
    kind: str
    members: tuple[str, ...]


def people() -> tuple[Person, ...]:
    """Everybody of staff.csv, in its order."""
    with ROSTER.open(encoding="utf-8-sig", newline="") as file:
        return tuple(Person(line_name(row["ชื่อ"]), row["ชื่อ"], row["ตำแหน่ง"]) for row in csv.DictReader(file))


def line_name(full_name: str) -> str:
    """A name as people write it in LINE: without นาย, นาง or นางสาว."""
    prefix = next((p for p in _PREFIXES if full_name.startswith(p)), "")
    return full_name.removeprefix(prefix)


def groups() -> tuple[Group, ...]:
    """The office's own group, the executives' with their coordinator, and one that citizens read."""
    return (
        Group(STAFF_GROUP, "staff", tuple(person.name for person in people())),
        Group(EXECUTIVE_GROUP, "executives", (MAYOR, CHIEF, COORDINATOR, ADMINISTRATOR)),
        Group(PUBLIC_GROUP, "public", (ADMINISTRATOR, "เรณู การะเกด", "สีดา แสงจันทร์")),
    )


def scenario() -> dict[str, Any]:
    """The cast for the simulator before the first day: nobody has added the bot, each group has one member.

    The others are brought in when the bot is there, for LINE tells a bot who sits in a group only when they come.
    """
    return {
        "quota": QUOTA,
        "users": [{"name": p.name, "title": p.position, "friend": False} for p in people()],
        "groups": [{"name": g.name, "members": [ADMINISTRATOR], "bot": False} for g in groups()],
    }
