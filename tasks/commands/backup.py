"""flask backup and flask restore: all that an office has, in one file and back."""

from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from tasks import backup
from tasks.house import House, current_house


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup_command(file: Path) -> None:
    """สำรองข้อมูลทั้งหมดลงไฟล์เดียว · Write everything to one zip (holds personal data: keep it safe)."""
    _tell(_do(backup.write, file), f"สำรองแล้ว · written to {click.format_filename(file)}")
    if store := current_house().settings.evidence_s3:
        where = f"{store.endpoint}/{store.bucket}"
        click.echo(f"ไฟล์หลักฐานอยู่ใน {where} ต้องสำรองแยก · evidence lies in {where}: back it up there", err=True)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@with_appcontext
def restore_command(file: Path) -> None:
    """นำข้อมูลสำรองกลับเข้าฐานข้อมูลว่าง · Put a backup into an empty, migrated database."""
    _tell(_do(backup.restore, file), f"นำกลับแล้ว · restored from {click.format_filename(file)}")


def _do(act: Callable[[House, Path], dict[str, int]], file: Path) -> dict[str, int]:
    try:
        return act(current_house(), file)
    except backup.BackupError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
    except SQLAlchemyError as error:
        raise click.ClickException(str(error).splitlines()[0]) from error


def _tell(counts: dict[str, int], words: str) -> None:
    click.echo(f"{words} · {sum(counts.values())} แถว rows ({counts.get('agency', 0)} หน่วยงาน agencies)")
