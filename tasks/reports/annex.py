"""The evidence annex: each link, photo and file with its dates and SHA-256, in the order of the measures. Pure."""

from models.bangkok import bangkok_day
from tasks.reports.digits import Digits
from tasks.reports.facts import MeasureFacts, Piece, Share, YearFacts
from tasks.reports.layout import Annex, Proof

TITLE = "ภาคผนวก หลักฐานประกอบการดำเนินการ"
NONE = "ยังไม่มีหลักฐานในระบบ"
_KINDS = {"link": "ลิงก์", "photo": "รูปภาพ", "file": "ไฟล์"}
_LONGEST_LABEL = 90
_MOST_COPIES = 12  # a copy a month; of a longer watch the first and the latest tell the same


def annex(facts: YearFacts, digits: Digits) -> Annex:
    """Every piece that counts as evidence."""
    proofs = [
        _proof(measure, share, piece, digits)
        for measure in facts.measures
        for share in measure.shares
        for piece in share.pieces
    ]
    return Annex(TITLE, tuple(proofs), NONE)


def _proof(measure: MeasureFacts, share: Share, piece: Piece, digits: Digits) -> Proof:
    label = " ".join(measure.label.split())
    label = label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"
    what = piece.url or piece.file_name or _KINDS[piece.kind]
    return Proof(
        label=digits.own(f"{label} · {share.who} · กำหนด {digits.short(share.due_on)}"),
        what=what,
        url=piece.url,
        facts=tuple(_facts(piece, digits)),
        picture=piece.id if piece.picture else None,
    )


def _facts(piece: Piece, digits: Digits) -> list[str]:
    told = [f"{_KINDS[piece.kind]} ส่งเมื่อวันที่ {digits.day(bangkok_day(piece.at))}"]
    if piece.official:
        told.append("อยู่บนเว็บไซต์ของหน่วยงาน")
    if piece.sha256 and piece.kind != "link":
        told.append(f"SHA-256 {piece.sha256}")
    kept = [copy for copy in piece.copies if copy.kept]
    shown = kept if len(kept) <= _MOST_COPIES else [kept[0], *kept[1 - _MOST_COPIES :]]
    told += [f"เก็บสำเนาหน้าเว็บวันที่ {digits.day(bangkok_day(c.at))} SHA-256 {c.sha256}" for c in shown]
    if piece.copies:
        told.append(f"ตรวจล่าสุดว่าเปิดได้วันที่ {digits.day(bangkok_day(max(c.at for c in piece.copies)))}")
    return told
