"""flask db: the schema of the database, up, down, and whether it is what this version expects."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from models import schema
from tasks.house import current_house

group = AppGroup("db", help="โครงสร้างฐานข้อมูล · the schema of the database")


@group.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """ปรับโครงสร้างให้เป็นรุ่นล่าสุด · Bring the schema up to date; safe to repeat."""
    with _told():
        schema.upgrade(current_house().engine, revision)
    _tell_revision()


@group.command("downgrade")
@click.argument("revision")
@click.confirmation_option(prompt="ข้อมูลในตารางที่ถูกถอนจะหายไป ทำต่อหรือไม่ · tables taken down lose their rows; go on?")
def downgrade(revision: str) -> None:
    """ย้อนโครงสร้าง ("base" = ลบทุกตาราง) · Take the schema down; "base" drops every table."""
    with _told():
        schema.downgrade(current_house().engine, revision)
    _tell_revision()


@group.command("current")
def current() -> None:
    """รุ่นของโครงสร้างปัจจุบัน · The revision the database stands at."""
    _tell_revision()


@group.command("check")
def check() -> None:
    """ตรวจว่าโครงสร้างตรงกับรุ่นของโปรแกรม · Exit 1 when the schema is not what this version expects."""
    with _told(), current_house().engine.connect() as connection:
        found = schema.differences(connection) if schema.current(connection) else None
    if found is None:
        raise click.ClickException("ฐานข้อมูลยังว่างอยู่ ใช้ `flask db upgrade` · no schema yet: run `flask db upgrade`")
    for change in found:
        click.echo(f"- {change}", err=True)
    if found:
        raise click.ClickException("โครงสร้างไม่ตรงกับรุ่นของโปรแกรม ใช้ `flask db upgrade` · run `flask db upgrade`")
    click.echo("โครงสร้างตรงกับรุ่นของโปรแกรม · the schema is what this version expects")


def _tell_revision() -> None:
    with _told(), current_house().engine.connect() as connection:
        stands = schema.current(connection)
    click.echo(f"{stands or 'ว่าง · empty'} (รุ่นของโปรแกรม · this version: {schema.head()})")


@contextmanager
def _told() -> Iterator[None]:
    """Trouble with the database ends the command by its first line; the rest repeats the statement."""
    try:
        yield
    except (SQLAlchemyError, schema.SchemaError) as error:
        raise click.ClickException(str(error).splitlines()[0]) from error
