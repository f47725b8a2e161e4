"""The result and outcome of a measure from what people answered and what the stamps tell; nothing is made up. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from models.codes import find_codes
from models.completeness import OUTCOME, RESULT
from models.fiscal import quarter_of
from models.records import Actor, Status
from models.thaidate import short_date
from models.thaitext import squeeze
from tasks.reports.digits import Digits
from tasks.reports.facts import MeasureFacts, Share, Told

_EXECUTIVE = re.compile(r"ผู้บริหาร|นายก")
_WEBSITE = re.compile(r"เว็บ|เผยแพร่|www")
_HALVES = {1: "รอบ 6 เดือนแรก", 2: "รอบ 6 เดือนแรก", 3: "รอบ 6 เดือนหลัง", 4: "รอบ 6 เดือนหลัง"}


def answers(measure: MeasureFacts, key: str, digits: Digits) -> list[str]:
    """What was answered to one question; where several answered, who and for which round. Same words are told once."""
    told = [(share, one) for share in _working(measure) for one in share.told if one.key == key]
    return _gathered(measure, [(share, one.words) for share, one in told], digits)


def elements(measure: MeasureFacts, digits: Digits) -> list[str]:
    """What was answered to the further questions of the item, under their labels."""
    keys = {
        one.key: one for share in _working(measure) for one in share.told if one.key not in (RESULT.key, OUTCOME.key)
    }
    found = []
    for key, one in keys.items():
        label = f"{one.label} ({digits.own(one.hint)})" if one.hint and _is_shown(one) else one.label
        found += [f"{label}: {words}" for words in answers(measure, key, digits)]
    return found


def obstacles(measure: MeasureFacts, digits: Digits) -> list[str]:
    """What stood in the way, in the words of those who said it."""
    return _gathered(measure, [(share, words) for share in measure.shares for words in share.obstacles], digits)


def facts(measure: MeasureFacts, digits: Digits, as_of: date) -> list[str]:
    """What the stamps tell: done and in time; acknowledged and published, where the row speaks of that; followed up."""
    told = [*_progress(measure, digits, as_of)]
    asked = " ".join(measure.row.cells) if measure.row else " ".join(text for _, text in measure.texts)
    done = [share for share in _working(measure) if share.is_done]
    if _EXECUTIVE.search(asked):
        told += _acknowledged(done, digits)
    if _WEBSITE.search(asked):
        told += _published(done, digits)
    return [*told, *_followed(measure, digits)]


def by_code(texts: Iterable[str], codes: Sequence[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Answers cut where they speak of one of the codes: (what speaks of none, words by code)."""
    general: list[str] = []
    found: dict[str, list[str]] = {}
    for text in texts:
        for line in text.split("\n"):
            for code, words in _cut(line, codes):
                if words:
                    (found.setdefault(code, []) if code else general).append(words)
    return general, found


def _cut(line: str, codes: Sequence[str]) -> list[tuple[str, str]]:
    reading = find_codes(line)
    places = []
    at = 0
    for code, raw in zip(reading.codes, reading.raw, strict=True):
        start = line.find(raw, at)
        if code in codes and start >= 0:
            places.append((start, start + len(raw), code))
            at = start + len(raw)
    if not places:
        return [("", line.strip())]
    ends = [start for start, _, _ in places[1:]] + [len(line)]
    parts = [(code, _bare(line[end:stop])) for (_, end, code), stop in zip(places, ends, strict=True)]
    return [("", _bare(re.sub(r"ข้อ\s*$", "", line[: places[0][0]]))), *parts]


def _bare(text: str) -> str:
    return re.sub(r"(?:\bและ|ข้อ)?\s*$", "", text.strip(" :;,-–")).strip(" :;,-–")


def _working(measure: MeasureFacts) -> list[Share]:
    return [share for share in measure.shares if share.part in ("doer", "collector")]


def _is_shown(one: Told) -> bool:
    return one.key.endswith("/shown")


def _gathered(measure: MeasureFacts, told: Sequence[tuple[Share, str]], digits: Digits) -> list[str]:
    """Words said alike are told once, with all who said them and for which rounds."""
    owners = {share.who for share in _working(measure)}
    groups: dict[str, list[tuple[Share, str]]] = {}
    for share, words in told:
        groups.setdefault(squeeze(words), []).append((share, words))
    rounds_of = {key: {share.due_on for share, _ in group} for key, group in groups.items()}
    several_rounds = len(set().union(*rounds_of.values())) > 1 if rounds_of else False
    found = []
    for group in groups.values():
        who = list(dict.fromkeys(share.who for share, _ in group)) if len(owners) > 1 else []
        when = _rounds([share for share, _ in group], digits) if several_rounds else ""
        label = " ".join(filter(None, (", ".join(who), f"({when})" if when else "")))
        words = digits.theirs(group[0][1].strip())
        found.append(f"{label}: {words}" if label else words)
    return found


def _rounds(shares: Sequence[Share], digits: Digits) -> str:
    names = dict.fromkeys(_round(share) for share in sorted(shares, key=lambda share: share.due_on))
    return digits.own(", ".join(names))


def _round(share: Share) -> str:
    """The round a share is of, in the words of an office."""
    day = short_date(share.due_on)
    month = day.partition(" ")[2]
    if share.rhythm == "monthly":
        return month
    if share.rhythm == "quarterly":
        return f"ไตรมาส {quarter_of(share.due_on)}"
    return _HALVES[quarter_of(share.due_on)] if share.rhythm == "half_yearly" else f"งวด {day}"


def _progress(measure: MeasureFacts, digits: Digits, as_of: date) -> list[str]:
    """How much is finished, and what of it in time, by the stamps and the legal dates."""
    due = [share for share in _working(measure) if share.is_done or share.due_on <= as_of]
    done = [share for share in due if share.is_done]
    if len(_working(measure)) == 1 and done and done[0].completed_on:
        return [_once(done[0], done[0].completed_on, digits)]
    if done:
        told = f"ดำเนินการแล้วเสร็จ {len(done)} จาก {len(due)} งวด"
        return [digits.own(" ".join((told, *_in_time(done))))]
    under_way = [share for share in _working(measure) if share.status == Status.IN_PROGRESS]
    if not under_way:
        return []
    percents = [share.progress for share in under_way if share.progress is not None]
    how_far = f" ร้อยละ {percents[0]}" if len(under_way) == len(percents) == 1 else ""
    return [digits.own(f"อยู่ระหว่างดำเนินการ{how_far}")]


def _once(share: Share, on: date, digits: Digits) -> str:
    day = digits.day(on)
    if on <= share.due_on:
        return f"ดำเนินการแล้วเสร็จเมื่อวันที่ {day} ภายในกำหนด ({digits.day(share.due_on)})"
    if on <= share.expected_on:
        extended = digits.day(share.expected_on)
        return f"ดำเนินการแล้วเสร็จเมื่อวันที่ {day} ภายในกำหนดที่ขยายถึงวันที่ {extended} (กำหนดเดิม {digits.day(share.due_on)})"
    return f"ดำเนินการแล้วเสร็จเมื่อวันที่ {day} หลังกำหนด ({digits.day(share.expected_on)})"


def _in_time(done: Sequence[Share]) -> list[str]:
    days = [(share, share.completed_on) for share in done if share.completed_on]
    in_time = sum(on <= share.due_on for share, on in days)
    extended = sum(share.due_on < on <= share.expected_on for share, on in days)
    late = len(days) - in_time - extended
    kinds = (("ภายในกำหนด", in_time), ("ภายในกำหนดที่ขยาย", extended), ("หลังกำหนด", late))
    return [f"{name} {count} งวด" for name, count in kinds if count]


def _acknowledged(done: Sequence[Share], digits: Digits) -> list[str]:
    return _stamped([share.verified_on for share in done], "รายงานผู้บริหารและผู้บริหารรับทราบแล้ว", digits)


def _published(done: Sequence[Share], digits: Digits) -> list[str]:
    return _stamped([share.published_on for share in done], "เผยแพร่บนเว็บไซต์ของหน่วยงานแล้ว", digits)


def _stamped(days: Sequence[date | None], words: str, digits: Digits) -> list[str]:
    """The words with the day or days of the stamps; nothing without a stamp."""
    on = sorted(day for day in days if day)
    if not on:
        return []
    if len(days) == 1:
        return [f"{words} เมื่อวันที่ {digits.day(on[0])}"]
    last = f"ครั้งล่าสุดเมื่อวันที่ {digits.day(on[-1])}"
    return [f"{words} {digits.own(f'{len(on)} จาก {len(days)} งวด')} {last}"]


def _followed(measure: MeasureFacts, digits: Digits) -> list[str]:
    """The executive's own follow-ups that were done."""
    own = [share for share in measure.shares if share.part == "executive" or share.actor == Actor.EXECUTIVE]
    on = sorted(share.completed_on for share in own if share.is_done and share.completed_on)
    if not on:
        return []
    if len(on) == 1:
        return [f"ผู้บริหารกำกับติดตามแล้ว เมื่อวันที่ {digits.day(on[0])}"]
    return [f"ผู้บริหารกำกับติดตามแล้ว {digits.own(str(len(on)))} ครั้ง ครั้งล่าสุดเมื่อวันที่ {digits.day(on[-1])}"]
