"""What the signed-in person owes: overdue, soon, and finished of late; each leads to where it is reported."""

from datetime import timedelta

from flask import Blueprint, render_template

from bot import undecided
from bot.choosing import is_own
from bot.standing import standing_of
from models import figures, progress
from models.bangkok import bangkok_day
from models.database import reading
from models.evidence_records import evidence_of
from tasks.house import current_house
from web.access import visitor

blueprint = Blueprint("mine", __name__)
AHEAD = timedelta(days=62)  # as far as the chat's "my work" looks
LATELY = timedelta(days=45)


@blueprint.get("/mine")
def show() -> str:
    """The officer's own list."""
    house, who = current_house(), visitor()
    today = bangkok_day(house.clock())
    with reading(house.engine) as session:
        year = progress.current_year(session, who.agency.id, today)
        standing = standing_of(session, who.person)
        everything = progress.of_year(session, who.agency.id, year) if year else []
        own = [one for one in everything if is_own(one, standing)]
        still_open = sorted((one for one in own if one.is_open), key=lambda one: (one.expected_on, one.duty_id))
        lists = (
            ("เกินกำหนด", figures.overdue(own, today)),
            ("ถึงกำหนดภายในสองเดือน", [o for o in still_open if today <= o.expected_on <= today + AHEAD]),
            ("ถัดไป", [o for o in still_open if o.expected_on > today + AHEAD]),
            ("เสร็จแล้ว", [o for o in reversed(own) if not o.is_open and o.due_on >= today - LATELY]),
        )
        shown = [one.occurrence_id for _, some in lists for one in some]
        proofs = evidence_of(session, who.agency.id, shown)
        requests = undecided.waiting_for(session, who.person)
    counts = {i: sum(piece.counts for piece in pieces) for i, pieces in proofs.items()}
    tally = figures.tally(own, today)
    return render_template(
        "mine.html", lists=lists, tally=tally, proofs=counts, today=today, year=year, requests=requests
    )
