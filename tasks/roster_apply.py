"""A roster as read becomes the office's: units found or added, people added and changed, nobody removed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from models import enrolment, roster, unit_changes
from models.enrolment import RosterChange, RosterRow
from models.records import Role, StaffRecord, UnitRecord
from models.unit import live_units, resolve_unit
from models.unit_key import nearest_unit, split_path
from tasks.roster_rows import Fault, RosterLine

_UNITS = ("กอง", "สำนัก", "ส่วน", "หน่วย", "ศูนย์", "โรงเรียน", "สถาน")


@dataclass(frozen=True)
class RosterReport:
    """What an import did; new_units are paths, so that a misspelt one is seen."""

    change: RosterChange
    new_units: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass
class _Work:
    session: Session
    agency_id: int
    now: datetime
    by: int | None = None
    new_units: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    units: dict[tuple[str, ...], UnitRecord] = field(default_factory=dict)  # found so far, by path


class _UnitUnclearError(Exception):
    """The unit of a line cannot be told; the message is why."""


def apply_roster(
    session: Session,
    agency_id: int,
    lines: Sequence[RosterLine],
    faults: Sequence[Fault],
    now: datetime,
    by: StaffRecord | None = None,
    moving: bool = False,
) -> RosterReport:
    """Take the good lines over; those whose unit is unclear join the faults. The same file again changes nothing.

    by: who of the office says so, held to what they may say of others (models/roster.py); None for the operator.
    moving: who is named in another unit than before moved there (models/enrolment.py).
    """
    work = _Work(session, agency_id, now, by.id if by else None, faults=list(faults))
    taken = [(line, row) for line in lines if (row := _row(work, line))]
    guard = roster.guard(session, by) if by else None
    change = enrolment.update_roster(session, agency_id, [row for _, row in taken], now, work.by, guard, moving)
    for n, words in change.refused:
        work.faults.append(Fault(taken[n][0].line, f"{taken[n][0].name}: {words}"))
    return RosterReport(change, tuple(work.new_units), tuple(sorted(work.faults, key=lambda fault: fault.line)))


def _row(work: _Work, line: RosterLine) -> RosterRow | None:
    try:
        unit = _unit(work, line)
    except _UnitUnclearError as error:
        work.faults.append(Fault(line.line, f"{line.name}: {error}"))
        return None
    return RosterRow(line.name, line.position, unit.id if unit else None, line.role)


def _unit(work: _Work, line: RosterLine) -> UnitRecord | None:
    path = split_path(line.unit or "")
    if not path:
        if line.role == Role.UNIT_HEAD:
            raise _UnitUnclearError("หัวหน้าส่วนต้องระบุสังกัด")
        return None
    found = work.units.get(path) or resolve_unit(work.session, work.agency_id, "/".join(path))
    # "คณะผู้บริหาร" is where executives sit, but no unit that work could be given to.
    if found is None and line.role == Role.EXECUTIVE and not path[0].startswith(_UNITS):
        return None
    work.units[path] = found or _added(work, path)
    return work.units[path]


def _added(work: _Work, path: tuple[str, ...]) -> UnitRecord:
    """The unit, and the section in it, that the office did not have; a near miss is asked about instead."""
    unit = resolve_unit(work.session, work.agency_id, path[0])
    if unit is None:
        _check(work, path[0])
        unit = unit_changes.add(work.session, work.agency_id, None, path[0], work.now, work.by)
        work.new_units.append(unit.name)
    for section in path[1:]:
        top = unit
        unit = unit_changes.add(work.session, work.agency_id, top.id, section, work.now, work.by)
        work.new_units.append(f"{top.name}/{unit.name}")
    return unit


def _check(work: _Work, name: str) -> None:
    units = live_units(work.session, work.agency_id)
    near = nearest_unit(units, name)
    if near:
        raise _UnitUnclearError(f"ไม่พบสังกัด “{name}” หมายถึง “{near.name}” หรือไม่")
    if not name.startswith(_UNITS):
        raise _UnitUnclearError(f"ไม่พบสังกัด “{name}” เขียนเป็น กอง/งาน หรือเพิ่มส่วนราชการนี้ก่อน")
