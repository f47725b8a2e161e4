"""What the log says, and what it must not."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from config.logging import configure
from models.agency import Agency
from models.database import transaction


@pytest.fixture
def lines() -> Iterator[Any]:
    """The log as it is written from here on, read as JSON."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    configure()
    paper = io.StringIO()
    root.handlers[0].setStream(paper)
    yield lambda: [json.loads(line) for line in paper.getvalue().splitlines()]
    root.handlers[:], root.level = before
    structlog.reset_defaults()


def test_a_line_is_json_with_moment_and_level(lines: Any) -> None:
    structlog.get_logger("x").info("round_done", due=3)
    (line,) = lines()
    assert (line["event"], line["level"], line["due"]) == ("round_done", "info", 3)
    assert line["timestamp"].endswith("Z")


def test_what_libraries_say_is_json_too(lines: Any) -> None:
    logging.getLogger("library").warning("careful with %s", "x")
    assert [line["event"] for line in lines()] == ["careful with x"]


def test_names_ids_and_texts_of_people_are_left_out(lines: Any) -> None:
    structlog.get_logger("x").info("heard", text="มานีส่งงานแล้ว", line_user_id="U123", occurrence=7)
    (line,) = lines()
    assert (line["text"], line["line_user_id"], line["occurrence"]) == ("left out", "left out", 7)


def test_an_error_tells_its_kind_and_place_but_not_the_values(lines: Any) -> None:
    try:
        int("มานี")
    except ValueError:
        structlog.get_logger("x").exception("not_understood")
    (line,) = lines()
    assert line["exception"][0]["type"] == "ValueError"
    assert "test_logging.py" in line["exception"][0]["frames"][-1]
    assert "มานี" not in json.dumps(line, ensure_ascii=False)


def test_a_rule_broken_in_the_database_is_named_without_the_row(engine: Engine, lines: Any, now: Any) -> None:
    try:
        with transaction(engine) as session:
            session.add_all(Agency(slug="secret-slug", name="ก", quota=1, created_at=now) for _ in range(2))
    except IntegrityError:
        logging.getLogger("x").exception("not_stored")
    (line,) = lines()
    assert line["exception"][0]["says"]
    assert "secret-slug" not in json.dumps(line)
