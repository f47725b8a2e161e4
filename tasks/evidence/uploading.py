"""A photo or file uploaded on a page: told by its bytes, stored and settled, as what comes through the chat is."""

from collections.abc import Iterator
from typing import IO

from models import evidence
from models.bangkok import bangkok_day
from models.database import transaction
from models.evidence_queue import held
from models.fiscal import fiscal_year_of
from models.refusal import Refusal
from tasks.evidence.kinds import Kind, kind_of
from tasks.evidence.storage import Received, StorageError, TooLarge, received, storage_of
from tasks.house import House

MEGABYTE = 1024 * 1024
PIECE = 64 * 1024


def upload(
    house: House, agency_id: int, staff_id: int, occurrence_id: int, file_name: str | None, stream: IO[bytes]
) -> None:
    """Keep a file as evidence of an occurrence; permission is the caller's to check.

    Raises Refusal for a kind that is not taken, one too large, the same content again, or a store that does not answer.
    """
    most = house.settings.evidence_max_mb
    try:
        with received(house.settings, _pieces(stream), most * MEGABYTE) as whole:
            kind = kind_of(whole.head, file_name, whole.members())
            if not kind.taken or not whole.size:
                raise Refusal("ไฟล์ชนิดนี้รับเป็นหลักฐานไม่ได้ โปรดส่งเป็นรูปภาพ PDF Word Excel หรือวิดีโอ")
            _keep(house, agency_id, staff_id, occurrence_id, file_name, kind, whole)
    except TooLarge as error:
        raise Refusal(f"ไฟล์ใหญ่เกิน {most} MB") from error
    except StorageError as error:
        raise Refusal("เก็บไฟล์ไม่สำเร็จ โปรดรอสักครู่แล้วลองอีกครั้ง") from error


def _keep(
    house: House,
    agency_id: int,
    staff_id: int,
    occurrence_id: int,
    file_name: str | None,
    kind: Kind,
    whole: Received,
) -> None:
    now = house.clock()
    what = "photo" if kind.content_type.startswith("image/") else "file"
    with transaction(house.engine) as session:
        row = evidence.keep_upload(session, agency_id, occurrence_id, staff_id, what, file_name, now)
        row.sha256 = whole.sha256
        with session.no_autoflush:
            if evidence.twin(session, row, occurrence_id):
                raise Refusal("หลักฐานนี้แนบไว้แล้ว")
    name = f"{agency_id}/{fiscal_year_of(bangkok_day(now))}/{row.id:08d}-{whole.sha256[:12]}{kind.ending}"
    try:
        storage_of(house.settings).put(name, whole, kind.content_type)
    except StorageError:
        _give_up(house, row.id)  # or its digest would refuse the same file sent again
        raise
    with transaction(house.engine) as session:
        kept = held(session, row.id)
        if kept is None:
            return
        kept.state, kept.stored_as, kept.try_at, kept.why = "kept", name, None, None
        kept.size, kept.content_type = whole.size, kind.content_type


def _give_up(house: House, evidence_id: int) -> None:
    with transaction(house.engine) as session:
        kept = held(session, evidence_id)
        if kept is not None:
            session.delete(kept)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece
