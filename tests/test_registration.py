"""How people and groups join: codes, names, a coordinator's word, and what is answered to whom."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot import confirming, registration
from bot.messages import guidance, joining
from bot.postback import unpack
from bot.registration import Outcome, Scene
from models import agency, chat, contacts, enrolment, join_codes, people
from models.agency import Wishes
from models.chat import ChatType
from models.database import transaction
from models.enrolment import RosterRow
from models.permissions import Action, may
from models.records import ChatRecord, ContactRecord, Role, Voice
from tests.office import Office, make_office

VOICE = Voice()
IDS = {"มานี": "U" + "1" * 32, "กล้า": "U" + "2" * 32, "ปิติ": "U" + "3" * 32, "สมคิด": "U" + "4" * 32}
STRANGER = "U" + "9" * 32
GROUP = "C" + "1" * 32


@dataclass
class Play:
    """One office in one session: who says what where."""

    session: Session
    office: Office
    now: datetime

    def account(self, line_id: str, shown_as: str | None = None, friend: bool = True) -> ContactRecord:
        contact = contacts.meet(self.session, self.office.agency_id, line_id, shown_as, self.now)
        if friend:
            contacts.followed(self.session, contact.id, self.now)
        return contact

    def known(self, name: str, friend: bool = True) -> ContactRecord:
        contact = self.account(IDS[name], name, friend)
        contacts.bind_at_once(self.session, contact.id, self.office.staff[name], self.now)
        return contact

    def private(self, contact: ContactRecord) -> Scene:
        return self._scene(chat.private_chat(self.session, contact.id, self.now).id, contact)

    def group(self, contact: ContactRecord | None, kind: ChatType = ChatType.STAFF) -> Scene:
        group = chat.group_joined(self.session, self.office.agency_id, GROUP, self.now)
        if kind != ChatType.NEW:
            chat.set_type(self.session, group.id, kind, None, self.now)
        return self._scene(group.id, contact)

    def _scene(self, chat_id: int, contact: ContactRecord | None) -> Scene:
        self.session.flush()
        record = agency.by_id(self.session, self.office.agency_id)
        here = _chat(self.session, chat_id)
        fresh = contacts.contact_by_id(self.session, self.office.agency_id, contact.id) if contact else None
        return Scene(record, here, fresh, self.now)

    def staff_code(self, name: str) -> str:
        return join_codes.make_staff_code(self.session, self.office.agency_id, self.office.staff[name], self.now)

    def binding(self, contact: ContactRecord) -> tuple[str, int | None]:
        found = contacts.contact_by_id(self.session, self.office.agency_id, contact.id)
        assert found
        return found.binding, found.staff_id


@pytest.fixture
def play(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        yield Play(session, office, now)


def _chat(session: Session, chat_id: int) -> ChatRecord:
    row = session.get_one(chat.Chat, chat_id)
    return ChatRecord(row.id, row.agency_id, row.type, row.name, row.unit_id, row.contact_id, row.member_count)


def buttons(messages: guidance.Messages) -> dict[str, str]:
    """Label → data of every button."""
    found: dict[str, str] = {}

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if node.get("type") == "postback":
                found[str(node["label"])] = str(node["data"])
            for child in node.values():
                walk(child)
        elif isinstance(node, (list, tuple)):
            for child in node:
                walk(child)

    walk(messages)
    return found


def said(outcome: Outcome | None) -> guidance.Messages:
    assert outcome
    assert len(outcome.answer) <= 5
    return outcome.answer


def test_it_greets_a_group_and_a_new_friend(play: Play):
    somebody = play.account(STRANGER, friend=False)
    assert said(registration.on_join(play.session, play.group(None, ChatType.NEW))) == guidance.welcome(
        VOICE, group=True
    )
    assert not contacts.is_reachable_privately(play.session, somebody.id, play.now)
    assert said(registration.on_follow(play.session, play.private(somebody))) == guidance.welcome(VOICE, group=False)
    assert contacts.is_reachable_privately(play.session, somebody.id, play.now)


@pytest.mark.parametrize("kind", [ChatType.STAFF, ChatType.UNIT, ChatType.EXECUTIVES, ChatType.PUBLIC])
def test_a_group_code_says_what_a_group_is_for_once(play: Play, kind: ChatType):
    unit_id = play.office.unit["กองคลัง"] if kind == ChatType.UNIT else None
    plain = join_codes.make_chat_code(play.session, play.office.agency_id, kind, unit_id, play.now)
    scene = play.group(play.account(STRANGER), ChatType.NEW)
    unit = "กองคลัง" if unit_id else None
    assert said(registration.on_code(play.session, scene, plain.lower())) == guidance.code_accepted(VOICE, kind, unit)
    found = _chat(play.session, scene.chat.id)
    assert (found.type, found.unit_id) == (kind, unit_id)
    assert said(registration.on_code(play.session, scene, plain)) == guidance.code_expired(VOICE)


def test_a_group_code_in_a_private_chat_stays_good(play: Play):
    plain = join_codes.make_chat_code(play.session, play.office.agency_id, ChatType.STAFF, None, play.now)
    kla = play.account(IDS["กล้า"])
    assert said(registration.on_code(play.session, play.private(kla), plain)) == joining.code_is_for_group(VOICE)
    accepted = registration.on_code(play.session, play.group(kla, ChatType.NEW), plain)
    assert said(accepted) == guidance.code_accepted(VOICE, "staff")


def test_talk_is_no_code_and_an_unknown_or_foreign_code_is_said_to_be_unknown(play: Play, now: datetime):
    scene = play.private(play.account(STRANGER))
    other = make_office(play.session, now, "other")
    foreign = join_codes.make_staff_code(play.session, other.agency_id, other.staff["มานี"], now)
    assert registration.on_code(play.session, scene, "O12 เสร็จแล้ว") is None
    assert said(registration.on_code(play.session, scene, "ABCD-2345")) == guidance.code_unknown(VOICE)
    assert said(registration.on_code(play.session, scene, foreign)) == guidance.code_unknown(VOICE)


def test_the_first_coordinator_joins_by_code_and_sees_who_waited(play: Play):
    waiting = play.account(STRANGER, "Kla")
    asked = registration.on_picked(play.session, play.private(waiting), play.office.staff["กล้า"])
    assert asked.notes == ()
    manee = play.account(IDS["มานี"], "Manee")
    outcome = registration.on_code(play.session, play.private(manee), play.staff_code("มานี"))
    answer = said(outcome)
    confirmed = guidance.confirmed(VOICE, "มานี", Role.COORDINATOR)
    notice = guidance.brief_notice(VOICE)
    assert answer[: len(notice) + len(confirmed)] == (*notice, *confirmed)
    assert unpack(buttons(answer)["ใช่ คนนี้"]).number("c") == waiting.id
    assert play.binding(manee) == ("confirmed", play.office.staff["มานี"])


def test_a_persons_code_read_by_a_group_is_void_where_line_does_not_tell_who_typed_it(play: Play):
    plain = play.staff_code("กล้า")
    assert said(registration.on_code(play.session, play.group(None), plain)) == joining.code_seen_by_all(VOICE)
    kla = play.account(IDS["กล้า"])
    assert said(registration.on_code(play.session, play.private(kla), plain)) == guidance.code_expired(VOICE)
    assert play.binding(kla) == ("none", None)


def test_a_persons_code_typed_in_a_group_is_used_up_there(play: Play):
    plain = play.staff_code("กล้า")
    kla = play.account(IDS["กล้า"])
    assert registration.on_code(play.session, play.group(kla), plain)
    assert play.binding(kla) == ("confirmed", play.office.staff["กล้า"])
    other = play.account(STRANGER)
    assert said(registration.on_code(play.session, play.private(other), plain)) == guidance.code_expired(VOICE)
    assert play.binding(other) == ("none", None)


def test_the_code_of_somebody_off_the_roster_binds_nobody(play: Play):
    plain = play.staff_code("กล้า")
    people.remove_staff(play.session, play.office.agency_id, play.office.staff["กล้า"], play.now)
    somebody = play.account(STRANGER)
    assert said(registration.on_code(play.session, play.private(somebody), plain)) == guidance.code_expired(VOICE)
    assert play.binding(somebody)[0] == "none"


def test_registering_offers_the_name_that_the_account_shows(play: Play):
    kla = play.account(STRANGER, "คุณกล้า")
    answer = said(registration.on_register(play.session, play.private(kla)))
    assert unpack(buttons(answer)["กล้า"]).number("s") == play.office.staff["กล้า"]
    assert list(buttons(answer)) == [guidance.PRIVACY, "กล้า"]


def test_the_roster_is_offered_among_colleagues_and_read_out_to_nobody_else(play: Play):
    somebody = play.account(STRANGER, "🌻")

    def offered(scene: Scene) -> int:
        shown = buttons(said(registration.on_register(play.session, scene)))
        return len([label for label in shown if label != guidance.PRIVACY])

    assert offered(play.group(somebody, ChatType.STAFF)) == 7
    play.known("มานี")
    assert offered(play.group(somebody, ChatType.STAFF)) == 6
    assert offered(play.private(somebody)) == 0
    for n in range(11):
        enrolment.add_staff(play.session, play.office.agency_id, RosterRow(f"คนที่{n}"), play.now)
    assert offered(play.group(somebody, ChatType.STAFF)) == 0


def test_an_untyped_group_hears_no_name_from_the_roster(play: Play):
    kla = play.account(STRANGER, "กล้า")
    answer = said(registration.on_register(play.session, play.group(kla, ChatType.NEW)))
    assert answer == (*guidance.brief_notice(VOICE), *guidance.type_name(VOICE))


@pytest.mark.parametrize("kind", [ChatType.PUBLIC])
def test_nobody_registers_among_citizens_or_without_an_account(play: Play, kind: ChatType):
    kla = play.account(STRANGER, "กล้า")
    assert said(registration.on_register(play.session, play.group(kla, kind))) == joining.come_privately(VOICE)
    assert said(registration.on_register(play.session, play.group(None))) == joining.come_privately(VOICE)
    picked = registration.on_picked(play.session, play.group(None), play.office.staff["กล้า"])
    assert said(picked) == joining.come_privately(VOICE)


def test_who_is_registered_is_told_so(play: Play):
    kla = play.known("กล้า")
    for scene in (play.private(kla), play.group(kla)):
        assert said(registration.on_register(play.session, scene)) == guidance.already_registered(VOICE, "กล้า")
    picked = registration.on_picked(play.session, play.private(kla), play.office.staff["ปิติ"])
    assert said(picked) == guidance.already_registered(VOICE, "กล้า")


def test_a_typed_name_is_asked_about_and_the_coordinator_hears_of_it_once(play: Play):
    manee, kla = play.known("มานี"), play.account(STRANGER, "Kla")
    play.known("สมคิด")
    registration.on_register(play.session, play.private(kla))
    outcome = registration.on_name(play.session, play.private(kla), "นายกล้า")
    assert said(outcome) == guidance.asked(VOICE, "กล้า")
    assert outcome
    (note,) = outcome.notes
    assert note.chat_id == play.private(manee).chat.id
    assert note.messages == joining.ask_confirmer(VOICE, kla.id, play.office.staff["กล้า"], "Kla", "กล้า", "กองคลัง")
    again = registration.on_picked(play.session, play.private(kla), play.office.staff["กล้า"])
    assert (said(again), again.notes) == (guidance.asked(VOICE, "กล้า"), ())
    assert play.binding(kla) == ("pending", play.office.staff["กล้า"])


@pytest.mark.parametrize("typed", ["สวัสดีค่ะ กล้า", "สวัสดีตอนเช้าครับ ผมชื่อกล้าครับ", "ชื่อ นายกล้า ค่ะ", "Hi, กล้า"])
def test_a_name_told_with_a_greeting_is_the_name(play: Play, typed: str):
    kla = play.account(STRANGER)
    registration.on_register(play.session, play.private(kla))
    assert said(registration.on_name(play.session, play.private(kla), typed)) == guidance.asked(VOICE, "กล้า")


@pytest.mark.parametrize(
    "typed", ["สวัสดีค่ะ 🙏🏻", "สวัสดีปีใหม่ค่า!!", "ขอบคุณมากครับ", "ดีค่ะพี่", "Good morning ค่ะ", "ยินดีที่ได้รู้จัก ฝากตัวด้วยนะคะ"]
)
def test_a_greeting_alone_is_no_name(play: Play, typed: str):
    kla = play.account(STRANGER)
    registration.on_register(play.session, play.private(kla))
    assert said(registration.on_name(play.session, play.private(kla), typed)) == guidance.type_name(VOICE)


def test_a_doubtful_name_is_asked_back_with_buttons(play: Play):
    kla = play.account(STRANGER)
    registration.on_register(play.session, play.private(kla))
    answer = said(registration.on_name(play.session, play.private(kla), "กลา"))
    assert list(buttons(answer)) == ["กล้า"]
    assert play.binding(kla)[0] == "none"


def test_a_name_nobody_has_is_said_in_private_and_passed_over_in_a_group(play: Play):
    kla = play.account(STRANGER)
    registration.on_register(play.session, play.private(kla))
    unknown = registration.on_name(play.session, play.private(kla), "สมหญิง")
    assert said(unknown) == guidance.name_not_found(VOICE, "สมหญิง")
    assert registration.on_name(play.session, play.group(kla), "ข้าวเที่ยงเสร็จแล้ว") is None


def test_a_text_is_no_name_where_none_was_asked_for(play: Play):
    kla = play.account(STRANGER)
    assert registration.on_name(play.session, play.private(kla), "กล้า") is None
    assert registration.on_name(play.session, play.group(None), "กล้า") is None
    registration.on_register(play.session, play.private(kla))
    play.now += timedelta(hours=2)
    assert registration.on_name(play.session, play.private(kla), "กล้า") is None


def test_a_name_that_has_an_account_is_not_given_away(play: Play):
    play.known("กล้า")
    thief = play.account(STRANGER, "กล้า")
    registration.on_register(play.session, play.private(thief))
    taken = registration.on_name(play.session, play.private(thief), "กล้า")
    assert said(taken) == joining.name_taken(VOICE, "กล้า")
    picked = registration.on_picked(play.session, play.private(thief), play.office.staff["กล้า"])
    assert said(picked) == joining.name_taken(VOICE, "กล้า")
    assert play.binding(thief)[0] == "none"


def test_without_a_reachable_coordinator_an_administrator_hears_of_it(play: Play):
    play.known("มานี", friend=False)
    admin = play.known("สมคิด")
    kla = play.account(STRANGER)
    outcome = registration.on_picked(play.session, play.private(kla), play.office.staff["กล้า"])
    assert [note.chat_id for note in outcome.notes] == [play.private(admin).chat.id]


def test_where_nobody_is_reached_in_private_the_card_stands_in_the_group(play: Play):
    play.known("มานี", friend=False)
    kla = play.account(STRANGER, "Kla", friend=False)
    outcome = registration.on_picked(play.session, play.group(kla), play.office.staff["กล้า"])
    assert outcome.notes == ()
    assert unpack(buttons(said(outcome))["ใช่ คนนี้"]).values == {"c": str(kla.id), "s": str(play.office.staff["กล้า"])}
    private = registration.on_picked(play.session, play.private(play.account(IDS["ปิติ"])), play.office.staff["ปิติ"])
    assert said(private) == (*guidance.brief_notice(VOICE), *guidance.asked(VOICE, "ปิติ"))


@pytest.mark.parametrize("accepted", [True, False])
def test_a_coordinator_decides_and_the_asker_hears_it(play: Play, accepted: bool):
    manee, kla = play.known("มานี"), play.account(STRANGER, "Kla")
    staff_id = play.office.staff["กล้า"]
    registration.on_picked(play.session, play.private(kla), staff_id)
    decide = confirming.on_confirm if accepted else confirming.on_reject
    outcome = decide(play.session, play.private(manee), kla.id, staff_id)
    assert said(outcome) == guidance.decided(VOICE, "กล้า", accepted)
    (note,) = outcome.notes
    assert note.chat_id == play.private(kla).chat.id
    assert note.messages == (guidance.confirmed(VOICE, "กล้า", Role.OFFICER) if accepted else guidance.rejected(VOICE))
    assert play.binding(kla) == (("confirmed", staff_id) if accepted else ("none", None))
    again = confirming.on_confirm(play.session, play.private(manee), kla.id, staff_id)
    assert (said(again), again.notes) == (joining.nothing_to_decide(VOICE), ())


def test_after_a_refusal_the_person_may_ask_again_and_is_heard(play: Play):
    manee, kla = play.known("มานี"), play.account(STRANGER)
    staff_id = play.office.staff["กล้า"]
    first = registration.on_picked(play.session, play.private(kla), staff_id)
    confirming.on_reject(play.session, play.private(manee), kla.id, staff_id)
    play.now += timedelta(minutes=1)
    second = registration.on_picked(play.session, play.private(kla), staff_id)
    assert len({note.key for note in (*first.notes, *second.notes)}) == 2


def test_whoever_presses_is_checked(play: Play):
    kla = play.account(STRANGER)
    staff_id = play.office.staff["ปิติ"]
    registration.on_picked(play.session, play.private(kla), staff_id)
    officer = play.known("กล้า")
    assert not may(Role.OFFICER, Action.CONFIRM_STAFF)
    for scene, answer in (
        (play.private(officer), guidance.not_allowed(VOICE)),
        (play.private(kla), guidance.not_registered(VOICE)),
        (play.group(None), guidance.not_registered(VOICE)),
    ):
        assert said(confirming.on_confirm(play.session, scene, kla.id, staff_id)) == answer
    assert play.binding(kla) == ("pending", staff_id)


def test_an_administrator_is_let_in_by_another_and_by_no_coordinator(play: Play):
    manee, kla = play.known("มานี"), play.account(STRANGER)
    staff_id = play.office.staff["สมคิด"]
    outcome = registration.on_picked(play.session, play.private(kla), staff_id)
    assert outcome.notes == ()  # the one administrator there is asks to be let in: a code does it
    answer = confirming.on_confirm(play.session, play.private(manee), kla.id, staff_id)
    assert said(answer) == guidance.not_allowed(VOICE)
    assert play.binding(kla) == ("pending", staff_id)


def test_a_coordinator_decides_nothing_in_another_office(play: Play, now: datetime):
    manee = play.known("มานี")
    other = make_office(play.session, now, "other")
    asker = contacts.meet(play.session, other.agency_id, STRANGER, None, now)
    contacts.ask_binding(play.session, asker.id, other.staff["ปิติ"], now)
    answer = confirming.on_confirm(play.session, play.private(manee), asker.id, other.staff["ปิติ"])
    assert said(answer) == joining.nothing_to_decide(VOICE)
    found = contacts.contact_by_id(play.session, other.agency_id, asker.id)
    assert found
    assert found.binding == "pending"


def test_an_old_card_confirms_nobody_else(play: Play):
    manee, thief = play.known("มานี"), play.account(STRANGER)
    registration.on_picked(play.session, play.private(thief), play.office.staff["กล้า"])
    registration.on_picked(play.session, play.private(thief), play.office.staff["ปิติ"])
    old = confirming.on_confirm(play.session, play.private(manee), thief.id, play.office.staff["กล้า"])
    assert said(old)[:1] == joining.nothing_to_decide(VOICE)
    assert play.binding(thief) == ("pending", play.office.staff["ปิติ"])


def test_changing_names_all_day_tells_the_coordinator_once_and_an_old_card_brings_the_new_one(play: Play):
    manee, thief = play.known("มานี"), play.account(STRANGER)
    kla, piti = play.office.staff["กล้า"], play.office.staff["ปิติ"]
    picked = [registration.on_picked(play.session, play.private(thief), who) for who in (kla, piti, kla, piti)]
    assert [len(one.notes) for one in picked] == [1, 0, 0, 0]
    old = confirming.on_confirm(play.session, play.private(manee), thief.id, kla)
    assert unpack(buttons(said(old))["ใช่ คนนี้"]).values == {"c": str(thief.id), "s": str(piti)}
    play.now += contacts.ASKED_LATELY
    assert len(registration.on_picked(play.session, play.private(thief), kla).notes) == 1


def test_who_leaves_the_last_group_is_released_and_a_friend_is_not(play: Play):
    kla, manee = play.known("กล้า", friend=False), play.known("มานี")
    for contact in (kla, manee):
        chat.see_member(play.session, play.group(contact).chat.id, contact.id, play.now)
        assert registration.on_member_left(play.session, play.group(contact)) == Outcome()
    assert play.binding(kla) == ("released", play.office.staff["กล้า"])
    assert play.binding(manee)[0] == "confirmed"
    assert registration.on_unfollow(play.session, play.private(manee)) == Outcome()
    assert play.binding(manee)[0] == "released"


def test_the_privacy_notice_is_given_to_whoever_asks(play: Play):
    scene = play.group(play.account(STRANGER), ChatType.PUBLIC)
    assert said(registration.on_privacy(play.session, scene)) == guidance.privacy(VOICE)
    assert said(registration.on_privacy(play.session, play.group(None))) == guidance.privacy(VOICE)


def test_an_office_that_says_krap_and_writes_thai_digits_is_answered_so(play: Play):
    agency.change(play.session, play.office.agency_id, Wishes(voice=Voice("ครับ", "thai")), play.now)
    words = json.dumps(said(registration.on_privacy(play.session, play.group(None))), ensure_ascii=False)
    assert "๒๕๖๒" in words
    assert "ครับ" in json.dumps(said(registration.on_join(play.session, play.group(None))), ensure_ascii=False)
