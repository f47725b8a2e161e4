"""The office's own life on a working morning: people greet each other, and the reminders ride on that for free."""

import time as seconds
from dataclasses import dataclass
from datetime import datetime, time

from demo import cast
from simulator.client import SimulatorClient
from simulator.clock import is_working_day

PAUSE_SECONDS = 3.0  # the clock has stood this long: the visitor has stopped jumping, the worker has looked


@dataclass(frozen=True)
class Greeting:
    """Small talk, which the bot leaves unanswered."""

    who: str
    words: str


@dataclass(frozen=True)
class Step:
    """What comes next: the time of day it is then, and who says something where."""

    at: time
    group: str = ""
    greetings: tuple[Greeting, ...] = ()


# From the time the clock shows to what follows by itself. A jump to another day lands on 08:30, so each day goes
# this way once; the last step is for what is pushed after half an hour: word of something overdue to a unit head.
MORNING = {
    time(8, 30): Step(
        time(8, 47),
        cast.STAFF_GROUP,
        (
            Greeting("เรณู การะเกด", "สวัสดีตอนเช้าค่ะทุกคน"),
            Greeting("เพชร ตะแบก", "อรุณสวัสดิ์ครับ วันนี้รถติดหน้าตลาดนะครับ"),
            Greeting("แก้ว อินทนิล", "สวัสดีค่ะ กาแฟอยู่ที่ห้องธุรการนะคะ"),
            Greeting("มานะ กันเกรา", "สวัสดีครับพี่น้อง"),
            Greeting("ดรุณี สารภี", "อรุณสวัสดิ์ค่ะ วันนี้แดดดีจัง"),
        ),
    ),
    time(8, 47): Step(
        time(8, 52),
        cast.EXECUTIVE_GROUP,
        (
            Greeting(cast.CHIEF, "สวัสดีค่ะท่านนายก เช้านี้เข้าสำนักงานนะคะ"),
            Greeting(cast.MAYOR, "อรุณสวัสดิ์ครับ"),
        ),
    ),
    time(8, 52): Step(time(9, 5)),
}


class Mornings:
    """Looks at the clock now and then; the clock itself is the only memory, so a restart goes on where it was."""

    def __init__(self, line: SimulatorClient) -> None:
        self.line = line
        self.seen, self.since = "", seconds.monotonic()

    def look(self) -> None:
        """Take the next step of the morning when the clock has stood still long enough."""
        shown = self.line.clock()
        if shown != self.seen:
            self.seen, self.since = shown, seconds.monotonic()
        elif seconds.monotonic() - self.since >= PAUSE_SECONDS:
            self._go_on(datetime.fromisoformat(shown))

    def _go_on(self, now: datetime) -> None:
        step = MORNING.get(now.time())
        if step is None or not is_working_day(now.date()):
            return
        self.line.set_clock(datetime.combine(now.date(), step.at, now.tzinfo).isoformat())
        if step.greetings:
            greeting = step.greetings[now.toordinal() % len(step.greetings)]
            self.line.say(greeting.who, step.group, greeting.words)
