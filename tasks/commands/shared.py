"""What the operator's commands share: a transaction, the office by its short name, problems in one sentence, lists."""

import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from models import agency
from models.database import transaction
from models.records import AgencyRecord
from models.refusal import Refusal
from models.thaitext import printable
from tasks.house import House, current_house

Command = TypeVar("Command", bound=Callable[..., Any])
KEPT_NUMBER = click.IntRange(1, 2**31 - 1)  # what the databases keep in a whole number
_NO_TABLES = "ใช้ฐานข้อมูลไม่ได้ ถ้ายังไม่เคยสร้างตาราง ใช้ `flask db upgrade`"


@contextmanager
def at_work() -> Iterator[tuple[House, Session]]:
    """The house and one transaction of it; a refusal or trouble with the database ends the command."""
    house = current_house()
    try:
        with transaction(house.engine) as session:
            yield house, session
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except UnicodeEncodeError as error:
        raise click.ClickException("คำสั่งมีตัวอักษรที่ไม่ใช่ UTF-8 พิมพ์ใหม่ในเทอร์มินัลที่ใช้ UTF-8") from error
    except SQLAlchemyError as error:
        words = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise click.ClickException(f"{_NO_TABLES} ({words})") from error


def agency_option(command: Command) -> Command:
    """--agency SLUG, which every command about one office takes."""
    return click.option("--agency", "slug", required=True, metavar="SLUG", help="ชื่อย่อหน่วยงาน")(command)


def format_option(command: Command) -> Command:
    """--format json|table, for what lists."""
    return click.option("--format", "style", type=click.Choice(["table", "json"]), default="table", help="รูปแบบผลลัพธ์")(
        command
    )


def office(session: Session, slug: str) -> AgencyRecord:
    """The office of this short name; Refusal naming the cure when there is none."""
    found = agency.by_slug(session, slug)
    if found is None:
        raise Refusal(f"ไม่พบหน่วยงาน {slug!r} ดูรายชื่อด้วย `flask agency list`")
    return found


def show(rows: Sequence[Mapping[str, Any]], headings: Mapping[str, str], style: str) -> None:
    """Print rows as one JSON document, or as a table under Thai headings."""
    if style == "json":
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=2))
        return
    lines = [list(headings.values()), *([_cell(row[key]) for key in headings] for row in rows)]
    widths = [max(_width(line[n]) for line in lines) for n in range(len(headings))]
    for line in lines:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else "-"
    if isinstance(value, (list, tuple)):
        return printable(", ".join(map(str, value))) or "-"
    return "-" if value is None or value == "" else printable(str(value))


def _width(text: str) -> int:
    """Columns on a terminal: Thai vowels and tones above and below take none."""
    return sum(unicodedata.category(letter) not in ("Mn", "Me", "Cf") for letter in text)
