"""Whose work a report says it speaks of: units by their long and short names, colleagues by theirs. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot import claims
from bot.vocabulary import PARTICLE
from bot.wording import CODE, CUT, flat, read
from models.records import Status
from models.thaitext import squeeze


@dataclass(frozen=True)
class Names:
    """What the units and people of an office are called.

    long: squeezed spelling → unit or section id. short: flat short name → unit id. people: flat given name → who bears
    it, by their ids. own: of the short and given names those of the sender, and of the unit they sit in.
    """

    long: Mapping[str, int]
    short: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, frozenset[int]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()


_NAMED = "\ue000"  # stands where a unit was named as the owner
_JOINED = tuple(_NAMED + joint for joint in ("กับ", "และ", "กะ", ",", "/", "+"))


@dataclass(frozen=True)
class Owners:
    """Units and people named as those whose work it is. doubtful: somebody else is named who may be meant, or not."""

    units: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    doubtful: bool = False


_HONOUR = r"(?:พี่|คุณ|น้อง|ป้า|ลุง|น้า|อา(?!จ)|เจ๊|เฮีย|ครู|หมอ|ท่าน|หัวหน้า|อาจารย์|ผอ\.?|นางสาว|นาง|นาย)"
_SELF = r"(?:ผม|หนู|เรา|ดิฉัน|กระผม|ฉัน|เอง|ๆ|พี่|น้อง|ท่าน)"
# Behind a name these begin what is said of it; a name that runs on into anything else is another word ("ช่างเถอะ").
_DEED = (
    r"(?:เสร็จ|ส่ง(?!เสริม)|ทำ|ลง|ยัง|เรียบร้อย|ครบ|กำลัง|ไม่|มิได้|ขอ|จะ|ก็|เพิ่ง|พึ่ง|แจ้ง|บอก|ว่า(?!ง|จ้าง)|รายงาน|ดำเนินการ|เผยแพร่|อัพ|ขึ้น"
    r"|เหลือ|ขาด|ติด|รอ|เริ่ม|จัดทำ|ใกล้|เกือบ|เค้า|เขา|ยืนยัน|คอนเฟิร์ม|ได้(?:ส่ง|ทำ|ลง)|น่าจะ|อยู่ระหว่าง|โพสต์?|เคลียร์|\d{1,3}%|done|finished)"
)
_BEGINS = rf"(?:^|(?<={re.escape(CUT)})|(?<={CODE}))"
_LEAD = r"(?:แต่|ส่วน|ทาง|ฝั่ง|ฝ่าย|งาน|ตอนนี้|วันนี้|เมื่อ(?:วาน|กี้|เช้า)|(?:ขอ)?(?:แจ้ง|รายงาน)(?:ว่า)?|สรุป){0,3}"
_SAID_OF_IT = rf"(?=\|?{_DEED}|\|?[:=]|กับ|และ|,|/|(?P<code>{CODE}))"
_BEHIND_OF = rf"(?=\|?{_DEED}|แล้ว|นั้น|น่ะ|{PARTICLE}|[^ก-๛a-z]|$)"
# Names that are everyday words in front of a deed: "มาส่งแล้ว" is no deed of คุณมา. With an honorific they are names.
_EVERYDAY = frozenset(
    (
        "มา",
        "ไป",
        "ดี",
        "ได้",
        "เอา",
        "ให้",
        "ขอ",
        "จะ",
        "ก็",
        "ส่ง",
        "ทำ",
        "ลง",
        "งาน",
        "ครบ",
        "พอ",
        "เพิ่ง",
        "ปี",
        "วัน",
        "ใหม่",
        "เก่ง",
        "ง่าย",
    )
)
_STRANGER = re.compile(
    rf"{_BEGINS}(?:ของ)?{_HONOUR}(?:(?!{_DEED}|{_SELF}|{PARTICLE}|แล้ว|ภาพ)[ก-ฮเแโใไ][ก-๛]{{1,8}}?(?={_DEED})|[ก-๛a-z]{{2,14}}:)"
)
_EVERYBODY = re.compile(
    r"(?<!ให้)(?<!ถึง)(?<!แจ้ง)(?<!เวียน)(?<!ไป)(?<!ไปที่)(?<!ต่อ)ทุก(?:กอง|ส่วนราชการ|สำนัก|หน่วย(?:งาน)?|ฝ่าย)(?!ทุน)"
)
_CALLED = re.compile(r"@\s?(?:พี่|คุณ|น้อง|ผอ\.?|หัวหน้า|ท่าน)?([ก-๛]{2,40})(.*)", re.DOTALL)


def owners(text: str, names: Names, after_calls: Sequence[str] = ()) -> Owners:
    """Whose the work is by the words: named first or straight after a code with a deed behind, or after "ของ".

    Elsewhere a unit or a colleague is whom something waits for, was handed to, or is spoken to. after_calls: what
    follows each mention of another person that LINE marked.
    """
    words = read(text, bare=True).flat
    units = units_named(text, names.long)
    short, people, doubtful = _found(words, names)
    if units or short or people:
        return Owners(units | short, people)
    called = [found[2] for found in _CALLED.finditer(text) if found[1] in names.people and found[1] not in names.own]
    return Owners(doubtful=doubtful or bool(_STRANGER.search(words)) or any(map(_claims, (*called, *after_calls))))


def of_everybody(text: str) -> bool:
    """Whether the words tell of every unit: "ทุกกองส่งแล้ว", "ครบทุกส่วนราชการ"; not of what was sent to them."""
    return bool(_EVERYBODY.search(read(text, bare=True).flat))


def units_named(text: str, spelled: Mapping[str, int]) -> frozenset[int]:
    """The units whose a report says it is by whole names: named first, after "ของ", straight after a code, or joined.

    spelled: squeezed spelling → unit id.
    """
    squeezed = squeeze(text)
    found: set[int] = set()
    for joints in ((), _JOINED, _JOINED):  # a longer name may stand beside a shorter one, which is found later
        for spelling in sorted(spelled, key=len, reverse=True):
            place = squeezed.find(spelling) if len(spelling) > 3 else -1
            before = squeezed[:place] if place >= 0 else "-"
            if not before or before.endswith(("ของ", *joints)) or before[-1].isdigit():
                found.add(spelled[spelling])
                squeezed = before + _NAMED + squeezed[place + len(spelling) :].replace(spelling, "|")
    return frozenset(found)


def _claims(words: str) -> bool:
    """Whether a claim follows a call: what stands behind the claim is only told of it."""
    return claims.status_of(flat(words)) is Status.COMPLETED


def _found(words: str, names: Names) -> tuple[frozenset[int], frozenset[int], bool]:
    """Units by their short names, people, and whether another is named who may only be spoken to, or in passing."""
    units: set[int] = set()
    people: set[int] = set()
    doubtful = False
    for found in _pattern((*names.short, *names.people)).finditer(words):
        name, is_person = found["name"], found["name"] in names.people
        if name in _EVERYDAY and not (found["honour"] or found["of"]):
            continue
        in_passing = words[: found.start()].endswith(CUT) and not found["of"]
        is_one_of_several = is_person and len(names.people[name]) > 1
        if in_passing or is_one_of_several or (found["code"] and is_person):
            doubtful = doubtful or name not in names.own
        elif is_person and (found["honour"] or name not in names.short):
            people |= names.people[name]
        else:
            units.add(names.short[name])
    return frozenset(units), frozenset(people), doubtful


def _pattern(called: Iterable[str]) -> re.Pattern[str]:
    """A name where the owner of a claim stands; code: it stands before a code, and may be spoken to."""
    one_of = "|".join(map(re.escape, sorted(called, key=len, reverse=True))) or "(?!)"
    return re.compile(
        rf"(?:{_BEGINS}{_LEAD}|(?P<of>ของ))(?P<honour>{_HONOUR}?)(?P<name>{one_of})(?(of){_BEHIND_OF}|{_SAID_OF_IT})"
    )
