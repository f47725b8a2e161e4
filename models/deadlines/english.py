"""English words of time inside Thai wordings, put into the Thai ones that the grammar knows. Pure."""

import re

from models.thaidate import ENGLISH_MONTHS, WEEKDAYS

_MONTH = rf"(?:{'|'.join(ENGLISH_MONTHS)})"
_ENGLISH_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_COUNTS = {"two": "2", "three": "3", "four": "4", "six": "6"}
_QUARTERS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "4"}
# Not "per": what is paid per month is no deadline.
_EACH = "(?:each|every|onceper|oncea)"
_END_OF = "(?:the)?endof(?:the|each|every)?"
_AFTER = "(?:after|from|of)(?:the)?(?:endof)?(?:the|each|every)?"
# Twice a month, or every second one? Whoever writes so means either, and no date is made of it.
_NOT_TWO = "(?<!bi)(?<!bi-)(?<!semi)(?<!semi-)"

# (English without its spaces, Thai); from the top, the finer before the coarser.
_TABLE = (
    (r"([1-4])(?:st|nd|rd|th)quarter", r"ไตรมาส\1"),
    *((f"{word}quarter", f"ไตรมาส{number}") for word, number in _QUARTERS.items()),
    (rf"(?<=\d)(?:st|nd|rd|th)(?=of|day|[^a-z]|$|{_MONTH})", ""),
    (rf"({_MONTH}[a-z]{{0,6}})\.?(\d{{1,2}})[, ]{{1,2}}(2\d{{3}})(?!\d)", r"\2\1\3"),
    (rf"(?:working|business)days?{_AFTER}", "วันทำการหลังสิ้น"),
    (rf"(?<=\d)days?{_AFTER}(?=month|quarter|fiscal|year)", "วันหลังสิ้น"),
    (r"(?:the)?(\d{1,2})(?:day)?of(?:the)?(?:following|next)month", r"วันที่\1ของเดือนถัดไป"),
    (rf"(?:the)?(\d{{1,2}})(?:day)?of(?:the|{_EACH})?month", r"วันที่\1ของทุกเดือน"),
    (r"(?:by|on|before|until)the(?=\d{1,2}(?!\d))|(?<![a-z])(?:by|before|until)(?=\d{1,2}(?!\d))", "ภายในวันที่"),
    (r"half-?yearly|(?:semi|bi)-?annual(?:ly)?|twice(?:a|per)year", "ทุก6เดือน"),
    (r"(\d{1,2})times(?:a|per)year", r"ปีละ\1ครั้ง"),
    (r"(?:each|every)(\d{1,2})months", r"ทุก\1เดือน"),
    *((f"(?:each|every){word}months", f"ทุก{number}เดือน") for word, number in _COUNTS.items()),
    (rf"{_END_OF}(?:fiscal|budget)year|fiscalyear-?end", "สิ้นปีงบประมาณ"),
    (rf"{_END_OF}(?=fy|q[1-4])", "สิ้น"),
    (rf"{_END_OF}(?={_MONTH}|month)|(?<=every)month-?end", "สิ้นเดือน"),
    (rf"{_END_OF}(?:quarter)|quarter-?end", "สิ้นไตรมาส"),
    (rf"{_END_OF}(?:calendar)?year|year-?end", "สิ้นปี"),
    ("(?<=สิ้นเดือน)month", ""),
    # not the end of "Notify"
    (r"(?<![a-z])fy(?=\d|[^a-z]|$)|fiscalyear", "ปีงบประมาณ"),
    (rf"{_EACH}month|{_NOT_TWO}monthly", "ทุกเดือน"),
    (rf"{_EACH}quarter|quarterly", "ทุกไตรมาส"),
    (rf"{_EACH}week(?!end|day)|{_NOT_TWO}weekly", "ทุกสัปดาห์"),
    (rf"{_EACH}(?:calendar)?year|annually|yearly", "ทุกปี"),
    *(
        (rf"(?:each|every|on)?(?:{english})days(?![a-z])|(?:each|every){english}day", f"ทุกวัน{thai}")
        for english, thai in zip(_ENGLISH_WEEKDAYS, WEEKDAYS, strict=True)
    ),
    ("(?<=ทุก)months?|(?<=สิ้น)months?", "เดือน"),
    ("(?<=ทุก)quarters?|(?<=สิ้น)quarters?", "ไตรมาส"),
    ("(?<=ทุก)weeks?(?!end|day)", "สัปดาห์"),
    ("(?<=ทุก)years?", "ปี"),
    (r"quarter(?=[1-4](?!\d))", "ไตรมาส"),
    # H1N1 is a virus
    (r"(?<![a-z0-9])h1(?![a-z0-9])", "ครึ่งปีแรก"),
    (r"(?<![a-z0-9])h2(?![a-z0-9])", "ครึ่งปีหลัง"),
)
_RULES = tuple((re.compile(english, re.IGNORECASE), thai) for english, thai in _TABLE)
_LATIN = re.compile("[A-Za-z]{2}|[Hh][12]")


def in_thai(text: str) -> str:
    """A compact wording with its English words of time in Thai; dates and months keep their English names."""
    if not _LATIN.search(text):
        return text
    for english, thai in _RULES:
        text = english.sub(thai, text)
    return text
