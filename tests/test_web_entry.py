"""Getting in and out of the pages: links for one person, sessions that end by themselves, and what is refused."""

from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from models import contacts, enrolment, page_access, people
from models.assignment import Assignment, Occurrence
from models.audit import AuditEntry
from models.database import transaction
from models.enrolment import RosterRow
from models.evidence import Evidence
from models.measure import Duty, Measure, Plan
from models.page_access import LINK_LIFE, SESSION_LIFE, PageLink, PageSession
from models.people import Staff
from models.records import Role
from tests.office import Office, make_office
from tests.pages import Pages, opened, words_in


def test_opening_a_link_uses_nothing_up_and_pressing_the_button_signs_in(pages: Pages) -> None:
    link, browser = pages.link("มานี"), pages.nobody()
    for _ in range(3):  # LINE's preview, a scanner, then the person
        assert "สวัสดีค่ะ คุณมานี" in browser.read(link)
    assert browser.get("/overview").status_code == 401
    browser.get(link)
    assert browser.post(link, to="/overview?quarter=1").location == "/overview?quarter=1"
    assert browser.get("/overview").status_code == 200


def test_only_digests_of_links_and_cookies_are_kept(pages: Pages) -> None:
    pages.signed_in("มานี")
    with transaction(pages.engine) as session:
        digests = session.scalars(select(PageLink.digest).union_all(select(PageSession.digest))).all()
        acts = session.scalars(select(AuditEntry.act)).all()
    assert [len(one) for one in digests] == [64, 64]
    assert acts == ["signed_in"]


def test_a_link_lets_in_once_and_a_second_tap_at_once_is_no_second_person(pages: Pages) -> None:
    link, first = pages.link("มานี"), pages.now
    for seconds in (0, 50):
        pages.at(first + timedelta(seconds=seconds))
        browser = pages.nobody()
        browser.get(link)
        assert browser.post(link).status_code == 302
    pages.at(first + timedelta(minutes=1))
    late = pages.nobody()
    assert late.get(link).status_code == 410
    assert late.post(link).status_code == 400  # no form was given out
    assert "พิมพ์ “เปิดหน้าเว็บ”" in words_in(late.page)


def test_whoever_is_signed_in_goes_straight_on_with_an_old_link(pages: Pages) -> None:
    link, browser = pages.link("มานี"), pages.nobody()
    browser.get(link)
    browser.post(link)
    pages.at(pages.now + timedelta(hours=2))
    assert browser.get(link + "?to=/overview?quarter=2").location == "/overview?quarter=2"


def test_a_link_runs_out_after_half_an_hour_even_with_the_form_open(pages: Pages) -> None:
    link, browser = pages.link("มานี"), pages.nobody()
    browser.get(link)
    pages.at(pages.now + LINK_LIFE)
    assert browser.post(link).status_code == 410
    assert browser.get(link).status_code == 410


def test_a_session_ends_after_a_working_day(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    pages.at(pages.now + SESSION_LIFE - timedelta(seconds=1))
    assert browser.get("/overview").status_code == 200
    pages.at(pages.now + timedelta(seconds=1))
    assert browser.get("/overview").status_code == 401


def test_leaving_the_roster_or_another_role_ends_session_and_link_at_once(pages: Pages) -> None:
    for change in ({"removed_at": pages.now}, {"role": Role.ADMINISTRATOR}):
        browser, link = pages.signed_in("มานี"), pages.link("มานี")
        with transaction(pages.engine) as session:
            session.execute(update(Staff).where(Staff.name == "มานี").values(change))
        assert browser.get("/overview").status_code == 401
        assert pages.nobody().get(link).status_code == (410 if "removed_at" in change else 200)
        with transaction(pages.engine) as session:
            session.execute(update(Staff).where(Staff.name == "มานี").values(role=Role.COORDINATOR, removed_at=None))


def test_a_session_does_not_live_again_when_the_old_role_comes_back(pages: Pages) -> None:
    browser, mine = pages.signed_in("กล้า"), pages.office.agency_id
    assert browser.get("/overview").status_code == 200
    for role in (Role.COORDINATOR, Role.OFFICER):
        pages.at(pages.now + timedelta(minutes=1))
        with transaction(pages.engine) as session:
            enrolment.add_staff(session, mine, RosterRow("กล้า", role=role), pages.now)
    assert browser.get("/overview").status_code == 401
    again = pages.signed_in("กล้า")
    pages.at(pages.now + timedelta(minutes=1))
    with transaction(pages.engine) as session:
        enrolment.add_staff(session, mine, RosterRow("กล้า", "นิติกร", role=Role.OFFICER), pages.now)
    assert again.get("/overview").status_code == 200, "a role that stays ends nothing"


def test_a_released_line_account_ends_what_began_in_its_chat(pages: Pages) -> None:
    staff_id, now = pages.office.staff["มานี"], pages.now
    with transaction(pages.engine) as session:
        account = contacts.meet(session, pages.office.agency_id, "Uold", None, now)
        contacts.bind_at_once(session, account.id, staff_id, now)
        person = people.staff_by_id(session, pages.office.agency_id, staff_id)
        assert person
        links = ["/in/" + page_access.make_link(session, person, now, account.id) for _ in range(2)]
    browser = pages.nobody()
    browser.get(links[0])
    browser.post(links[0])
    assert browser.get("/overview").status_code == 200
    with transaction(pages.engine) as session:
        contacts.release(session, account.id, now)
    assert browser.get("/overview").status_code == 401
    assert pages.nobody().get(links[1]).status_code == 410


def test_signing_out_here_and_everywhere(pages: Pages) -> None:
    desk, phone, link = pages.signed_in("มานี"), pages.signed_in("มานี"), pages.link("มานี")
    other = pages.signed_in("กล้า")
    desk.get("/overview")
    assert desk.post("/out").location == "/out"
    assert desk.get("/overview").status_code == 401
    desk = pages.signed_in("มานี")
    desk.get("/overview")
    desk.post("/out", everywhere="1")
    assert phone.get("/overview").status_code == 401
    assert pages.nobody().get(link).status_code == 410
    assert other.get("/overview").status_code == 200


def test_another_persons_link_in_the_same_browser_takes_over(pages: Pages) -> None:
    browser, link = pages.signed_in("มานี"), pages.link("ปิติ")
    assert "คุณปิติ" in browser.read(link)
    browser.post(link)
    assert "ปิติ · ผู้บริหาร" in browser.read("/overview")


def test_a_link_sends_nobody_to_another_site(pages: Pages) -> None:
    for wanted in (
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "//[",
    ):
        browser, link = pages.nobody(), pages.link("มานี")
        assert browser.get(f"{link}?{urlencode({'to': wanted})}").status_code == 200
        assert browser.post(link, to=wanted).location == "/overview"


def test_a_form_without_our_token_is_refused_courteously(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    browser.page = ""
    answer = browser.post("/out")
    assert answer.status_code == 400
    assert "โหลดหน้าใหม่" in words_in(answer.text)
    assert browser.get("/overview").status_code == 200


def test_every_answer_carries_the_rules_of_the_house(pages: Pages) -> None:
    for address in ("/", "/nowhere", pages.link("มานี"), "/static/app.css", "/healthz"):
        headers = pages.nobody().get(address).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'"), address
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        kept = "public, max-age=31536000" if address.startswith("/static") else "no-store"
        assert headers["Cache-Control"] == kept, address
        assert "Strict-Transport-Security" not in headers


def test_behind_https_cookies_are_secure_and_browsers_stay_there(
    engine: Engine, office: Office, tmp_path: Path, now: datetime
) -> None:
    with opened(engine, office, tmp_path, now, PUBLIC_URL="https://tamngan.example") as pages:
        link, browser = pages.link("มานี"), pages.nobody()
        shown = browser.get(link)
        assert "Secure; HttpOnly; Path=/; SameSite=Lax" in shown.headers["Set-Cookie"]
        assert shown.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_without_a_secret_key_the_pages_say_what_is_missing(
    engine: Engine, office: Office, tmp_path: Path, now: datetime
) -> None:
    with opened(engine, office, tmp_path, now, SECRET_KEY="") as pages:
        answer = pages.nobody().get(pages.link("มานี"))
        assert (answer.status_code, "SECRET_KEY" in answer.text) == (503, True)
        assert pages.nobody().client.post("/overview").status_code == 503
        assert pages.nobody().get("/healthz").status_code == 200


def test_guessing_at_links_is_slowed_down_and_using_them_is_not(pages: Pages) -> None:
    guesser = pages.nobody()
    statuses = [guesser.get(f"/in/guess{number}").status_code for number in range(21)]
    assert statuses == [410] * 20 + [429]
    elsewhere = {"X-Forwarded-For": "192.0.2.1, 198.51.100.7"}
    assert guesser.client.get("/in/guess", headers=elsewhere).status_code == 410, "one who guesses locks nobody out"


def test_a_page_that_is_not_there_says_so_in_thai(pages: Pages) -> None:
    answer = pages.signed_in("มานี").get("/nowhere")
    assert answer.status_code == 404
    assert "ไม่พบหน้าที่เปิดค่ะ" in words_in(answer.text)


def test_links_and_sessions_that_ran_out_are_forgotten_after_a_week(pages: Pages) -> None:
    pages.signed_in("มานี")
    for later, left in ((timedelta(days=7), 1), (timedelta(days=8), 0)):
        with transaction(pages.engine) as session:
            page_access.forget_ended(session, pages.now + later)
            assert len(session.scalars(select(PageSession)).all()) == left


def test_a_link_of_one_office_shows_nothing_of_another(pages: Pages) -> None:
    with transaction(pages.engine) as session:
        twin = make_office(session, pages.now, "twin", "เทศบาลตำบลแฝด")
        person = people.staff_by_id(session, twin.agency_id, twin.staff["มานี"])
        assert person
        link = "/in/" + page_access.make_link(session, person, pages.now)
    assert "เทศบาลตำบลแฝด" in pages.nobody().read(link)
    with transaction(pages.engine) as session:
        ended = page_access.end_all(session, pages.office.agency_id, twin.staff["มานี"], pages.now)
    assert ended == 0
    assert pages.nobody().get(link).status_code == 200


def test_a_page_that_breaks_says_so_and_logs_no_secret(
    pages: Pages, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("something of ours")

    link = pages.link("มานี")
    monkeypatch.setattr(page_access, "holder", broken)
    answer = pages.nobody().get(link)
    assert (answer.status_code, "ระบบขัดข้องชั่วคราวค่ะ" in words_in(answer.text)) == (500, True)
    assert "entry.show_link" in caplog.text
    assert link.removeprefix("/in/") not in caplog.text


def test_nothing_of_another_office_is_there_for_this_one(pages: Pages) -> None:
    with transaction(pages.engine) as session:
        twin = make_office(session, pages.now, "twin", "เทศบาลตำบลแฝด")
        measure_id, duty_id, occurrence_id, evidence_id = one_of_everything(session, twin, pages.now)
    mani, own = pages.signed_in("มานี"), pages.nobody()
    mani.get("/overview")
    for address in (f"/measures/{measure_id}", f"/shares/{occurrence_id}", f"/evidence/{evidence_id}/file"):
        assert mani.get(address).status_code == 404, address
        assert own.get(address).status_code == 401, address
    mani.get("/overview")
    share = f"/shares/{occurrence_id}"
    for address in (
        f"{share}/report",
        f"{share}/evidence",
        f"{share}/correct",
        f"{share}/published",
        f"{share}/answer",
    ):
        assert mani.post(address, step="done", status="completed", why="x", link="https://x.example").status_code == 404
    assert mani.post(f"/measures/duties/{duty_id}/dates", phrase="ภายในเดือนมกราคม").status_code == 404


def one_of_everything(session: Session, office: Office, now: datetime) -> tuple[int, int, int, int]:
    """A measure, a duty, a round and a piece of evidence of an office, as row numbers."""
    mine, day = {"agency_id": office.agency_id}, now.date()
    form = {"source_name": "แผน.xlsx", "source_sha256": "0", "layout": {}, "doubts": []}
    plan = Plan(**mine, **form, fiscal_year=2570, kind="active", starts_on=day, imported_at=now)
    session.add(plan)
    session.flush()
    measure = Measure(**mine, plan_id=plan.id, key="m", row=1, codes=["O1"], title="แฝด", content={})
    session.add(measure)
    session.flush()
    duty = Duty(**mine, measure_id=measure.id, key="d", phrase="ภายในเดือนธันวาคม", actor="officer", rhythm="once")
    session.add(duty)
    session.flush()
    given = Assignment(**mine, duty_id=duty.id, key="unit", part="doer", unit_id=office.unit["กองคลัง"])
    session.add(given)
    session.flush()
    owed = Occurrence(**mine, assignment_id=given.id, due_on=day)
    session.add(owed)
    session.flush()
    proof = Evidence(**mine, occurrence_id=owed.id, kind="file", state="kept", stored_as="x.pdf", at=now)
    session.add(proof)
    session.flush()
    return measure.id, duty.id, owed.id, proof.id


@pytest.mark.parametrize("path", sorted(Path("web/templates").rglob("*.html")), ids=lambda p: p.name)
def test_no_page_holds_a_style_or_a_script_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for forbidden in ("<script", "<style", ' style="', " onclick=", "javascript:", "|safe"):
        assert forbidden not in text, forbidden
