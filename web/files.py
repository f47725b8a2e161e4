"""Evidence as it was kept: small pictures for a page, and the file itself; nothing that could run is shown inline."""

import io

from flask import Blueprint, Response, abort, send_file
from werkzeug.wrappers import Response as AnyResponse

from models import evidence
from models.database import reading
from models.evidence import Evidence
from models.file_names import handed_out
from tasks.evidence.shrinking import KINDS, PAGE, shrunk
from tasks.evidence.storage import StorageError, storage_of
from tasks.house import current_house
from web.access import visitor
from web.share import may_see_files

# A photo alone in a window: the browser fits it to the screen by styles of its own, which ours would forbid. Nothing in
# the bytes of a photo is taken for anything else (nosniff).
PHOTO_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"

blueprint = Blueprint("files", __name__, url_prefix="/evidence")


@blueprint.get("/<int:evidence_id>/small.jpg")
def small(evidence_id: int) -> AnyResponse:
    """A picture of at most 320 pixels each way."""
    row = _kept(evidence_id)
    drawn = shrunk(_bytes(row), PAGE) if row.content_type in KINDS else None
    return Response(drawn, mimetype="image/jpeg") if drawn else abort(404)


@blueprint.get("/<int:evidence_id>/file")
def whole(evidence_id: int) -> AnyResponse:
    """The file: photos are shown, everything else is handed over for other programs to open."""
    row = _kept(evidence_id)
    ending = (row.stored_as or "").rpartition(".")[2]
    answer = send_file(
        io.BytesIO(_bytes(row)),
        mimetype=row.content_type or "application/octet-stream",
        as_attachment=row.content_type not in KINDS,
        download_name=handed_out(row.file_name or f"evidence-{row.id}", f".{ending}"),
        conditional=False,
        etag=False,
    )
    answer.headers["Cache-Control"] = "no-store"
    if row.content_type in KINDS:
        answer.headers["Content-Security-Policy"] = PHOTO_POLICY
    return answer


def _kept(evidence_id: int) -> Evidence:
    """The piece, if its content is in the store and the visitor may see what it proves."""
    with reading(current_house().engine) as session:
        row = evidence.of_office(session, visitor().agency.id, evidence_id)
        if row is None or row.state != "kept" or not row.stored_as or not may_see_files(session, row.occurrence_id):
            abort(404)
        return row


def _bytes(row: Evidence) -> bytes:
    try:
        return storage_of(current_house().settings).read(row.stored_as or "")
    except StorageError:
        abort(404)
