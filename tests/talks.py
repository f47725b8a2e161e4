"""Plays the conversations of docs/conversations.md on the simulator and writes them down: python -m tests.talks."""

import tempfile
from pathlib import Path

from tasks.bots import learn_bots
from tests.databases import lay_tables
from tests.journeys import STAFF_GROUP, living
from tests.talk_record import Record
from tests.talk_scripts import TALKS, Talk

FILE = Path(__file__).parent.parent / "docs" / "conversations.md"
RENEW = "python -m tests.talks"
_OPENING = f"""# Conversations · บทสนทนา

How ตามงาน talks with the people of one invented office. Every line was said on the simulated LINE by the service as it
stands: `{RENEW}` plays `tests/talk_scripts.py` and writes this file; a test fails when it is out of date.
‹…› is a button; what stands in brackets was done, not typed.

บทสนทนาทั้งหมดเกิดขึ้นจริงบน LINE จำลอง กับหน่วยงานและบุคคลสมมติ ‹…› คือปุ่ม ส่วนข้อความในวงเล็บคือสิ่งที่ทำ ไม่ได้พิมพ์

"""


def transcript(talk: Talk, database_url: str, folder: Path) -> str:
    """One conversation as people would read it, played in an office of its own."""
    with living(database_url, folder) as office:
        learn_bots(office.town.house)
        if talk.greeted:
            office.say("สมคิด", "อรุณสวัสดิ์ค่ะ", STAFF_GROUP)
        record = Record(office)
        talk.play(record)
    return "\n".join(record.lines)


def section(number: int, talk: Talk, words: str) -> str:
    """A conversation's place in the file."""
    return f"## {number}. {talk.title}\n\n{talk.about}\n\n```text\n{words}\n```\n"


def written() -> str:
    """The whole file, every conversation played anew."""
    sections = []
    for number, talk in enumerate(TALKS, 1):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/talk.db"
            lay_tables(url)
            sections.append(section(number, talk, transcript(talk, url, Path(folder))))
    return _OPENING + "\n".join(sections)


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
