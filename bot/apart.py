"""Codes told apart in one message: "O5 ส่งแล้ว O6 ยังไม่เริ่ม", "O1 เสร็จ O2 ติดงบ". Pure."""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import pairwise

from bot import claims, duewords, rules, vocabulary
from bot.wording import CODE, Clause, pattern
from models.codes import find_codes
from models.records import Status

Runs = tuple[tuple[str, ...], ...]

# What may stand before a code that begins something new, and which of it says that this one is left.
_LEFT = r"(?:(?:ยัง)?(?:(?<!ที่)เหลือ|ขาด|ค้าง)(?:แค่|แต่|เพียง|อีก)?|ยกเว้น|เว้น(?:แต่)?|นอกจาก|ไม่รวม|ยัง)"
_OPENS = rf"(?:ส่วน|แต่|และ|ของ|ข้อ|ที่เหลือ(?:คือ|มี)?|นอกนั้น|มี(?:แต่|แค่|เพียง)|{_LEFT})"
_NEW_CODE = pattern(rf"{_OPENS}{{0,3}}{CODE}")
_OPENED = pattern(rf"{_OPENS}{{1,3}}$")
_IS_LEFT = pattern(_LEFT)
# "เสร็จแค่ O5", "O5 ที่ส่งแล้ว": of one of several codes these words take nothing back.
_ONLY = pattern(
    rf"(?:(?<=เสร็จ)|(?<=เสร็จแล้ว)|(?<=ส่ง)|(?<=ส่งแล้ว))(?:แค่|เพียง|เฉพาะ|แต่)(?={CODE})|(?<={CODE})ที่(?=เสร็จ|ส่ง|เรียบร้อย|ลง)"
)
# "O13 รับทราบค่ะ", "O13 ขอบคุณค่ะ": of that code nothing is said.
_POLITE = pattern(vocabulary.PARTICLE)
_NOTED = pattern(rf"{vocabulary.ACKNOWLEDGE}|ขอบ(?:คุณ|ใจ)")

_OF_ALL = pattern(rf"ทั้ง(?:สอง|สาม|สี่|ห้า|คู่|หมด|\d)|ทุก(?:ข้อ|เรื่อง|งาน)|{CODE}(?:ก็)?ด้วย|เช่นกัน|เหมือนกัน")
# "ที่เสร็จแล้วคือ O5", "ที่ยังคือ O6": told the other way round.
_NAMED_DONE = pattern(
    rf"(?:แต่)?(?:ข้อ|งาน|อัน)?ที่(?P<state>(?:ทำ)?(?:เสร็จ|ส่ง|ลง|เรียบร้อย)(?:เว็บ)?แล้ว|ยัง(?:ไม่เสร็จ|ไม่ส่ง|ค้าง)?)(?:คือ|มี|ได้แก่|เป็น){CODE}"
)


def by_code(clauses: Sequence[Clause], besides: Callable[[str], bool] | None = None) -> dict[str, Status]:
    """The state of each code where every code has its own words; empty otherwise.

    besides: tells the words of a cause or a later day; codes they are said of are left out, the others have a state.
    A code that is only "noted" has none either.
    """
    found: dict[str, Status] = {}
    left_out: set[str] = set()
    for codes, words, is_left in (piece for segment in _segments(clauses) for piece in by_run(*segment)):
        status = claims.status_of(words)
        if (besides and besides(words)) or (not is_left and _is_noted(words)):
            left_out |= set(codes)
        elif is_left and status in (None, Status.COMPLETED):
            found |= dict.fromkeys(codes, Status.IN_PROGRESS)
        elif status:
            found |= dict.fromkeys(codes, status)
        else:
            return {}
    return {code: status for code, status in found.items() if code not in left_out}


def _is_noted(words: str) -> bool:
    plain = _POLITE.sub("", words)
    return bool(_NOTED.search(plain)) and duewords.consists_of(rules.SEEN, _NOTED.sub("", plain))


def by_run(runs: Sequence[tuple[str, ...]], flat: str) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Each run of codes with its words, and whether it is named as what is left.

    The words stand after the codes ("O5 เสร็จ O6 ยัง") or before them ("ส่งแล้ว O5 O6").
    """
    pieces = flat.split(CODE)
    opens = [found[0] if (found := _OPENED.search(piece)) else "" for piece in pieces[:-1]]
    before, *after = (piece[: len(piece) - len(word)] for piece, word in zip(pieces, (*opens, ""), strict=True))
    if claims.status_of(before) and not (after and claims.status_of(after[-1])):
        words = (before, *after)
    else:
        words = (before + "".join(after[:1]), *after[1:])
    for codes, said, opened in zip(runs, words, opens, strict=False):
        yield codes, said, bool(_IS_LEFT.search(opened))


def leaves_some_out(clauses: Sequence[Clause]) -> bool:
    """ "O12 เสร็จแล้ว O13 นะคะ": codes apart from each other, and no word that what is said is said of all."""
    runs = {run for clause in clauses for run in clause.runs}
    return len(runs) > 1 and not any(_OF_ALL.search(clause.flat) for clause in clauses)


def codes_of(clauses: Sequence[Clause]) -> set[str]:
    """Every code that the clauses name."""
    return {code for clause in clauses for run in clause.runs for code in run}


def typed_besides(clauses: Sequence[Clause], told: Container[str]) -> str:
    """The words as typed without those of the codes told; all of them where they do not begin with a code."""
    text = " ".join(clause.typed for clause in clauses).strip()
    starts = [at.start() for raw in find_codes(text, True).raw if (at := re.search(re.escape(raw), text))]
    if not starts or starts[0] > 0 or starts != sorted(set(starts)):
        return text
    pieces = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    return " ".join(piece.strip() for piece in pieces if not _is_told(piece, told)) or text


def _is_told(piece: str, told: Container[str]) -> bool:
    named = find_codes(piece, True).mentioned
    return bool(named) and all(code in told for code in named)


def _segments(clauses: Sequence[Clause]) -> Iterator[tuple[Runs, str]]:
    """Clauses gathered to pieces that begin at a new code once the one before has its state."""
    found: list[tuple[Runs, str]] = []
    for clause in clauses:
        clause_flat = _NAMED_DONE.sub(rf"{CODE}\g<state>", _ONLY.sub("", clause.flat))
        runs, flat = found[-1] if found else ((), "")
        if runs and clause.runs and _NEW_CODE.match(clause_flat) and claims.status_of(flat):
            found.append((clause.runs, clause_flat))
        else:
            found[-1:] = [(runs + clause.runs, f"{flat}|{clause_flat}" if flat else clause_flat)]
    return ((runs, flat) for runs, flat in found if runs)
