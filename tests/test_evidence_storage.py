"""Where evidence lies: the folder or the object store, whole or not at all; what a file is, by its bytes alone."""

import hashlib
import io
import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from config.settings import Settings, SettingsError, load
from models.file_names import handed_out, is_refused
from tasks.evidence.kinds import REFUSED, kind_of
from tasks.evidence.storage import StorageError, TooLarge, received, storage_of, sweep_parts

STORE = {
    "EVIDENCE_S3_BUCKET": "evidence",
    "EVIDENCE_S3_ACCESS_KEY": "key-of-the-office",
    "EVIDENCE_S3_SECRET_KEY": "secret-of-the-office",
}


class Bucket:
    """What an S3-compatible store does with single objects; broken: every answer is 503."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.broken = False
        bucket = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, status: int, body: bytes = b"") -> None:
                self.send_response(503 if bucket.broken else status)
                self.send_header("ETag", '"0"')
                self.send_header("Last-Modified", "Tue, 01 Dec 2026 02:00:00 GMT")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_PUT(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if not bucket.broken and "Credential=key-of-the-office/" in self.headers["Authorization"]:
                    bucket.objects[self.path] = body
                self.answer(200)

            def do_GET(self) -> None:
                self.answer(200 if self.path in bucket.objects else 404, bucket.objects.get(self.path, b""))

            def do_DELETE(self) -> None:
                bucket.objects.pop(self.path, None)
                self.answer(204)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    found = Bucket()
    yield found
    found.close()


@pytest.fixture
def folder_settings(settings_for: Callable[..., Settings]) -> Settings:
    return settings_for("sqlite://")


def keep(settings: Settings, name: str, content: bytes) -> str:
    with received(settings, [content[:3], content[3:]], 1000) as whole:
        storage_of(settings).put(name, whole, "image/jpeg")
        return whole.sha256


def test_the_folder_keeps_gives_back_and_removes(folder_settings: Settings):
    store = storage_of(folder_settings)
    assert keep(folder_settings, "1/2570/a.jpg", b"a photo") == hashlib.sha256(b"a photo").hexdigest()
    assert store.read("1/2570/a.jpg") == b"a photo"
    kept = folder_settings.evidence_dir / "1/2570/a.jpg"
    assert (kept.stat().st_mode & 0o077, kept.parent.stat().st_mode & 0o077) == (0, 0)
    store.remove("1/2570/a.jpg")
    store.remove("1/2570/a.jpg")
    with pytest.raises(StorageError):
        store.read("1/2570/a.jpg")


def test_what_breaks_off_or_is_too_large_leaves_nothing(folder_settings: Settings):
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError), received(folder_settings, broken(), 1000):
        pass
    with pytest.raises(TooLarge), received(folder_settings, [bytes(600), bytes(600)], 1000):
        pass
    assert [f for f in folder_settings.evidence_dir.rglob("*") if f.is_file()] == []


def test_what_a_killed_process_was_receiving_goes_after_a_day(folder_settings: Settings):
    with received(folder_settings, [b"on its way"], 1000) as whole:
        left = whole.path.with_name("tmpleft")
        left.write_bytes(b"half")
        os.utime(left, (0, 0))
        assert sweep_parts(folder_settings) == 1
        assert (left.exists(), whole.path.exists()) == (False, True)


def test_a_disk_that_takes_nothing_is_worth_another_try(folder_settings: Settings):
    folder_settings.evidence_dir.write_bytes(b"in the way")
    with pytest.raises(StorageError), received(folder_settings, [b"a"], 1000):
        pass


def test_an_object_store_keeps_gives_back_and_removes(settings_for: Callable[..., Settings], bucket: Bucket):
    settings = settings_for("sqlite://", EVIDENCE_S3_ENDPOINT=bucket.url, **STORE)
    keep(settings, "1/2570/a.jpg", b"a photo")
    assert bucket.objects == {"/evidence/1/2570/a.jpg": b"a photo"}
    assert storage_of(settings).read("1/2570/a.jpg") == b"a photo"
    storage_of(settings).remove("1/2570/a.jpg")
    assert bucket.objects == {}
    assert [f for f in settings.evidence_dir.rglob("*") if f.is_file()] == []


def test_half_an_object_store_is_no_setting(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"^EVIDENCE_S3_ENDPOINT, EVIDENCE_S3_ACCESS_KEY, .* is missing"):
        load({"DATA_DIR": str(tmp_path), "EVIDENCE_S3_BUCKET": "evidence"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("EVIDENCE_S3_BUCKET", bad) for bad in ("a", "Evidence", "a..b", "192.168.1.1", "-evidence", "x" * 64)),
        *(
            ("EVIDENCE_S3_ENDPOINT", f"https://{bad}")
            for bad in ("s3.test:99999", "u:p@s3.test", "s3.test/a", "[", ":1")
        ),
        ("EVIDENCE_S3_REGION", "ap south"),
    ],
)
def test_a_store_that_cannot_be_is_refused_when_the_service_starts(tmp_path: Path, name: str, value: str):
    given = {"DATA_DIR": str(tmp_path), "EVIDENCE_S3_ENDPOINT": "https://s3.test", **STORE}
    load(given)
    with pytest.raises(SettingsError, match=f"^{name} "):
        load({**given, name: value})


def test_what_the_object_store_s_client_refuses_is_told_as_the_store_s_failure(settings_for: Callable[..., Settings]):
    settings = settings_for("sqlite://", EVIDENCE_S3_ENDPOINT="http://127.0.0.1:9", **STORE)
    with pytest.raises(StorageError):
        storage_of(settings).read("")


@pytest.mark.parametrize(
    ("head", "name", "ending"),
    [
        (b"\xff\xd8\xff\xe1", "a.png", ".jpg"),
        (b"\x89PNG\r\n\x1a\n", None, ".png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", None, ".webp"),
        (b"%PDF-1.4", "a.jpg", ".pdf"),
        (b"\x00\x00\x00\x1cftypisom", None, ".mp4"),
        (b"\x00\x00\x00\x1cftypM4A ", None, ".m4a"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "แผน.XLS", ".xls"),
    ],
)
def test_the_bytes_say_what_a_file_is(head: bytes, name: str | None, ending: str):
    kind = kind_of(head, name)
    assert (kind.taken, kind.ending) == (True, ending)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"MZ\x90", "a.pdf"),
        (b"\x7fELF", "a.jpg"),
        (b"<!DOCTYPE html>", "a.pdf"),
        (b"<?xml version='1.0'?><svg", "a.png"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "setup.msi"),
        (b"PK\x03\x04", "a.docx"),
        (b"RIFF\x00\x00\x00\x00AVI ", "a.webp"),
        (b"<script>WEBP", "a.webp"),
        (b"<ht>ftypisom", "a.mp4"),
        (b"%PDF-1.4", "a.hta"),
        (b"%PDF-1.4", "แผน.pdf.SCR"),
        (b"%PDF-1.4", "a.exe. "),
        (b"", None),
    ],
)
def test_a_name_makes_no_file_one_that_is_taken(head: bytes, name: str | None):
    assert kind_of(head, name) == REFUSED


@pytest.mark.parametrize("name", ["แผน.pdf", "แผน.PDF", "มาตรการ", "ข้อ 1.2", "รายงาน.docx", "a.pdf.jpeg", "แผน.xls"])
def test_a_name_of_a_document_or_a_photo_rules_nothing_out(name: str):
    assert not is_refused(name)


@pytest.mark.parametrize(
    ("name", "ending", "given"),
    [
        ("แผน.pdf", ".pdf", "แผน.pdf"),
        ("แผน.PDF", ".pdf", "แผน.PDF"),
        ("แผน", ".pdf", "แผน.pdf"),
        ("ประกาศ.jpg", ".pdf", "ประกาศ.jpg.pdf"),
        ("ภาพ.JPEG", ".jpg", "ภาพ.JPEG"),
    ],
)
def test_what_is_handed_out_ends_as_the_kind_it_is(name: str, ending: str, given: str):
    assert handed_out(name, ending) == given


@pytest.mark.parametrize(("names", "known"), [(5_000, True), (5_001, False), (70_000, False)])
def test_a_zip_of_endless_names_is_not_read(folder_settings: Settings, names: int, known: bool):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for i in range(names):
            archive.writestr(f"word/{i}", b"")
    with received(folder_settings, [whole.getvalue()], len(whole.getvalue())) as got:
        assert bool(got.members()) is known
