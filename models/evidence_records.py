"""Evidence as other folders see it: what is bound to each occurrence, and whether it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.batches import in_batches
from models.evidence import Evidence


@dataclass(frozen=True)
class EvidenceRecord:
    """One piece of evidence as other folders see it; official: a link seen on the office's own site.

    state as in the table: only "waiting" and "kept" prove anything; why: it came to nothing.
    """

    id: int
    occurrence_id: int | None
    kind: str
    url: str | None
    file_name: str | None
    content_type: str | None
    size: int | None
    sha256: str | None
    state: str
    at: datetime
    official: bool = False
    why: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it stands as evidence: it is there, or on its way."""
        return self.state in ("waiting", "kept")


def evidence_of(
    session: Session, agency_id: int, occurrence_ids: Iterable[int], before: datetime | None = None
) -> dict[int, tuple[EvidenceRecord, ...]]:
    """What is bound to each of the occurrences, oldest first, also what came to nothing; () for none.

    before: only what had come by that moment, as it is bound now.
    """
    found: dict[int, tuple[EvidenceRecord, ...]] = dict.fromkeys(occurrence_ids, ())
    known = [Evidence.agency_id == agency_id, *([Evidence.at < before] if before else [])]
    for ids in in_batches(list(found)):
        bound = select(Evidence).where(*known, Evidence.occurrence_id.in_(ids))
        for row in session.scalars(bound.order_by(Evidence.id)):
            found[row.occurrence_id or 0] += (_record(row),)
    return found


def _record(row: Evidence) -> EvidenceRecord:
    return EvidenceRecord(
        row.id,
        row.occurrence_id,
        row.kind,
        row.url,
        row.file_name,
        row.content_type,
        row.size,
        row.sha256,
        row.state,
        row.at,
        row.official,
        row.why,
    )
