"""A typed answer read: put off, or split where it plainly marks its result and its outcome. Pure."""

import re
from itertools import islice

from bot.reading import Reading
from bot.wording import MOST_LINKS
from models.codes import find_codes
from models.completeness import OUTCOME, RESULT
from models.records import Status
from models.thaitext import normalise, squeeze

QUESTIONS = ("ask_summary", "ask_overdue", "ask_missing", "ask_my_tasks", "ask_help")
ELSEWHERE = ("request_extension", "report_obstacle")  # under another code never an answer, however long
SHORT = 40  # letters; who writes more answers the question, whatever words of work it holds
BARE = 16  # "เสร็จเรียบร้อยแล้วค่ะ" says again that it is done, and not what was done
FEWEST = 8  # letters before or after a mark, else it is no mark but a word of the sentence
_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]{1,11}://|javascript:|data:)\S+", re.IGNORECASE)  # of whatever scheme
_ITEM = re.compile(r"^(?:ข้อ|เรื่อง|ส่วน)\s{0,2}")
_POLITE = re.compile(r"(?:นะ)?(?:ค่ะ|คะ|ค่า|ครับ|คับ|จ้า|จ้ะ)$")
_LATER = re.compile(
    r"(?:ขอ|ไว้|เดี๋ยว|เอาไว้)?(?:ค่อย)?(?:ตอบ|ส่ง|กรอก|พิมพ์|เขียน|ทำ|มา)?(?:ต่อ)?(?:ภายหลัง|ทีหลัง|วันหลัง|พรุ่งนี้|ก่อน|คราวหลัง|ตอนบ่าย)"
    r"|ยัง(?:ไม่(?:มี|ว่าง|พร้อม|สะดวก|ได้(?:สรุป|เขียน|พิมพ์)))?|เดี๋ยว|แป๊บ|รอก่อน|ข้าม(?:ก่อน)?|later"
)
_CALLED_OFF = re.compile(
    r"(?:ขอ|ช่วย|รบกวน|อยาก|ให้){0,2}(?:ยกเลิก|ลบ|ถอน)(?:การ|ข้อมูล|สถานะ|ที่|คำ){0,2}(?:บันทึก|รายงาน|ตอบ|แจ้ง|ส่ง|พิมพ์|ข้อความ)?"
    r"(?:ข้อ|ของ|ไป|ไว้){0,2}(?:[OEI]\d{1,2})?(?:เมื่อกี้|เมื่อกี๊|เมื่อครู่|เมื่อสักครู่|ล่าสุด|ก่อนหน้า|เดิม)?(?:นี้|ทั้งหมด)?(?:ก่อน|ด้วย|หน่อย|ที|ได้ไหม){0,2}",
    re.IGNORECASE,
)
_RESULT_MARK = re.compile(r"(?:^|[\s.,;/])(?:สรุป)ผล(?:การดำเนิน(?:การ|งาน))?\s{0,2}[:：=–-]\s{0,3}")
_OUTCOME_MARK = re.compile(
    r"(?:^|[\s.,;/])(?:และ)?(?:ผลลัพธ์(?:ที่(?:ได้|เกิดขึ้น))?|ผลที่(?:ได้|เกิดขึ้น)|ผล)\s{0,2}(?:[:：=–-]|คือ(?:ว่า)?)\s{0,3}"
)
_DONE_FIRST = re.compile(
    r"^(?:(?:ข้อ|เรื่อง)?\s{0,2}[OEIoei๐0]\s?[0-9๐-๙]{1,3}[\s,:]{0,3}){1,6}"
    r"(?:(?:ดำเนินการ|ทำ|รายงาน)?(?:เสร็จ|เรียบร้อย|ครบ)(?:เรียบร้อย|สมบูรณ์|ถ้วน)?(?:แล้ว)?(?:ค่ะ|ครับ|นะคะ|นะครับ)?)?[\s,.:]{0,3}"
)
_OWN_CODE = re.compile(r"^(?:(?:ข้อ|เรื่อง)?\s{0,2}[OEIoei]\s?[0-9๐-๙]{1,3}[\s,:]{0,3}){1,6}")
_PLAIN_REPORT = re.compile(
    r"(?:ดำเนินการ|จัดทำ|ทำ|รวบรวม|รายงาน|ส่ง|ลง(?:เว็บ(?:ไซต์)?)?|เผยแพร่|ครบ(?:ถ้วน)?|เสร็จ(?:สิ้น)?|เรียบร้อย|สมบูรณ์|ทุก(?:กอง|ส่วนราชการ|หน่วย)"
    r"|หมด|ให้|ไป|แล้ว){1,10}"
)

# How it stands and nothing besides: any other word may tell why.
_STATE = re.compile(
    r"(?:ตอนนี้|ขณะนี้|ยัง|ไม่|ได้|กำลัง|อยู่|ระหว่าง|ทำ|ดำเนินการ|เริ่ม|เสร็จ|เรียบร้อย|แล้ว|ไป|เลย|ครบ|ใกล้|เกือบ|จะ|ประมาณ|ราว|สัก|ค่ะ|ครับ"
    r"|[0-9๐-๙]{1,3}(?:%|เปอร์เซ็นต์)?){1,12}"
)


def puts_off(words: str, reading: Reading | None) -> bool:
    """ "Later", "not yet", "noted": the question stays open for another day."""
    bare = _POLITE.sub("", squeeze(words))
    return bool(_LATER.fullmatch(bare)) or (reading is not None and reading.intent == "acknowledge")


def calls_off(words: str) -> bool:
    """Nothing but "cancel", perhaps with "my answer of just now": whether the report or an answer is not told."""
    return bool(_CALLED_OFF.fullmatch(_POLITE.sub("", squeeze(words[:80]))))


def is_no_answer(words: str, reading: Reading | None, codes: tuple[str, ...]) -> bool:
    """Another report, a request or a question to the bot: it goes its own way. codes: of what was asked about."""
    if reading is None:
        return False
    of_others = bool(set(reading.codes) - set(codes))
    if of_others and (reading.intent in ELSEWHERE or _begins_with_code(words)):
        return True
    if len(squeeze(without_links(words))) > SHORT:
        return False
    again = reading.codes and only_done(words, reading)
    if _is_plain_report(words, reading) or reading.intent in QUESTIONS or of_others or again:
        return True
    return reading.status in (Status.NOT_STARTED, Status.IN_PROGRESS) and reading.intent == "report_status"


def _is_plain_report(words: str, reading: Reading) -> bool:
    """It begins with its own code and says that it is finished, in words that tell nothing of what was done."""
    code = _OWN_CODE.match(words.strip())
    if code is None or reading.status is not Status.COMPLETED:
        return False
    return bool(_PLAIN_REPORT.fullmatch(_POLITE.sub("", squeeze(without_links(words.strip()[code.end() :])))))


def _begins_with_code(words: str) -> bool:
    """ "O13 …" speaks of O13 however much it says; a code inside the sentence is only referred to."""
    plain = _ITEM.sub("", normalise(words).strip())
    return any(plain.startswith(raw) for raw in find_codes(plain).raw)


def only_done(words: str, reading: Reading | None) -> bool:
    """Says once more that it is finished, and nothing of what was done."""
    said_done = reading is not None and reading.status is Status.COMPLETED
    return said_done and len(_POLITE.sub("", squeeze(without_links(words)))) <= BARE


def only_state(words: str, reading: Reading) -> bool:
    """ "กำลังทำอยู่ค่ะ", "ทำไปแล้ว 60%": tells how it stands and nothing of why."""
    said = _POLITE.sub("", squeeze(words))
    return reading.intent == "report_status" and bool(_STATE.fullmatch(said))


def links_in(words: str) -> tuple[str, ...]:
    """The addresses in words that say nothing else of the work."""
    return tuple(found.group().rstrip(").,;") for found in islice(_URL.finditer(words), MOST_LINKS))


def without_links(words: str) -> str:
    """The words themselves, where a link came with them."""
    return _ADDRESS.sub("", _URL.sub("", words)).strip()


def unlabelled(words: str, label: str, key: str) -> str:
    """The answer without what was asked written before it once more ("สรุปผล: …"); label, key: of what was asked."""
    marks = {RESULT.key: _RESULT_MARK, OUTCOME.key: _OUTCOME_MARK}
    asked = re.compile(rf"\s{{0,3}}{re.escape(label)}\s{{0,2}}[:：=–-]\s{{0,3}}")
    found = asked.match(words) or (marks[key].match(words) if key in marks else None)
    rest = words[found.end() :].strip() if found else ""
    return rest or words


def parted(words: str) -> dict[str, str]:
    """Result and outcome of a message that marks the outcome plainly ("… ผลลัพธ์: …"); empty when it does not."""
    mark = _OUTCOME_MARK.search(words)
    if mark is None:
        return {}
    before, outcome = _RESULT_MARK.sub(" ", words[: mark.start()]).strip(), words[mark.end() :].strip()
    if len(squeeze(before)) < FEWEST or len(squeeze(outcome)) < FEWEST:
        return {}
    return {RESULT.key: before, OUTCOME.key: outcome}


def told_with_report(words: str) -> dict[str, str]:
    """What a report that something is done tells beside it, for result and outcome, only where plainly marked."""
    told = without_links(words)
    said = parted(told)
    mark = _RESULT_MARK.search(told)
    if not said and mark and len(squeeze(told[mark.end() :])) >= FEWEST:
        return {RESULT.key: told[mark.end() :].strip()}
    if said:
        said[RESULT.key] = _DONE_FIRST.sub("", said[RESULT.key]).strip()
    return {key: value for key, value in said.items() if len(squeeze(value)) >= FEWEST}
