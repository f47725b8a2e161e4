"""Quota and outbox: what the month has cost, what waits and why, what LINE refused; who was told what."""

from flask import abort, request
from werkzeug.wrappers import Response

from models import agency, people
from models.bangkok import month_start
from models.delivery import counted_since
from models.outbox_report import Chosen, counts, report, waiting_chats
from models.permissions import Action
from models.records import StaffRecord
from models.told import Told, reminders_of, told
from tasks.commands.outbox import IN_DOUBT, KINDS, STATES, WAYS, chat_name, reason
from tasks.commands.told import stage_words, units_of
from tasks.delivery.forecast import UNKNOWN_SIZE, cost_of
from web.access import needs
from web.office.room import Desk, blueprint, day_asked, first_moment, looking, shown
from web.paging import ROWS, Page, page_of, place_of

Answer = tuple[str, int] | Response


@blueprint.get("/outbox")
@needs(Action.SEE_TRAIL)
def outbox() -> Answer:
    """The month's figures, then the messages that are asked for, newest first."""
    state, group, since = request.args.get("state", ""), request.args.get("chat", "").strip(), day_asked("since")
    moment = first_moment(since) if since else None
    everywhere = Chosen(None, group or None, moment)
    chosen = Chosen(state if state in STATES else None, everywhere.chat, everywhere.since)
    with looking() as desk:
        office = agency.by_id(desk.session, desk.id)
        by_state = counts(desk.session, desk.id, everywhere)
        count = by_state.get(chosen.state, 0) if chosen.state else sum(by_state.values())
        number, last = place_of(count, request.args.get("page", type=int))
        lines = report(desk.session, desk.id, ROWS, chosen, (number - 1) * ROWS)
        waiting = waiting_chats(desk.session, desk.id)
        spent = counted_since(desk.session, desk.id, month_start(desk.now))
    rows = [(line, reason(line, desk.now), chat_name(line.chat_type, line.chat)) for line in lines]
    return shown(
        "outbox.html",
        page=Page(rows, number, last),
        quota=office.quota,
        spent=spent,
        chats=len(waiting),
        cost=sum(cost_of(chat) for chat in waiting),
        unknown=UNKNOWN_SIZE if any(chat.line_id and chat.member_count is None for chat in waiting) else 0,
        by_state=by_state,
        states=STATES,
        kinds=KINDS,
        ways=WAYS,
        asked={"state": chosen.state or "", "chat": group, "since": request.args.get("since", "")},
    )


@blueprint.get("/told")
@needs(Action.SEE_TRAIL)
def told_page() -> Answer:
    """ "I was never told": every reminder that named a person or was about their unit, and what became of it."""
    staff_id, code = request.args.get("staff_id", type=int), request.args.get("code", "").strip()
    with looking() as desk:
        everybody = people.roster(desk.session, desk.id)
        person = next((one for one in everybody if one.id == staff_id), None)
        if staff_id is not None and person is None:
            abort(404)
        page = _told(desk, person, code) if person else None
    return shown(
        "told.html",
        person=person,
        people=[("", "— เลือกชื่อ —"), *((one.id, one.name) for one in everybody)],
        page=page,
        code=code,
        stage=stage_words,
        states=STATES,
        ways=WAYS,
        doubt=IN_DOUBT,
        chat_name=chat_name,
    )


def _told(desk: Desk, person: StaffRecord, code: str) -> Page[Told]:
    """A page of what a person was told, newest first."""
    mine = reminders_of(desk.session, desk.id, person.id, units_of(desk.session, person), code)[::-1]
    page = page_of(mine, request.args.get("page", type=int))
    return Page(told(desk.session, desk.id, person.id, page.items)[::-1], page.number, page.last)
