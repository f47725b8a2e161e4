"""A code of the office's own plan for the examples in what is said: a code that nobody has leads nowhere."""

from sqlalchemy.orm import Session

from bot.choosing import is_own
from bot.standing import standing_of
from models import progress
from models.assignment import Occurrence
from models.records import StaffRecord, Status


def example_code(session: Session, agency_id: int, person: StaffRecord | None) -> str | None:
    """The first code of what is open, the person's own before others'; None where the plan has none."""
    coded = [one for one in progress.owed(session, agency_id, Occurrence.status != Status.COMPLETED) if one.codes]
    who = standing_of(session, person) if person else None
    own = [one for one in coded if who and is_own(one, who)]
    return next((one.codes[0] for one in (*own, *coded)), None)
