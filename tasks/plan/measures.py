"""One joined row read into a measure: codes, title, group, party, duties, status, and every doubt. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from models.codes import CodeReading, find_codes
from models.readings import DutyReading, MeasureReading, Responsible
from models.thaitext import squeeze
from tasks.plan import doubts
from tasks.plan.clauses import asked, is_datable, items_of
from tasks.plan.columns import holds_measure_and_steps, holds_period_too
from tasks.plan.duties import Duties, Source, read_duties
from tasks.plan.outline import names_indicator, number_of, reads_as_section, without_number
from tasks.plan.phrases import deadline_words
from tasks.plan.results import Verdict
from tasks.plan.row_party import party_doubts, responsible_of
from tasks.plan.rows import Entry
from tasks.plan.scores import number_in
from tasks.plan.ticks import TickReading

_ANSWER = re.compile(r"[☐☑□■◻]\s*[^☐☑□■◻\n]*")  # a questionnaire's scale is not part of the question
_GOES_ON = re.compile("ของ|และ|หรือ|ใน|กับ|ตาม|แก่|สู่|ต่อ(?!ไป)|ด้วย|ระหว่าง|ประจำ|พร้อม|สำหรับ")  # begins no sentence
_LABELLED_CODE = re.compile(r"(?:^|[\s)])ข้อ\s*(?:ที่\s*)?$")
_MARK = re.compile(r"[/✓✔☑xX√●■*]")
_PERCENT = re.compile("ร้อยละ|%|เปอร์เซ็นต์")
# Columns that carry no measure but must not be lost.
_TOLD = ("budget", "target", "evidence", "remark", "supervisor")


@dataclass(frozen=True)
class Named:
    """What the first cells say: the codes, the title and the heading printed before them."""

    codes: CodeReading
    title: str
    heading: str = ""
    inherited: bool = False


@dataclass
class Groups:
    """The heading the item cells themselves carry, held until the next."""

    heading: str | None = None
    section: str | None = field(default=None)

    def under(self, heading: str, section: str | None) -> str | None:
        """The row's group after this row's own heading (may be "")."""
        if section != self.section:
            self.section, self.heading = section, None
        if heading and (names_indicator(heading) or reads_as_section(heading) or self.heading is None):
            self.heading = heading
        elif heading:
            base = (self.heading or "").split(" › ")[0]
            self.heading = f"{base} › {heading}"
        return " › ".join(part for part in (section, self.heading) if part) or None


def named(entry: Entry) -> Named:
    """The row's codes and title, from the item, else the measure, else the finding."""
    item = _ANSWER.sub("", _item_text(entry)).strip()
    main = item or entry.text("measure") or entry.text("steps") or entry.text("finding")
    reading = find_codes(_joined(main))
    heading, title = _split(_joined(main), reading) if item else ("", _first_line(main, reading))
    if not reading.codes and not reading.unclear:
        for text in (entry.text("measure") if item else "", entry.text("finding") if not item else ""):
            other = find_codes(text)
            if other.codes or other.unclear:
                return Named(other, title, heading)
        above = find_codes(entry.group or "")
        if above.codes:
            return Named(above, title, heading, inherited=True)
    return Named(reading, title or _title_elsewhere(entry), heading)


def _title_elsewhere(entry: Entry) -> str:
    """What a row is called whose item is its bare code."""
    text = next(filter(None, (entry.text(meaning) for meaning in ("measure", "finding", "steps"))), "")
    return _first_line(text, find_codes(_joined(text)))


def _item_text(entry: Entry) -> str:
    """The item, with the code before it where the office prints it under "ที่", "ข้อ" or the indicator."""
    beside = [entry.texts[i] for i in entry.header.columns("ordinal", "group")]
    # A running number may be printed "01": without its letter it is no code.
    coded = [text for text in beside if re.search("[A-Za-zก-ฮ]", text) and find_codes(text).codes]
    named = [entry.texts[i] for i in entry.header.columns("code", "item")]
    return "\n".join(text for text in (*coded, *named) if text)


def _joined(text: str) -> str:
    return " ".join(text.split())


def _first_line(text: str, reading: CodeReading) -> str:
    """A measure of several paragraphs is called by its first, with the line that only goes on with its words."""
    lines = text.split("\n")
    goes_on = len(lines) > 1 and bool(_GOES_ON.match(lines[1]))
    first = " ".join(lines[: 1 + goes_on])
    return without_number(find_codes(first).rest.strip() or first) if reading.codes else without_number(first)


def _split(item: str, reading: CodeReading) -> tuple[str, str]:
    """(heading printed before the code, title)."""
    before = reading.before.strip()
    rest = _joined(reading.rest)
    after = rest[len(before) :].strip() if before and rest.startswith(before) else rest
    if before and _letters(after) and _is_heading(item, before, reading):
        return before.strip(" :-–"), _clean(after)
    return "", _clean(rest)


def _letters(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= 4


def _is_heading(item: str, before: str, reading: CodeReading) -> bool:
    printed = item[: item.find(reading.raw[0])] if reading.raw else before
    return names_indicator(before) or reads_as_section(before) or bool(_LABELLED_CODE.search(printed))


def _clean(title: str) -> str:
    return without_number(title.strip(" :;,-–—.()")) if number_of(title) else title.strip(" :;,-–—")


def planning_sources(entry: Entry, ticks: str) -> list[Source]:
    """The cells that promise something, in the order their duties are told."""
    header = entry.header
    found = [Source("steps", entry.text("steps"), _is_carried(entry, "steps"))]
    if not header.columns("steps") or entry.text("measure") != entry.text("steps"):
        found.append(Source("measure", entry.text("measure"), _is_carried(entry, "measure")))
    start, period = entry.text("start"), entry.text("period")
    if any(holds_period_too(header.headings[i]) for i in header.columns("responsible")):
        period = period or entry.text("responsible")
    window = f"ตั้งแต่ {start} ถึง {period}" if start and period else period
    found.append(Source("period", window, _is_carried(entry, "period")))
    found.append(Source("ticks", ticks))
    found.append(Source("monitoring", entry.text("monitoring"), _is_carried(entry, "monitoring")))
    return found


def _is_carried(entry: Entry, meaning: str) -> bool:
    return any(i in entry.carried for i in entry.header.columns(meaning))


def steps_of(entry: Entry) -> tuple[str, ...]:
    """The steps column, item by item; numbered lists in other columns are no steps."""
    text = entry.text("steps")
    if not text and any(holds_measure_and_steps(entry.header.headings[i]) for i in entry.header.columns("measure")):
        text = entry.text("measure")
    return items_of(text)


def _measure_text(entry: Entry) -> str | None:
    text = entry.text("measure")
    if not text and any(holds_measure_and_steps(entry.header.headings[i]) for i in entry.header.columns("steps")):
        text = entry.text("steps")
    return text or None


def progress_of(entry: Entry) -> str:
    """The progress cells, a bare figure under "ร้อยละ" told as one, a tick under a state told as that state."""
    said = []
    for i in entry.header.columns("progress"):
        text, heading = entry.texts[i], squeeze(entry.header.headings[i])
        if text and _MARK.fullmatch(text):
            said.append(entry.header.leaves[i])
        elif text:
            said.append(f"ร้อยละ {text}" if number_in(text) is not None and _PERCENT.search(heading) else text)
    return "\n".join(said)


def result_of(entry: Entry) -> str:
    """The result cell, with progress and obstacle beside it where they have columns of their own."""
    parts = [entry.text("result")]
    parts += [f"ความก้าวหน้า: {progress_of(entry)}"] if progress_of(entry) else []
    parts += [f"ปัญหา/อุปสรรค: {entry.text('obstacle')}"] if entry.text("obstacle") else []
    return "\n".join(part for part in parts if part)


def _score(entry: Entry) -> tuple[float | None, list[str]]:
    text = entry.text("score")
    value = number_in(text) if text else None
    return value, [doubts.score_as_text(text)] if text and value is None else []


def _row_doubts(entry: Entry, name: Named, party: Responsible, duties: Duties) -> list[str]:
    told = [doubts.carried([entry.header.headings[i] for i in sorted(entry.carried)])] if entry.carried else []
    told += [doubts.unclear_code(raw) for raw in name.codes.unclear]
    if name.inherited:
        told.append(doubts.codes_from_group(name.codes.codes))
    foreign = _foreign(entry, name)
    told += [doubts.foreign_codes(foreign)] if foreign else []
    told += [*party.doubts, *party_doubts(entry, party), *duties.doubts]
    told += [] if duties.found else [doubts.no_due(), *_times_in_result(entry, duties)]
    told += _misnumbered(entry)
    told += [
        doubts.other_text(entry.header.headings[i] or "ที่", entry.texts[i])
        for i in entry.header.columns("ordinal")
        if _letters(entry.texts[i]) and not find_codes(entry.texts[i]).codes
    ]
    told += [
        doubts.other_text(entry.header.headings[i], entry.texts[i])
        for i in entry.header.columns(*_TOLD)
        if entry.texts[i]
    ]
    return told


def _foreign(entry: Entry, name: Named) -> tuple[str, ...]:
    planned = "\n".join((entry.text("item"), entry.text("finding"), entry.text("measure"), entry.text("steps")))
    mentioned = find_codes(planned).foreign
    return tuple(code for code in mentioned if code not in name.codes.codes)


def _times_in_result(entry: Entry, duties: Duties) -> list[str]:
    items = [item for i in entry.header.columns("result") for item in items_of(entry.texts[i])]
    dated = [item for item in items if is_datable(asked(item, duties.year))]
    return [doubts.time_in_result(deadline_words(item, duties.year)) for item in dated]


def _misnumbered(entry: Entry) -> list[str]:
    numbers = [
        int(n)
        for item in re.split(r"\n|(?=\s[๐-๙0-9]{1,2}\.[^๐-๙0-9])", entry.text("steps"))
        if (n := number_of(item)).isdigit()
    ]
    gaps = any(b - a > 1 for a, b in pairwise(numbers))
    return [doubts.steps_misnumbered([str(n) for n in numbers])] if gaps else []


def read_measure(
    entry: Entry,
    row: int,
    groups: Groups,
    verdict: Verdict,
    year: int | None,
    ticked: TickReading,
    known_units: Sequence[str],
) -> MeasureReading:
    """The measure of one joined row; `ticked` is the deadline its ticked months spell."""
    name, party = named(entry), responsible_of(entry, known_units)
    duties = read_duties(planning_sources(entry, ticked.phrase), name.title, year)
    score, score_doubts = _score(entry)
    own_group = groups.under(name.heading, _outer(entry))
    told = [*_row_doubts(entry, name, party, duties), *ticked.doubts, *score_doubts, *verdict.doubts]
    return MeasureReading(
        row=row,
        lines=entry.lines,
        codes=name.codes.codes,
        codes_raw=name.codes.raw,
        codes_unclear=name.codes.unclear,
        group=own_group,
        title=name.title,
        finding=entry.text("finding") or (entry.text("score") if score is None else "") or None,
        measure=_measure_text(entry),
        steps=steps_of(entry),
        responsible=party,
        duties=_ordered(duties.found),
        vague=tuple(duties.vague),
        score=score,
        result=result_of(entry) or None,
        outcome=entry.text("outcome") or None,
        status=verdict.status,
        status_evidence=verdict.evidence,
        doubts=tuple(dict.fromkeys(told)),
    )


def _outer(entry: Entry) -> str | None:
    column = _joined(entry.text("group"))
    column = "" if find_codes(column).codes else column
    return " › ".join(part for part in (entry.group, column) if part) or None


def _ordered(duties: Sequence[DutyReading]) -> tuple[DutyReading, ...]:
    """The officers' duties first, then the executive's."""
    return tuple(sorted(duties, key=lambda duty: duty.actor.value == "executive"))
