"""What is said about photos, files and links that people send as evidence. Pure."""

from collections.abc import Sequence

from bot.messages import parts
from bot.messages.english import chosen, day_of, speaks, spoken_in
from bot.messages.parts import Messages, press, prompt
from bot.messages.people import khun
from bot.postback import pack
from models.records import DueItem, Voice
from models.thaidate import short_date

MOST_CHOICES = 8
MOST_LINKS = 8
KINDS = {"photo": "รูป", "file": "ไฟล์", "link": "ลิงก์"}
NOT_THIS = "ไม่ใช่เรื่องนี้"


def named(kind: str, file_name: str | None, count: int = 1) -> str:
    """ "รูป", "รูป 3 รูป" or "ไฟล์ รายงาน.pdf" """
    if count > 1:
        return f"{KINDS[kind]} {count} {KINDS[kind]}"
    return f"{KINDS[kind]} {parts.name(file_name, 80)}" if file_name else KINDS[kind]


def _spaced(what: str) -> str:
    """Thai words run on; a file's name and a number keep their space."""
    return what if what in KINDS.values() else f"{what} "


def _of(what: str, of: str) -> str:
    """ "รูปของ O12 งวด …" and "ไฟล์ รายงาน.pdf ของ O12 งวด …"; of: begins with a space, or is empty."""
    return what + (of.lstrip() if what in KINDS.values() else of)


def about(item: DueItem) -> str:
    """ "O12 งวด 31 ธ.ค. 2569" """
    return f"{_what(item)} งวด {short_date(item.due_on)}"


def _what(item: DueItem) -> str:
    return parts.codes(item.codes) or parts.name(item.title, 60)


def taken(
    voice: Voice, what: str, item: DueItem, evidence_id: int | None = None, reply_id: int | None = None
) -> Messages:
    """It is bound, with one tap to put a wrong guess right; links by the row (reply_id) that brought them."""
    words = f"รับ{_spaced(what)}เป็นหลักฐานของ {about(item)} แล้ว{voice.particle}"
    which = {"e": evidence_id} if reply_id is None else {"r": reply_id}
    words = chosen(voice, words, "evidence taken", what=_what(item), due=day_of(item.due_on))
    not_this = press(chosen(voice, NOT_THIS, "not this"), pack("misfiled", **which, **spoken_in(voice)))
    return parts.said(voice, prompt(words, (not_this,)))


def not_kept(voice: Voice) -> str:
    """Why a link with a password is no evidence, and what to do."""
    why = f"ลิงก์ที่มีรหัสผ่านไม่ได้เก็บไว้{voice.particle} เพราะผู้เปิดรายงานจะเห็นรหัส รบกวนส่งลิงก์ที่ไม่มีรหัสผ่าน"
    return chosen(voice, why, "password")


def link_not_kept(voice: Voice) -> Messages:
    """The same, where nothing else was said."""
    return _said(voice, not_kept(voice))


def ask_code(voice: Voice) -> Messages:
    """A link, and several things it may be of or none: it is kept once its code is told with it."""
    words = f"ลิงก์นี้เป็นหลักฐานของเรื่องไหน{parts.question(voice)}"
    return _said(voice, f"{words} ส่งลิงก์อีกครั้งพร้อมรหัสข้อ เช่น “O12 https://…” ได้เลย{voice.particle}")


def received(voice: Voice, what: str, item: DueItem, evidence_id: int) -> Messages:
    """A file is there, and whether it can be kept is told by what is in it."""
    words = f"ได้รับ{_spaced(what)}เป็นหลักฐานของ {about(item)} แล้ว{voice.particle} กำลังตรวจไฟล์ หากใช้ไม่ได้จะแจ้งให้ทราบ"
    words = chosen(voice, words, "evidence received", what=_what(item), due=day_of(item.due_on))
    not_this = press(chosen(voice, NOT_THIS, "not this"), pack("misfiled", e=evidence_id, **spoken_in(voice)))
    return parts.said(voice, prompt(words, (not_this,)))


def ask_which(voice: Voice, what: str, items: Sequence[DueItem], evidence_id: int, looked_at: bool = False) -> Messages:
    """Which duty it proves; nothing is lost meanwhile. looked_at: what is in it tells whether it can be kept."""
    spoken = spoken_in(voice)
    proofs = [pack("proof", e=evidence_id, o=item.occurrence_ids[0], **spoken) for item in items[:MOST_CHOICES]]
    choices = [press(_choice(voice, item), proof) for item, proof in zip(items, proofs, strict=False)]
    none = press(chosen(voice, "ไม่ใช่หลักฐาน", "no evidence"), pack("misfiled", e=evidence_id, drop=1, **spoken))
    words = f"รับ{_spaced(what)}ไว้แล้ว{voice.particle} เป็นหลักฐานของเรื่องไหน{parts.question(voice)}"
    if looked_at:
        words = f"ได้รับ{_spaced(what)}แล้ว{voice.particle} กำลังตรวจไฟล์ เป็นหลักฐานของเรื่องไหน{parts.question(voice)}"
    words = chosen(voice, words, "which evidence")
    if len(items) > MOST_CHOICES:
        code = next((item.codes[0] for item in items if item.codes), None)
        instead = f"พิมพ์รหัสข้อ เช่น {code}" if code else "กด “งานของฉัน” แล้วแจ้งว่าเสร็จก่อน"
        words += "\n" + chosen(voice, f"หากไม่อยู่ในปุ่ม {instead}", "no button for it")
    return parts.said(voice, prompt(words, [*choices, none]))


def _choice(voice: Voice, item: DueItem) -> str:
    day = day_of(item.due_on) if speaks(voice) else short_date(item.due_on)
    return f"{_what(item)} · {day}" if item.codes else f"{parts.name(item.title, 24)}"


def taken_out(voice: Voice) -> Messages:
    """It proves nothing any more."""
    return _said(voice, chosen(voice, f"เอาออกแล้ว{voice.particle} ไม่ได้ใช้เป็นหลักฐาน", "taken out"))


def nothing_to_prove(voice: Voice) -> Messages:
    """A photo or file, but nothing it could belong to."""
    words = f"ขณะนี้ไม่มีงานที่รอหลักฐาน{voice.particle} จึงยังไม่ได้เก็บไว้"
    return _said(voice, f"{words} ถ้าเป็นของเรื่องใด แจ้งว่าเรื่องนั้นเสร็จก่อน แล้วส่งอีกครั้งได้{voice.particle}")


def no_longer_there(voice: Voice) -> Messages:
    """A button of something that was removed or placed before."""
    return _said(voice, f"หลักฐานนี้ไม่มีแล้ว{voice.particle} ส่งใหม่ได้เลย")


def not_your_evidence(voice: Voice) -> Messages:
    """Somebody else sent it."""
    return _said(voice, f"หลักฐานนี้ให้ผู้ส่งหรือผู้ประสานงานเป็นผู้แก้ไข{voice.particle} ไม่มีการเปลี่ยนแปลง")


def acknowledged(voice: Voice) -> Messages:
    """What an executive has acknowledged keeps its proof."""
    words = f"ผู้บริหารรับทราบเรื่องนี้แล้ว{voice.particle} จึงย้ายหรือนำหลักฐานออกไม่ได้ ไม่มีการเปลี่ยนแปลง"
    return _said(voice, f"{words} ถ้าต้องแก้ รบกวนขอให้ผู้บริหารยกเลิกการรับทราบก่อนนะ{parts.question(voice)}")


def send_again(voice: Voice, name: str | None, what: str, of: str) -> Messages:
    """LINE has the content no more, or would not give it for a day."""
    return _said(voice, f"{_to(name)}{_of(what, of)} เปิดจาก LINE ไม่ได้แล้ว รบกวนส่งใหม่อีกครั้งนะ{parts.question(voice)}")


def too_large(voice: Voice, name: str | None, what: str, of: str, most_mb: int) -> Messages:
    """Past the size that is kept."""
    words = f"{_to(name)}{_of(what, of)} ใหญ่เกิน {most_mb} MB จึงเก็บไม่ได้{voice.particle}"
    return _said(voice, f"{words} รบกวนส่งเป็นลิงก์แทนนะ{parts.question(voice)}")


def not_taken(voice: Voice, name: str | None, what: str, of: str) -> Messages:
    """Of a kind that is not kept."""
    words = f"{_to(name)}{_of(what, of)} เป็นชนิดที่รับไว้ไม่ได้{voice.particle}"
    return _said(voice, f"{words} รับรูปภาพ PDF ไฟล์ Word Excel PowerPoint และวิดีโอ หรือส่งเป็นลิงก์ได้{voice.particle}")


def same_again(voice: Voice, what: str, of: str) -> Messages:
    """The same content is bound to the same occurrence already."""
    return _said(voice, f"{_of(what, of)} เคยส่งไว้แล้ว{voice.particle} จึงเก็บไว้ฉบับเดียว")


def used_before(voice: Voice, what: str, of: str, other: str) -> Messages:
    """The same content proves something else too: perhaps the wrong file was chosen."""
    words = f"{_of(what, of)} เป็นไฟล์เดียวกับหลักฐานของ {other} ที่ส่งไว้ก่อนแล้ว{voice.particle}"
    return _said(voice, f"{words} ถ้าตั้งใจใช้ร่วมกันไม่ต้องทำอะไร ถ้าเลือกผิดส่งไฟล์ที่ถูกได้เลย{voice.particle}")


def dead_links(voice: Voice, names: Sequence[str], links: Sequence[tuple[str, str]]) -> Messages:
    """Links that open no more; names: to whom it is said; links: (what of, address)."""
    whom = f"{' '.join(khun(name) for name in names[:5])} " if names else ""
    told = [f"{whom}ลิงก์หลักฐานเปิดไม่ได้แล้ว{voice.particle}"]
    told += [f"• {of}: {address[:300]}" for of, address in links[:MOST_LINKS]]
    told += [f"และอีก {len(links) - MOST_LINKS} ลิงก์"] if len(links) > MOST_LINKS else []
    told.append(f"รบกวนตรวจหน้าเว็บ หรือส่งลิงก์ใหม่พร้อมรหัสข้อนะ{parts.question(voice)}")
    return _said(voice, "\n".join(told))


def _to(name: str | None) -> str:
    return f"{khun(name)} " if name else ""


def _said(voice: Voice, words: str) -> Messages:
    return parts.said(voice, parts.text(words))
