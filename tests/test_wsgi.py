"""The service as it is put together: health, metrics, settings that are checked first."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from config.settings import Settings, SettingsError, load
from models import inbox
from models.database import make_engine
from tests.office import Office
from wsgi import create_app

ROOT = Path(__file__).parent.parent


def flask(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flask", *words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def app(database_url: str, settings_for: Callable[..., Settings]) -> Flask:
    app = create_app(settings_for(database_url, METRICS_TOKEN="token-of-the-watcher"))
    yield app
    app.extensions["tamngan"].engine.dispose()


def test_health_is_good_while_the_database_answers(app: Flask) -> None:
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_health_is_bad_when_the_database_does_not_answer(tmp_path: Path, settings_for: Callable[..., Settings]) -> None:
    (tmp_path / "broken.db").write_text("this is no database, however long one looks at it")
    app = create_app(settings_for(f"sqlite:///{tmp_path}/broken.db"))
    assert app.test_client().get("/healthz").status_code == 503


def test_metrics_are_for_the_watcher_only(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_metrics_are_off_without_a_token(database_url: str, settings_for: Callable[..., Settings]) -> None:
    app = create_app(settings_for(database_url))
    assert app.test_client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    app.extensions["tamngan"].engine.dispose()


def test_metrics_tell_how_many_events_wait_and_for_how_long(
    database_url: str, office: Office, settings_for: Callable[..., Settings], tmp_path: Path, now
) -> None:
    clock = tmp_path / "clock"
    clock.write_text((now + timedelta(seconds=90)).isoformat())
    app = create_app(settings_for(database_url, METRICS_TOKEN="token", CLOCK_FILE=str(clock)))
    engine = app.extensions["tamngan"].engine
    for number in range(2):
        event = inbox.NewEvent(office.agency_id, f"e{number}", "message", None, "chat", now, now, {})
        inbox.store(engine, [inbox.row_of(engine, event)])
    told = app.test_client().get("/metrics", headers={"Authorization": "Bearer token"}).text
    app.extensions["tamngan"].engine.dispose()
    assert 'tamngan_rows{queue="inbox",state="new"} 2.0' in told
    assert 'tamngan_oldest_seconds{queue="inbox",state="new"} 90.0' in told


def test_a_wrong_setting_is_named_with_its_cure_before_anything_starts(tmp_path: Path) -> None:
    run = flask("db", "current", DATA_DIR=str(tmp_path / "var"), DATABASE_URL="mysql://x", PORT="many")
    assert run.returncode == 1
    assert [line.split()[0] for line in run.stderr.splitlines()] == ["DATABASE_URL", "PORT"]
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    "url", ["postgresql://u:hidden@h:many/n", "postgresql://u:hidden@h:70000/n", "postgresql:hidden"]
)
def test_a_database_address_that_cannot_be_read_is_named_without_its_password(url: str) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL cannot be read: write postgresql") as raised:
        load({"DATABASE_URL": url})
    assert "hidden" not in str(raised.value)


def test_a_clock_that_cannot_be_read_is_named_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"CLOCK_FILE .* is not one ISO 8601 line.*; or unset CLOCK_FILE"):
        load({"CLOCK_FILE": str(tmp_path / "nothing")})


def test_the_web_server_takes_its_settings_from_where_everybody_does(tmp_path: Path) -> None:
    def serve(**environment: str) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py"), "--print-config"]
        given = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), **environment}
        return subprocess.run(words, cwd=tmp_path, env=given, capture_output=True, text=True, timeout=60)

    (tmp_path / ".env").write_text("PORT=8123\nWEB_CONCURRENCY=3\n")
    told = serve().stdout.splitlines()
    assert {"workers = 3", "bind = ['0.0.0.0:8123']"} <= {" ".join(line.split()) for line in told}
    wrong = serve(PORT="many")
    assert (wrong.returncode, wrong.stderr) == (1, "PORT is 'many': give a whole number from 1 to 65535\n")


def test_run_on_one_machine_answers_that_machine_alone() -> None:
    told = subprocess.run(["make", "--dry-run", "run"], cwd=ROOT, capture_output=True, text=True, timeout=60).stdout
    assert re.search(r'--bind "127\.0\.0\.1:\$\(.*load\(\)\.port', told)


def test_the_schema_goes_up_is_checked_and_comes_down_by_command(bare_url: str, tmp_path: Path) -> None:
    place = {"DATA_DIR": str(tmp_path), "DATABASE_URL": bare_url}
    assert flask("db", "check", **place).returncode == 1
    assert flask("db", "upgrade", **place).returncode == 0
    assert flask("db", "check", **place).returncode == 0
    assert flask("db", "downgrade", "--yes", "base", **place).returncode == 0
    assert flask("db", "check", **place).returncode == 1


def test_a_command_says_nothing_but_its_own_words(bare_url: str, tmp_path: Path) -> None:
    run = flask("db", "upgrade", DATA_DIR=str(tmp_path), DATABASE_URL=bare_url)
    assert run.stderr == ""
    assert run.stdout.count("\n") == 1


def test_the_engine_touches_nothing_before_it_is_asked(tmp_path: Path) -> None:
    make_engine(f"sqlite:///{tmp_path}/deep/down.db")
    assert not (tmp_path / "deep").exists()


def test_the_folder_of_the_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/deep/down.db")
    engine.connect().close()
    engine.dispose()
    assert (tmp_path / "deep").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file, not a folder")
    for words in (("db", "upgrade"), ("db", "current"), ("db", "check"), ("agency", "list")):
        run = flask(*words, DATA_DIR=str(tmp_path / "var" / "data"))
        assert run.returncode == 1, words
        assert run.stderr.startswith("Error: ")
        assert len(run.stderr.splitlines()) == 1
        assert "cannot make the folder" in run.stderr


def test_an_env_file_that_is_no_utf8_is_named_with_its_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes("SECRET_KEY=ความลับ".encode("tis-620"))
    with pytest.raises(SettingsError, match=r"\.env cannot be read: save it as UTF-8"):
        load()


def test_a_command_tells_what_is_wrong_with_the_env_file_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    shutil.copy(ROOT / "config" / "skip_dotenv.pth", tmp_path / "site")  # as `make setup` does with .venv
    (tmp_path / ".env").write_bytes("SECRET_KEY=ความลับ".encode("tis-620"))
    begin = "import site, sys; site.addsitedir(sys.argv.pop(1)); from flask.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", begin, str(tmp_path / "site"), "--app", "wsgi", "db", "current"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.returncode, run.stderr) == (1, ".env cannot be read: save it as UTF-8 text that this user may read\n")
