"""How a person is spoken to: คุณ and the first name, without the title the roster prints. Pure."""

import re

from bot.messages import parts

# An office stays as it is written; "นาย" opens นายก too, an office and no title.
_OFFICE = re.compile(r"นายก(?:$|\s|องค์การ|เทศ|เมือง|อบ)|รองนายก|(?:รอง)?ปลัด|ผอ|ผู้อำนวย|หัวหน้า|ท่าน|พี่|ดร\.|ว่าที่|[จพสร]\.")
_TITLE = re.compile(r"(?:นางสาว|น\.\s?ส\.|นส\.|นาง|นาย|คุณ)\s?(?=\S)")


def khun(name: str) -> str:
    """ "นางสาวมานี ใจดี" → "คุณมานี"; offices and ranks keep their own words."""
    whole = parts.name(name)
    return whole if _OFFICE.match(whole) else f"คุณ{_bare(whole).split(' ')[0]}"


def _bare(whole: str) -> str:
    title = _TITLE.match(whole)
    return whole[title.end() :] if title else whole
