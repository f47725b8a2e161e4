"""The worker's part: taken by one worker only, taken up again after a process was killed, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import line_content
from bot.line_content import MOST_SECONDS
from models.database import transaction
from models.evidence import Evidence, bind
from models.evidence_queue import LEASE, claim_file, to_erase
from tasks.evidence import erasing
from tasks.evidence.erasing import erase_over
from tasks.evidence.fetching import fetch_waiting
from tasks.evidence.storage import FolderStorage, StorageError
from tasks.intake import take_in
from tests.journeys import STAFF_GROUP, Office, living

JPEG = b"\xff\xd8\xff\xe0 a photo"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        found.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP)
        yield found


def stored_not_fetched(office: Office) -> None:
    """The event had its effect, and the process ended there."""
    office.line.send_image("กล้า", STAFF_GROUP, JPEG)
    office.line.settle()
    take_in(office.town.house)


def states(office: Office) -> list[str]:
    return [one.state for one in office.rows(Evidence)]


def test_a_process_that_ends_before_fetching_loses_nothing(office: Office):
    stored_not_fetched(office)
    assert states(office) == ["waiting"]
    office.town.work()
    assert states(office) == ["kept"]


def test_what_a_killed_worker_had_taken_is_fetched_when_its_claim_is_over(office: Office):
    stored_not_fetched(office)
    with transaction(office.town.house.engine) as session:
        taken = claim_file(session, office.town.now)
    assert taken is not None
    assert fetch_waiting(office.town.house) == 0
    office.line.advance(seconds=LEASE.total_seconds() + 1)
    assert fetch_waiting(office.town.house) == 1
    assert states(office) == ["kept"]


def test_two_workers_never_take_the_same_content(office: Office):
    stored_not_fetched(office)
    with transaction(office.town.house.engine) as session:
        first, second = claim_file(session, office.town.now), claim_file(session, office.town.now)
    assert first is not None
    assert second is None


def test_withdrawn_while_it_is_being_fetched_nothing_stays(office: Office, monkeypatch: pytest.MonkeyPatch):
    message = office.line.send_image("กล้า", STAFF_GROUP, JPEG)
    office.line.settle()
    take_in(office.town.house)
    gateway = type(office.town.house.gateway)
    real = gateway.content

    def slow(self: object, channel: object, message_id: str) -> object:
        found = real(self, channel, message_id)  # type: ignore[arg-type]
        office.line.unsend(message)
        office.line.settle()
        take_in(office.town.house)
        return found

    monkeypatch.setattr(gateway, "content", slow)
    assert fetch_waiting(office.town.house) == 1
    assert states(office) == ["gone"]
    assert [f for f in office.town.house.settings.evidence_dir.rglob("*") if f.is_file()] == []


def test_a_worker_whose_claim_ran_out_removes_nothing_that_another_has_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    stored_not_fetched(office)
    gateway = type(office.town.house.gateway)
    real = gateway.content

    def slow(self: object, channel: object, message_id: str) -> object:
        found = real(self, channel, message_id)  # type: ignore[arg-type]
        monkeypatch.setattr(gateway, "content", real)
        office.line.advance(seconds=LEASE.total_seconds() + 1)
        assert fetch_waiting(office.town.house) == 1
        return found

    monkeypatch.setattr(gateway, "content", slow)
    fetch_waiting(office.town.house)
    [kept] = office.rows(Evidence)
    assert (office.town.house.settings.evidence_dir / (kept.stored_as or "")).read_bytes() == JPEG


def test_a_content_that_never_ends_is_left_before_its_claim_runs_out(office: Office, monkeypatch: pytest.MonkeyPatch):
    assert LEASE.total_seconds() > MOST_SECONDS
    monkeypatch.setattr(line_content, "MOST_SECONDS", 0.0)
    stored_not_fetched(office)
    fetch_waiting(office.town.house)
    assert [(one.state, one.why) for one in office.rows(Evidence)] == [("waiting", "TimeoutError")]


def test_three_weeks_late_is_as_good(office: Office):
    office.line.advance(days=51)
    office.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    office.say("กล้า", "E10 เสร็จแล้วค่ะ", STAFF_GROUP)
    said = office.act(STAFF_GROUP, lambda: office.line.send_image("กล้า", STAFF_GROUP, JPEG))
    assert said.startswith("รับรูปเป็นหลักฐานของ E10 งวด 31 ม.ค. 2570")


def test_what_was_never_placed_goes_after_a_month(office: Office):
    office.act("กล้า", lambda: office.line.send_image("กล้า", None, JPEG))
    assert [one.occurrence_id for one in office.rows(Evidence)] == [None]
    office.line.advance(days=31)
    office.town.work()
    assert states(office) == []


@pytest.mark.one_database
def test_a_piece_that_cannot_be_removed_makes_room_for_the_others(office: Office, monkeypatch: pytest.MonkeyPatch):
    for photo in (JPEG, JPEG + b" another"):
        office.act("กล้า", lambda photo=photo: office.line.send_image("กล้า", None, photo))
    first, _ = office.rows(Evidence)
    real = FolderStorage.remove

    def stuck(store: FolderStorage, name: str) -> None:
        if name == first.stored_as:
            raise StorageError("stuck")
        real(store, name)

    monkeypatch.setattr(FolderStorage, "remove", stuck)
    office.line.advance(days=31)
    assert [erase_over(office.town.house) for _ in range(3)] == [0, 1, 0]
    assert [one.id for one in office.rows(Evidence)] == [first.id]
    monkeypatch.setattr(FolderStorage, "remove", real)
    office.line.advance(minutes=11)
    assert erase_over(office.town.house) == 1


def test_what_is_bound_at_the_last_moment_keeps_its_bytes(office: Office, monkeypatch: pytest.MonkeyPatch):
    office.act("กล้า", lambda: office.line.send_image("กล้า", None, JPEG))
    (piece,) = office.rows(Evidence)
    occurrence_id = office.owed("O13").occurrence_id
    office.line.advance(days=31)
    with transaction(office.town.house.engine) as session:
        over = to_erase(session, office.town.now)
        bind(session, [session.get_one(Evidence, piece.id)], occurrence_id)
    monkeypatch.setattr(erasing, "to_erase", lambda *_: over)
    erase_over(office.town.house)
    assert (states(office), (office.town.house.settings.evidence_dir / piece.stored_as).read_bytes()) == (
        ["kept"],
        JPEG,
    )
