"""A link with nothing said beside it: evidence of what it names, what it quotes, or what was just reported."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot import answers, attaching
from bot.choosing import Named, Standing, is_own, last_done, next_open, pointed_at, reportable, unit_spelled
from bot.items import item_of
from bot.messages import evidence as messages
from bot.scene import Outcome, Scene, together
from bot.standing import standing_of
from models import progress, reply
from models.assignment import hold
from models.codes import find_codes
from models.delivery import Asked
from models.evidence import keep_link, unbind_reply
from models.figures import Owed
from models.passwords import names_who
from models.permissions import Action, may
from models.records import StaffRecord, Status
from models.reply import LINK_IN_ANSWER, Statement, StatusReply
from models.thaitext import squeeze
from models.web_address import is_web_address

# What may stand beside a link and its code, over words without spaces; anything else says something of its own.
_BESIDE = re.compile(
    r"(?:ส่ง|แนบ|อัน|นี่|นี้|ลิงก์|ลิงค์|ลิ้งก์|ลิ้งค์|link|หลักฐาน|หน้า|เว็บ|ไซต์|ของ|ข้อ|เรื่อง|ที่|ตาม|ดู|ได้|คือ|เป็น|ค่ะ|คะ|ค่า|ครับ|คับ|นะ|จ้า|จ้ะ|[:,.()/–-]){0,12}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Shared:
    """Links alone, with the codes they were sent under, and whose they are said to be (unit ids)."""

    urls: tuple[str, ...]
    codes: tuple[str, ...]
    units: frozenset[int] = frozenset()


def shared_in(words: str, spelled: Mapping[str, int] | None = None) -> Shared | None:
    """The links of words that say nothing else; None for all other words. spelled: squeezed spelling → unit id."""
    urls = tuple(url for url in answers.links_in(words) if is_web_address(url) or names_who(url))
    rest = answers.without_links(words)
    found = find_codes(rest)
    for raw in found.raw:
        rest = rest.replace(raw, " ", 1)
    flat = squeeze(rest)
    units = frozenset[int]()
    if spelled and (unit := unit_spelled(flat, spelled)):
        flat, units = flat.replace(unit, "", 1), frozenset([spelled[unit]])
    return Shared(urls, found.codes, units) if urls and _BESIDE.fullmatch(flat) else None


def on_link(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    words: str,
    shared: Shared,
    asked: Asked | None,
    addressed: bool,
) -> Outcome | None:
    """Bound where one thing is meant; else asked about, though in a group only where we are spoken to."""
    fit = tuple(filter(is_web_address, shared.urls))
    if not fit:
        return Outcome(messages.link_not_kept(scene.voice))
    meant = _meant(session, scene, person, shared, asked)
    if len(meant) == 1:
        kept = _keep(session, scene, person, meant[0], words, fit)
        return kept if fit == shared.urls else together(kept, Outcome(messages.link_not_kept(scene.voice)))
    return Outcome(messages.ask_code(scene.voice)) if addressed else None


def on_misfiled(session: Session, scene: Scene, person: StaffRecord, reply_id: int) -> Outcome:
    """‹ไม่ใช่เรื่องนี้›: the links that a message brought prove nothing; how things stand stays as it is."""
    written = session.get(StatusReply, reply_id)
    if written is None or written.agency_id != scene.agency.id or written.reason != LINK_IN_ANSWER:
        return Outcome(messages.no_longer_there(scene.voice))
    if written.staff_id != person.id and not may(person.role, Action.REPORT_ANY):
        return Outcome(messages.not_your_evidence(scene.voice))
    proves = progress.of_occurrences(session, scene.agency.id, [written.occurrence_id])
    if any(one.verified for one in proves):
        return Outcome(messages.acknowledged(scene.voice))
    unbind_reply(session, written.id, scene.now)
    return Outcome(messages.taken_out(scene.voice))


def _meant(session: Session, scene: Scene, person: StaffRecord, shared: Shared, asked: Asked | None) -> Sequence[Owed]:
    """What is named or quoted; in the 1:1 chat else what was just reported, or is the person's and near."""
    quoted, codes = asked.occurrence_ids if asked else (), shared.codes
    if not (codes or quoted):
        return attaching.meant_by(session, scene, person) if scene.is_private else []
    everything, who = progress.owed(session, scene.agency.id), standing_of(session, person)
    return _one_of(scene, reportable(pointed_at(everything, Named(codes, quoted, shared.units), scene.today), who), who)


def _one_of(scene: Scene, some: Sequence[Owed], who: Standing) -> Sequence[Owed]:
    """Of several the one that was finished last: proof follows the work; with none finished, what is due next."""
    own = [one for one in some if is_own(one, who)] or some
    if len({one.duty_id for one in own}) > 1:
        return own
    return last_done(own) or next_open(own, scene.today)


def _keep(session: Session, scene: Scene, person: StaffRecord, one: Owed, words: str, urls: Sequence[str]) -> Outcome:
    occurrence = hold(session, one.occurrence_id)
    statement, status = Statement(words, "report_status", LINK_IN_ANSWER), Status(occurrence.status)
    written = reply.record(session, occurrence, statement, status, person.id, scene.event_id, scene.now)
    whose = (person.id, scene.event_id)
    new = sum(keep_link(session, one.agency_id, one.occurrence_id, written.id, u, scene.now, *whose) for u in urls)
    item, what = item_of(session, scene, one), messages.named("link", None, len(urls))
    about = (one.occurrence_id,)
    if not new:
        return Outcome(messages.same_again(scene.voice, what, f" ของ {messages.about(item)}"), about=about)
    return Outcome(messages.taken(scene.voice, what, item, reply_id=written.id), about=about)
