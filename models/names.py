"""Names of an office's rows by their ids, also of what has left or was closed: for telling what was done."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.chat import Chat
from models.people import Staff
from models.unit import Unit


def staff_names(session: Session, agency_id: int) -> dict[int, str]:
    """Everybody ever on the roster."""
    rows = session.execute(select(Staff.id, Staff.name).where(Staff.agency_id == agency_id))
    return {row.id: row.name for row in rows}


def unit_names(session: Session, agency_id: int) -> dict[int, str]:
    """Every unit and section, open or closed."""
    return {row.id: row.name for row in session.execute(select(Unit.id, Unit.name).where(Unit.agency_id == agency_id))}


def group_names(session: Session, agency_id: int) -> dict[int, str]:
    """Every group whose name LINE told, also one that the bot has left."""
    rows = session.execute(select(Chat.id, Chat.name).where(Chat.agency_id == agency_id, Chat.name.is_not(None)))
    return {row.id: row.name for row in rows}
