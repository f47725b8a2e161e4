"""The duties of one measure: what falls due, for whom, in the plan's own words. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from models.readings import DutyReading, Rhythm, Schedule
from models.records import Actor
from models.recurrence import says_only_how_often
from tasks.plan import doubts
from tasks.plan.clauses import NOMINAL_YEAR, actor_of, asked, by_actor, by_deadline, is_datable, items_of
from tasks.plan.compact import compact
from tasks.plan.phrases import deadline_words

_BACK_REFERENCE = re.compile(
    r"(?:ให้)?(?:แล้วเสร็จ|เสร็จสิ้น|ทัน)?(?:ภายใน|ตาม)(?:ห้วง|ช่วง)?(?:ระยะ)?เวลา(?:ที่)?(?:ได้)?(?:กำหนด)?(?:ไว้)?"
    r"|ตามกำหนด(?:เวลา|การ)?|ภายในกำหนด(?:เวลา)?|ตามแผน(?:ที่)?กำหนด|ตามรอบ(?:ระยะเวลา|เวลา)?"
)
# "ทุก 6 เดือนตามกำหนด": the rhythm only repeats the dates set for the officer.
_RHYTHM_AS_SET = re.compile(r"(?:เดือน|ไตรมาส|ปี|ครั้ง|สัปดาห์)(?:ตามกำหนด|ตามที่กำหนด|ตามรอบ|ตามระยะเวลา(?:ที่กำหนด)?)")
_EVENT = re.compile(
    r"^(?:\d{1,2}[.)]?)?(?P<said>(?:เมื่อ|หลังจาก|ภายหลัง|ทันทีที่|นับแต่|กรณีที่?|หาก)[^,;]{4,160}?(?=แล้ว|เจ้าหน้าที่|ให้|จะ|ต้อง|$)(?:แล้ว)?)"
)
_EXAMPLE = re.compile(
    r"\((?:เช่น|อาทิ|ตัวอย่าง)[^()]{2,60}\)|(?:เช่น|อาทิ)(?:ราย|ทุก|ไตรมาสละ|เดือนละ)[^\d()]{2,30}?(?=เป็นต้น|$|[,;)])"
)
_EITHER = re.compile(r"(?:เดือน|ไตรมาส|ปี)(?:/|หรือ)(?:ทุก|ราย)?(?:เดือน|ไตรมาส|ปี|ครึ่งปี)")
# A month at the fiscal year's start: the work reported may be last year's.
_EARLY_MONTH = re.compile(r"ตุลาคม|พฤศจิกายน|ธันวาคม|ต\.?ค\.|พ\.?ย\.|ธ\.?ค\.")
_AS_OF = re.compile(r"(?<!ประมา)ณ(?:วันที่)?\d{1,2}")
_PERIOD_ONLY = re.compile(r"รอบ(?:\d{1,2}เดือน|ปี)")


@dataclass(frozen=True)
class Source:
    """One planning cell: its column's name, text, and whether it was carried from the row above."""

    name: str
    text: str
    carried: bool = False


@dataclass
class Duties:
    """What was found, growing cell by cell."""

    year: int | None
    found: list[DutyReading] = field(default_factory=list)
    waiting: list[tuple[str, Source]] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def read(self, source: Source) -> None:
        """Takes one cell's duties in."""
        items = items_of(source.text) or (source.text,)
        for place, item in enumerate(items, start=1):
            step = place if source.name == "steps" and len(items) > 1 else None
            self._item(item, source, step, alone=len(items) == 1)

    def _item(self, item: str, source: Source, step: int | None, alone: bool) -> None:
        item = self._without_examples(item)
        for actor, part in by_actor(item):
            schedule = asked(part, self.year)
            self.vague += [word for word in schedule.vague if word not in self.vague]
            if actor is Actor.EXECUTIVE and self._follows(part, schedule):
                self.waiting.append((part, source))
            elif is_datable(schedule):
                for clause in by_deadline(part, self.year):
                    self._add(clause, actor_of(clause, actor), source, step, alone and clause == item)
            self._note_event(part)

    def _without_examples(self, item: str) -> str:
        """The item without rhythms that are only examples ("เช่น รายไตรมาส"); each is told."""
        words = compact(item)
        for start, end in words.spans(_EXAMPLE):
            said = words.printed(start, end)
            if is_datable(asked(said, self.year)):
                self.doubts.append(doubts.example_only(said))
                item = item.replace(said, " ")
        return item

    def _follows(self, part: str, schedule: Schedule) -> bool:
        words = compact(part).text
        if is_datable(schedule):
            return bool(_RHYTHM_AS_SET.search(words)) and not schedule.fixed
        return bool(_BACK_REFERENCE.search(words))

    def _note_event(self, part: str) -> None:
        words = compact(part)
        if event := _EVENT.match(words.text):
            self.doubts.append(doubts.on_event(words.printed(*event.span("said"))))

    def _add(self, clause: str, actor: Actor, source: Source, step: int | None, alone: bool) -> None:
        schedule = asked(clause, self.year)
        whole = " ".join(clause.split())
        short = alone and source.name in ("period", "monitoring") and len(compact(whole).text) <= 60
        phrase = whole if short else deadline_words(clause, self.year)
        self._keep(DutyReading(phrase, actor, schedule, source.carried, step), source.name, clause)

    def _keep(self, duty: DutyReading, name: str, clause: str) -> None:
        """The same deadline told in another column is the same duty; two steps by one date are two."""
        for i, known in enumerate(self.found):
            same = known.actor is duty.actor and _dates(known.schedule) == _dates(duty.schedule)
            if same and self.sources[i] != name:
                return
        self.found.append(duty)
        self.sources.append(name)
        self.doubts += _ambiguities(duty, clause)

    def join_frequencies(self) -> None:
        """A period as often as a step falls due is that step's: of the two the closer wording is the deadline."""
        for period in [duty for duty, name in zip(self.found, self.sources, strict=True) if name == "period"]:
            others = [
                i
                for i, duty in enumerate(self.found)
                if self.sources[i] != "period" and duty.actor is period.actor and self._as_often(duty, period)
            ]
            joined = [i for i in others if self._is_one_duty(self.sources[i], self.found[i], period)]
            for i in joined:
                self._join(i, period)
            if joined:
                self._drop(period)
            self.doubts += [doubts.two_deadlines(self.found[i].phrase, period.phrase) for i in others if not joined]

    def _as_often(self, one: DutyReading, other: DutyReading) -> bool:
        """Both come round, as many times a year."""
        a, b = one.schedule, other.schedule
        if not (a.recurring and b.recurring and a.rhythm is b.rhythm and len(a.due) == len(b.due)):
            return False
        # "By March" and "by September" are two dates of one year, not one frequency said twice.
        return len(a.due) > 1 or self._is_frequency(one) or self._is_frequency(other)

    def _is_frequency(self, duty: DutyReading) -> bool:
        return says_only_how_often(duty.phrase, self.year or NOMINAL_YEAR)

    def _is_one_duty(self, name: str, duty: DutyReading, period: DutyReading) -> bool:
        """What is done and its period; following it up (the monitoring column) is work of its own."""
        return name in ("steps", "measure") and (self._is_frequency(duty) or self._is_frequency(period))

    def _join(self, i: int, period: DutyReading) -> None:
        step = self.found[i]
        often, closer = (period, step) if self._is_frequency(period) else (step, period)
        self.found[i] = replace(step, phrase=closer.phrase, schedule=closer.schedule)
        self.doubts.append(doubts.one_duty_said_twice(often.phrase, closer.phrase))

    def _drop(self, duty: DutyReading) -> None:
        at = next(i for i, one in enumerate(self.found) if one is duty)
        del self.found[at], self.sources[at]

    def settle(self) -> None:
        """The executive's "within the set time" takes the officers' dates of the same row."""
        officers = [duty.schedule for duty in self.found if duty.actor is Actor.OFFICER]
        for part, source in self.waiting:
            words = compact(part)
            phrase = words.find(_BACK_REFERENCE)
            own = asked(part, self.year)
            if is_datable(own):
                phrase = deadline_words(part, self.year)
                phrase = phrase if "กำหนด" in phrase else f"{phrase}{words.find(_BACK_REFERENCE)}"
            if officers:
                duty = DutyReading(phrase, Actor.EXECUTIVE, united(officers), source.carried)
                self._keep_following(duty)
            elif is_datable(own):
                self._keep(DutyReading(phrase, Actor.EXECUTIVE, own, source.carried), source.name, part)
            else:
                self.doubts.append(doubts.follows_nothing(phrase))
                self.vague.append(phrase)

    def _keep_following(self, duty: DutyReading) -> None:
        if all(d.actor is not Actor.EXECUTIVE or d.schedule.due != duty.schedule.due for d in self.found):
            self.found.append(duty)
            self.sources.append("executive")
            self.doubts.append(doubts.follows_officer(duty.phrase))


def _dates(schedule: Schedule) -> tuple[object, ...]:
    return schedule.due, schedule.fixed


def united(schedules: Sequence[Schedule]) -> Schedule:
    """The dates of several schedules as one, for whoever follows all of them up; at least one is given."""
    first = schedules[0]
    days = sorted({day for schedule in schedules for day in schedule.due})
    fixed = sorted({day for schedule in schedules for day in schedule.fixed})
    recurring = any(schedule.recurring for schedule in schedules)
    rhythm = first.rhythm if len({s.rhythm for s in schedules}) == 1 else _closest(schedules)
    return replace(first, due=tuple(days), fixed=tuple(fixed), recurring=recurring, rhythm=rhythm, vague=())


def _closest(schedules: Sequence[Schedule]) -> Rhythm | None:
    """The quickest of several rhythms: the reminder ladder must fit the nearest next date."""
    order = list(Rhythm)
    return min((s.rhythm for s in schedules if s.rhythm), key=order.index, default=None)


def _ambiguities(duty: DutyReading, clause: str) -> list[str]:
    words, told = compact(clause), []
    schedule = duty.schedule
    early = [day for day in schedule.due if day.month >= 10]
    if early and schedule.recurring and _EARLY_MONTH.search(words.text):
        told.append(doubts.which_year(duty.phrase, early))
    if schedule.fixed and not schedule.due:
        told.append(doubts.fixed_past(duty.phrase, schedule.fixed))
    if schedule.fixed and _AS_OF.search(words.text):
        told.append(doubts.as_of_or_due(duty.phrase))
    if _EITHER.search(words.text):
        told.append(doubts.either_or(words.find(_EITHER)))
    if _PERIOD_ONLY.search(words.text) and "ภายใน" not in words.text:
        told.append(doubts.period_not_date(duty.phrase))
    return told


def read_duties(sources: Iterable[Source], item: str, year: int | None) -> Duties:
    """The duties of one row; the item's own name is asked only where no planning column has a deadline.

    Nothing is read from result columns: what was done is no promise.
    """
    duties = Duties(year)
    for source in sources:
        if source.text:
            duties.read(source)
    duties.join_frequencies()
    duties.settle()
    if not duties.found and (period := compact(item).find(_PERIOD_ONLY)) and is_datable(asked(period, year)):
        duties._keep(DutyReading(period, Actor.OFFICER, asked(period, year)), "item", period)
        duties.doubts.append(doubts.from_item_name(period))
    return duties
