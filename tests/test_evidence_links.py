"""Links given as evidence: only the open internet is visited, what stood there is kept, dead ones are told of."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.assignment import Occurrence
from models.database import transaction
from models.evidence import Evidence
from models.evidence_queue import ToCheck
from models.evidence_records import evidence_of
from models.link_check import LinkCheck, Look
from models.outbox import OutboxMessage
from tasks.evidence import links, visiting
from tasks.evidence.addresses import is_on_site, is_public
from tasks.evidence.links import check_links
from tasks.evidence.visiting import NotPublic, Rule, Unreached, Visit, find_target
from tasks.house import House
from tests.journeys import STAFF_GROUP, Office, living
from tests.web_pages import Site, anywhere, site


@pytest.fixture
def pages() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        found.say("สมคิด", "สวัสดีค่ะ", STAFF_GROUP)
        yield found


def report(office: Office, address: str) -> Evidence:
    office.say("กล้า", f"O13 เสร็จแล้วค่ะ {address}", STAFF_GROUP)
    return link_of(office)


def link_of(office: Office) -> Evidence:
    return next(one for one in office.rows(Evidence) if one.kind == "link")


def look(office: Office, **later: float) -> Evidence:
    if later:
        office.line.advance(**later)
    check_links(office.town.house, anywhere)
    return link_of(office)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1"),
        *("192.0.0.8", "192.0.0.192", "192.88.99.1", "192.175.48.1", "3fff::1", "2002:c000:00c0::"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1"),
        *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "localhost", "", "1.2.3"),
    ],
)
def test_no_address_inside_is_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "203.150.1.1", "2404:6800:4001::1", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_internet_are_public(address: str):
    assert is_public(address)


def test_the_office_s_own_site_and_what_lies_under_it():
    own = "example.go.th"
    assert [is_on_site(h, own) for h in ("example.go.th", "WWW.example.go.th", "ita.example.go.th")] == [True] * 3
    assert not is_on_site("badexample.go.th", own)
    assert not is_on_site("example.go.th.evil.com", own)
    assert not is_on_site("example.go.th", None)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "file:///etc/passwd",
            "ftp://example.go.th/a",
            "gopher://8.8.8.8/",
            "http://",
            "http://u:p@8.8.8.8/",
            "http://8.8.8.8:99999/",
            "http://8.8.8.8:0/",
        ),
        *(
            "http://127.0.0.1/",
            "http://localhost/",
            "http://[::1]/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0/",
        ),
    ],
)
def test_what_is_no_public_web_address_is_not_visited(url: str):
    with pytest.raises(NotPublic):
        find_target(url, is_public)


def test_a_redirect_to_the_inside_is_not_followed(pages: Site):
    start = pages.page("/", status=302, Location=f"http://127.0.0.2:{pages.port}/secret")
    with pytest.raises(NotPublic), Visit(start.replace("localhost", "127.0.0.1"), lambda ip: ip == "127.0.0.1"):
        pass
    assert [path for _, path in pages.asked] == ["/"]


def test_the_address_checked_is_the_one_connected_to(pages: Site, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, *rest: object, **more: object) -> object:
        """The name leads to the site at first and to an address where nobody listens after that."""
        if host != "rebind.test":
            return real(host, *rest, **more)  # type: ignore[arg-type]
        asked.append(host)
        ip = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, pages.port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    pages.page("/a")
    with Visit(f"http://rebind.test:{pages.port}/a", anywhere) as answer:
        assert answer.status == 200
    assert asked == ["rebind.test"]
    assert pages.asked == [(f"rebind.test:{pages.port}", "/a")]


def test_redirects_in_a_circle_end(pages: Site):
    url = pages.page("/", status=301, Location="/")
    with pytest.raises(Unreached), Visit(url, anywhere):
        pass
    assert len(pages.asked) == 6


def test_a_redirect_to_no_address_at_all_is_no_answer(pages: Site):
    with pytest.raises(Unreached), Visit(pages.page("/", status=302, Location="http://[oops"), anywhere):
        pass


def test_a_thai_path_and_a_relative_redirect_lead_to_the_page(pages: Site):
    pages.page("/%E0%B8%81?p=1", b"found")
    start = pages.page("/go", status=302, Location="/ก?p=1".encode().decode("latin-1"))
    with Visit(start.replace("/go", "/ก?p=1"), anywhere) as answer:
        assert b"".join(answer.pieces()) == b"found"


def test_a_page_without_end_is_cut(pages: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visiting, "MOST_BYTES", 100_000)
    with Visit(pages.page("/big", bytes(300_000)), anywhere) as answer:
        assert sum(len(piece) for piece in answer.pieces()) == 100_000


def test_a_server_that_trickles_is_cut_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visiting, "MOST_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = threading.Event()

        def trickle() -> None:
            there, _ = server.accept()
            with there:
                there.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not done.wait(0.02):
                    try:
                        there.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=trickle)
        thread.start()
        with pytest.raises(Unreached), Visit(f"http://127.0.0.1:{server.getsockname()[1]}/", anywhere):
            pass
        done.set()
        thread.join()


@pytest.mark.parametrize("head", [b"", b"Content-Length: 100000\r\nConnection: close\r\n"])
def test_a_page_that_trickles_is_cut_off_where_the_answer_holds_the_line(head: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visiting, "MOST_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = threading.Event()

        def trickle() -> None:
            there, _ = server.accept()
            with there:
                there.recv(4096)
                there.sendall(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n")
                while not done.wait(0.02):
                    try:
                        there.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=trickle)
        thread.start()
        with pytest.raises(Unreached), Visit(f"http://127.0.0.1:{server.getsockname()[1]}/", anywhere) as answer:
            list(answer.pieces())
        assert not done.is_set()
        done.set()
        thread.join()


def test_a_handshake_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visiting, "MOST_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = threading.Event()

        def trickle() -> None:
            there, _ = server.accept()
            with there:
                there.recv(4096)
                there.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")  # the start of a record that never ends
                while not done.wait(0.02):
                    try:
                        there.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=trickle)
        thread.start()
        with pytest.raises(Unreached), Visit(f"https://127.0.0.1:{server.getsockname()[1]}/", anywhere):
            pass
        done.set()
        thread.join()


def test_headers_no_database_keeps_are_kept_without_those_letters(office: Office, pages: Site):
    start = pages.page("/a", status=302, Location="/b\x00c", Content_Type="text/html")
    pages.page("/b%00c", b"found", Content_Type="text/\x00html")
    report(office, start)
    assert look(office).state == "kept"
    (seen,) = office.rows(LinkCheck)
    assert (seen.content_type, seen.final_url) == ("text/html", f"http://localhost:{pages.port}/bc")


def test_a_link_that_breaks_its_look_holds_up_no_other(office: Office, pages: Site, monkeypatch: pytest.MonkeyPatch):
    report(office, pages.page("/bad"))
    office.say("ธนา", f"O20 เสร็จแล้วครับ {pages.page('/good')}", STAFF_GROUP)
    real = links.find_look

    def brittle(house: House, wanted: ToCheck, website: str | None, rule: Rule) -> Look:
        if wanted.url.endswith("/bad"):
            raise ValueError(wanted.url)
        return real(house, wanted, website, rule)

    monkeypatch.setattr(links, "find_look", brittle)
    assert check_links(office.town.house, anywhere) == 2
    bad, good = [one for one in office.rows(Evidence) if one.kind == "link"]
    assert (bad.state, bad.why, good.state) == ("waiting", "ValueError", "kept")
    assert bad.claimed_until is None


def test_a_message_full_of_links_gives_ten_to_look_at(office: Office, pages: Site):
    addresses = [f"http://localhost:{pages.port}/{i}" for i in range(40)]
    office.say("กล้า", f"O13 เสร็จแล้วค่ะ {' '.join(addresses)}", STAFF_GROUP)
    assert [one.url for one in office.rows(Evidence)] == addresses[:10]


def test_a_link_is_looked_at_and_a_dated_copy_kept(office: Office, pages: Site):
    address = pages.page("/o13", b"<h1>O13</h1>", Content_Type="text/html; charset=utf-8")
    assert report(office, address).state == "waiting"
    found = look(office)
    assert (found.state, found.official) == ("kept", False)
    (seen,) = office.rows(LinkCheck)
    assert (seen.seen, seen.status, seen.content_type, seen.size) == ("ok", 200, "text/html", 12)
    assert seen.stored_as
    assert "/links/" in seen.stored_as
    assert "20261201" in seen.stored_as
    assert (office.town.house.settings.evidence_dir / seen.stored_as).read_bytes() == b"<h1>O13</h1>"


def test_links_are_looked_at_weekly_and_copied_when_they_change(office: Office, pages: Site):
    report(office, pages.page("/o13", b"one"))
    look(office)
    look(office, days=6)
    assert len(office.rows(LinkCheck)) == 1
    pages.page("/o13", b"two")
    look(office, days=2)
    look(office, days=30)
    assert [bool(one.stored_as) for one in office.rows(LinkCheck)] == [True, False, True]


def test_a_link_on_the_office_s_own_site_is_known_as_such(office: Office, pages: Site, monkeypatch: pytest.MonkeyPatch):
    runner = office.town.app.test_cli_runner()
    said = runner.invoke(args=["agency", "set", "demo", "--website", "https://www.Local.go.th/ita"])
    assert "เว็บไซต์ local.go.th" in said.output
    real = socket.getaddrinfo
    here = ("localhost", "127.0.0.1")
    names = {"ita.local.go.th": here[0]}
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: real(names.get(host, host), *rest, **more))
    report(office, pages.page("/o13").replace(here[0], "ita.local.go.th"))
    assert look(office).official
    assert [one.published_at is not None for one in office.rows(Occurrence) if one.status == "completed"] == [True]
    with transaction(office.town.house.engine) as session:
        i = office.owed("O13").occurrence_id
        assert [one.official for one in evidence_of(session, office.town.agency_id, [i])[i]] == [True]


def test_one_dead_day_troubles_nobody_the_second_tells_its_owner_once(office: Office, pages: Site):
    report(office, pages.page("/o13"))
    look(office)
    pages.page("/o13", status=404)
    assert look(office, days=8).state == "kept"
    assert look(office, days=1, hours=1).state == "gone"
    said = office.heard_after(STAFF_GROUP, lambda: office.town.through_the_day(office.town.now.date().replace(day=11)))
    assert f"ลิงก์หลักฐานเปิดไม่ได้แล้วค่ะ\n• O13 งวด 31 ธ.ค. 2569: http://localhost:{pages.port}/o13" in said
    for _ in range(3):
        look(office, days=8)
    again = office.heard_after(STAFF_GROUP, office.town.work)
    assert "ลิงก์หลักฐาน" not in again


def test_a_link_that_is_back_stands_again(office: Office, pages: Site):
    report(office, pages.page("/o13", status=404))
    look(office)
    assert look(office, days=2).state == "gone"
    pages.page("/o13")
    assert look(office, days=8).state == "kept"


def test_an_outage_gets_two_weeks_of_patience(office: Office, pages: Site):
    report(office, pages.page("/o13"))
    look(office)
    office.say("ธนา", f"O20 เสร็จแล้วครับ {pages.page('/o20')}", STAFF_GROUP)
    pages.page("/o13", status=503)
    for _ in range(12):
        look(office, days=1)
    assert link_of(office).state == "kept"
    for _ in range(12):
        look(office, days=1)
    assert link_of(office).state == "gone"


def test_where_nothing_at_all_answers_no_link_is_called_dead(office: Office, pages: Site):
    report(office, pages.page("/o13", status=503))
    for _ in range(30):
        look(office, days=1)
    assert link_of(office).state == "waiting"


def test_links_are_watched_until_the_assessment_is_over(office: Office, pages: Site):
    report(office, pages.page("/o13"))
    look(office)
    assert look(office, days=360).try_at is not None  # November 2570: clarification
    assert look(office, days=90).try_at is None


def test_a_link_to_the_inside_is_never_visited_by_the_worker(office: Office, pages: Site):
    report(office, pages.page("/o13"))
    for state in ("waiting", "failed", "failed"):
        check_links(office.town.house)
        assert link_of(office).state == state
        office.line.advance(days=1, hours=1)
    assert pages.asked == []
    assert [m.urgency for m in office.rows(OutboxMessage) if m.key.startswith("links/")] == ["information"]


def test_a_link_that_had_ended_is_looked_at_when_it_is_sent_again(office: Office, pages: Site):
    address = pages.page("/o13")
    report(office, address)
    check_links(office.town.house)
    office.line.advance(days=1, hours=1)
    check_links(office.town.house)
    assert (link_of(office).state, link_of(office).told_at is None) == ("failed", False)
    report(office, address)
    assert (link_of(office).state, link_of(office).told_at) == ("waiting", None)
    assert look(office).state == "kept"


def test_an_edit_that_removes_a_link_unbinds_it(office: Office):
    message = office.town.say("กล้า", "O13 เสร็จแล้วค่ะ https://example.go.th/a", STAFF_GROUP)
    office.act(STAFF_GROUP, lambda: office.line.edit(message, "O13 เสร็จแล้วค่ะ"))
    assert office.links() == []


def test_the_links_of_a_withdrawn_message_are_deleted_with_their_copies(office: Office, pages: Site):
    message = office.town.say("กล้า", f"O13 เสร็จแล้วค่ะ {pages.page('/o13')}", STAFF_GROUP)
    look(office)
    office.act(STAFF_GROUP, lambda: office.line.unsend(message))
    assert office.rows(Evidence) == office.rows(LinkCheck) == []
    assert [f for f in office.town.house.settings.evidence_dir.rglob("*") if f.is_file()] == []
