"""What the bot says about itself: welcome, privacy, help, group codes, registration, and what may not be done. Pure."""

from collections.abc import Sequence

from bot.messages import english, english_people, parts
from bot.messages.parts import press, prompt
from bot.messages.people import khun
from bot.postback import pack
from models.records import Role, Voice

Messages = parts.Messages

REGISTER = "ลงทะเบียนชื่อของฉัน"
PRIVACY = "เก็บข้อมูลอะไรบ้าง"
MOST_CANDIDATES = 10  # more buttons than this no one reads: the full name is asked for instead

GROUP_KINDS = {
    "staff": "กลุ่มเจ้าหน้าที่ทุกส่วนราชการ: จะเตือนงานของทุกกองที่นี่",
    "unit": "กลุ่มของ{unit}: จะเตือนเฉพาะงานของ{unit}ที่นี่",
    "executives": "กลุ่มผู้บริหาร: จะแจ้งเฉพาะเรื่องติดตามและเรื่องที่ล่าช้า",
    "public": "กลุ่มสาธารณะ: จะไม่ส่งเตือนงานและไม่บันทึกข้อความในกลุ่มนี้",
}
NOTICE = (
    "การเก็บข้อมูลส่วนบุคคลของตามงาน (พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 มาตรา 23)",
    "ผู้ควบคุมข้อมูล: หน่วยงานของท่าน ติดต่อได้ที่{ask}",
    "เก็บอะไร: ชื่อ ตำแหน่ง สังกัด บัญชี LINE ที่ลงทะเบียน ข้อความที่รายงานงาน ลิงก์หลักฐานที่ส่งมา",
    "ไม่เก็บ: บทสนทนาเรื่องอื่นในกลุ่ม ข้อความดิบจากระบบจะถูกลบภายใน 30 วัน และข้อความที่ยกเลิกการส่งจะถูกลบ",
    "ใช้ทำอะไร: เตือนกำหนดส่งงาน บันทึกสถานะ และจัดทำรายงานตามภารกิจของหน่วยงาน (ฐานภารกิจเพื่อประโยชน์สาธารณะ)",
    "เก็บนานเท่าใด: บัญชี LINE จนกว่าจะยกเลิกและอีก 90 วัน บันทึกการส่งข้อความ 1 ปีงบประมาณและอีก 90 วัน "
    "ประวัติงานและหลักฐานตามระเบียบงานสารบรรณ",
    "ใครเห็น: ผู้เกี่ยวข้องในหน่วยงานตามหน้าที่ ข้อความส่งผ่าน LINE และไม่เปิดเผยต่อผู้อื่น เว้นแต่กฎหมายกำหนด",
    "สิทธิของท่าน: ขอดู ขอสำเนา ขอแก้ไข ขอลบ คัดค้าน หรือระงับการใช้ข้อมูล และร้องเรียนต่อ สคส. ได้ "
    "หากไม่ลงทะเบียน ยังรายงานผ่านผู้ประสานงานได้",
)
_BRIEF = "ตามงานเก็บชื่อ สังกัด บัญชี LINE และข้อความที่รายงานงาน เพื่อเตือนและจัดทำรายงานของหน่วยงานเท่านั้น"
_BY_CODE = "กดปุ่มใต้การ์ดแจ้งเตือน หรือพิมพ์รหัสข้อ เช่น “{0} เสร็จแล้ว” “{0} กำลังทำ 60%” “{0} ติดรอเอกสาร” “{0} ขอเลื่อนถึง 15 ม.ค.”"
_BY_QUOTE = "กดปุ่มใต้การ์ดแจ้งเตือน หรือกดค้างที่การ์ดแล้วเลือก “ตอบกลับ” เช่น “เสร็จแล้ว” “กำลังทำ 60%” “ติดรอเอกสาร” “ขอเลื่อนถึง 15 ม.ค.”"
# Without one of these what is said in a group is not read: it may be about anything.
_IN_GROUP = "ในกลุ่ม ตามงานอ่านเมื่อกดปุ่ม กดค้างที่การ์ดแล้ว “ตอบกลับ” หรือขึ้นต้นด้วย @ตามงาน"
_OR_CODE = " หรือบอกรหัสข้อ เช่น {}"
_EVERYONE = (
    "ถามได้ว่า “งานของฉัน” “ค้างอะไรบ้าง” “สรุป” ในกลุ่มให้เรียกชื่อก่อน เช่น “@ตามงาน สรุป”",
    "พิมพ์ “เปิดหน้าเว็บ” ในแชตส่วนตัว เพื่อรับลิงก์เข้าหน้าเว็บ",
)
_BY_ROLE = {
    Role.OFFICER: (),
    Role.UNIT_HEAD: ("หัวหน้าส่วน: รายงานแทนได้ทั้งส่วนราชการ และพิจารณาคำขอเลื่อนของงานในสังกัด",),
    Role.COORDINATOR: ("ผู้ประสาน: ถาม “ใครยังไม่ส่ง” ยืนยันการลงทะเบียน และพิจารณาคำขอเลื่อนได้",),
    Role.EXECUTIVE: ("ผู้บริหาร: พิมพ์ “สรุป” “สรุปกองคลัง” “สรุปไตรมาส 1” หรือ “เกินกำหนด” ได้ทุกเวลา",),
    Role.ADMINISTRATOR: ("ผู้ดูแลระบบ: พิมพ์รหัสกลุ่มในกลุ่มเพื่อกำหนดว่ากลุ่มนั้นรับเรื่องใด",),
}


def in_group(code: str | None) -> str:
    """What is read in a group; code: one of the office's own plan, None where it has none."""
    return _IN_GROUP + (_OR_CODE.format(code) if code else "")


def welcome(voice: Voice, group: bool) -> Messages:
    """The first words in a group (who it is, what it reads and keeps, how to begin), or to a new friend."""
    hello = f"สวัสดี{voice.particle} ตามงานช่วยเตือนกำหนดส่งงาน ITA และจดสถานะให้{_please(voice)}"
    if group:
        keeps = f"ในกลุ่มนี้อ่านเฉพาะเรื่องที่เกี่ยวกับงาน คุยเรื่องอื่นได้ตามปกติ{voice.particle}"
        start = f"ผู้ดูแลพิมพ์รหัสกลุ่มเพื่อเริ่มใช้งาน\n{_IN_GROUP}"
    else:
        keeps = f"ลงทะเบียนชื่อไว้ จะได้เตือนเฉพาะงานของท่าน{voice.particle}"
        start = "ถ้าได้รับรหัสมา พิมพ์รหัสในแชตนี้ได้เลย"
    actions = (press(REGISTER, pack("register")), press(PRIVACY, pack("privacy")))
    return parts.said(voice, prompt(f"{hello}\n{keeps}\n{start}", actions, alt=hello))


def welcome_back(voice: Voice, kind: str, unit: str | None = None) -> Messages:
    """The bot was invited again into a group that was set up before."""
    what = GROUP_KINDS[kind].format(unit=parts.name(unit or "ส่วนราชการ"))
    return _plain(voice, f"สวัสดี{voice.particle} ตามงานกลับมาแล้ว กลุ่มนี้ตั้งค่าไว้เป็น{what}")


def privacy(voice: Voice, ask: str | None = None) -> Messages:
    """The privacy notice of PDPA section 23: what, why, how long, who sees it, whose rights; ask: whom about it."""
    notice = english_people.NOTICE if english.speaks(voice) else NOTICE
    whom = parts.name(ask or english.chosen(voice, "ผู้ประสานงาน ITA", "turn to coordinator"), 200)
    lines = (words.format(ask=whom) for words in notice[1:])
    return parts.said(voice, parts.text("\n".join((notice[0], *(f"• {words}" for words in lines)))))


def help_for(voice: Voice, role: Role | None, code: str | None = None) -> Messages:
    """What can be said to the bot, by role; None: somebody not registered yet. code: as in in_group()."""
    if role is None:
        return not_registered(voice)
    how = _BY_CODE.format(code) if code else _BY_QUOTE
    told = (how, in_group(code), *_EVERYONE, *_BY_ROLE[role])
    lines: tuple[str, ...] = (f"วิธีใช้ตามงาน{voice.particle}", *(f"• {words}" for words in told))
    if english.speaks(voice):
        by = english.line("help by code", code=code) if code else english.line("help by quote")
        lines = (english.line("help title"), *(f"• {words}" for words in (by, english.line("help 2"))))
    asks = {"mine": ("งานของฉัน", "my tasks"), "overdue": ("ค้าง/เกินกำหนด", "overdue")}
    if role is not Role.OFFICER:
        asks |= {"summary": ("สรุป", "summary"), "missing": ("ใครยังไม่ส่ง", "missing")}
    spoken = english.spoken_in(voice)
    actions = [press(english.chosen(voice, thai, key), pack(action, **spoken)) for action, (thai, key) in asks.items()]
    return parts.said(voice, prompt("\n".join(lines), actions, alt=lines[0]))


def code_accepted(voice: Voice, kind: str, unit: str | None = None, code: str | None = None) -> Messages:
    """A group code was taken; kind: staff, unit, executives or public. code: as in in_group()."""
    what = GROUP_KINDS[kind].format(unit=parts.name(unit or "ส่วนราชการ"))
    if kind == "public":
        return _plain(voice, f"ตั้งค่าแล้ว{voice.particle} {what}")
    actions = (press(REGISTER, pack("register")), press(PRIVACY, pack("privacy")))
    words = f"ตั้งค่าแล้ว{voice.particle} {what}\n{in_group(code)}\nท่านที่ยังไม่ลงทะเบียน กดปุ่มด้านล่าง หรือพิมพ์ “ลงทะเบียน” ได้เลย"
    return parts.said(voice, prompt(words, actions))


def code_unknown(voice: Voice) -> Messages:
    """Nothing has this code."""
    words = f"ไม่พบรหัสนี้{voice.particle} รบกวนตรวจตัวอักษรแล้วพิมพ์ใหม่อีกครั้ง{_please(voice)}"
    return _plain(voice, english.chosen(voice, words, "code unknown"))


def code_expired(voice: Voice) -> Messages:
    """The code was used or is too old."""
    words = f"รหัสนี้ใช้ไปแล้วหรือหมดอายุ{voice.particle} ขอรหัสใหม่จากผู้ดูแลระบบได้{voice.particle}"
    return _plain(voice, english.chosen(voice, words, "code over"))


def type_name(voice: Voice) -> Messages:
    """Asks for the name when there is nothing to choose from."""
    words = f"พิมพ์ชื่อ–นามสกุลตามทะเบียนเจ้าหน้าที่ได้เลย{voice.particle}"
    return _plain(voice, english.chosen(voice, words, "type name"))


def brief_notice(voice: Voice) -> Messages:
    """The notice in one sentence, said once before a name is asked for; the whole of it behind a button."""
    return parts.said(
        voice, prompt(english.chosen(voice, f"{_BRIEF}{voice.particle}", "brief notice"), (_privacy(voice),))
    )


def choose_name(voice: Voice, candidates: Sequence[tuple[int, str]]) -> Messages:
    """Buttons with (staff id, name) to pick oneself from; at most ten, others type their name."""
    spoken = english.spoken_in(voice)
    actions = [press(parts.name(name), pack("iam", s=staff, **spoken)) for staff, name in candidates[:MOST_CANDIDATES]]
    if not actions:
        return type_name(voice)
    words = f"ท่านคือใคร{parts.question(voice)} เลือกชื่อ หรือพิมพ์ชื่อ–นามสกุลหากไม่มีในรายการ"
    return parts.said(voice, prompt(english.chosen(voice, words, "who are you"), actions))


def name_not_found(voice: Voice, typed: str) -> Messages:
    """The typed name is on no roster."""
    found = f"ไม่พบชื่อ “{parts.name(typed)}” ในทะเบียน{voice.particle}"
    words = f"{found} ลองพิมพ์ชื่อ–นามสกุลเต็ม หรือแจ้งผู้ประสานงานให้เพิ่มชื่อ{_please(voice)}"
    return _plain(voice, english.chosen(voice, words, "name not found", name=parts.name(typed)))


def asked(voice: Voice, name: str) -> Messages:
    """The person waits for the coordinator's word."""
    words = f"รับเรื่องแล้ว{voice.particle} {khun(name)} รอผู้ประสานงานยืนยันตัวตน แล้วจะแจ้งให้ทราบ{_please(voice)}"
    return _plain(voice, english.chosen(voice, words, "registration asked", name=khun(name)))


def confirmed(voice: Voice, name: str, role: Role, code: str | None = None) -> Messages:
    """Registration is done; comes with the first help."""
    words = f"ลงทะเบียนเรียบร้อยแล้ว{voice.particle} {khun(name)} จากนี้จะเตือนงานของท่านให้{_please(voice)}"
    words = english.chosen(voice, words, "registered", name=khun(name))
    return parts.said(voice, parts.text(words), *help_for(voice, role, code))


def rejected(voice: Voice) -> Messages:
    """The coordinator did not recognise the person."""
    return _plain(voice, f"ผู้ประสานงานยังยืนยันตัวตนไม่ได้{voice.particle} ติดต่อผู้ประสานงานแล้วลงทะเบียนใหม่ได้{voice.particle}")


def decided(voice: Voice, name: str, accepted: bool) -> Messages:
    """Said back to the coordinator after confirming or refusing somebody."""
    result = "ยืนยัน" if accepted else "ไม่ยืนยัน"
    return _plain(voice, f"บันทึกแล้ว{voice.particle} {result}การลงทะเบียนของ{khun(name)}")


def decided_in_group(voice: Voice, name: str, accepted: bool) -> Messages:
    """To who asked in a group and is reached nowhere else."""
    if accepted:
        return _plain(voice, f"{khun(name)} ลงทะเบียนเรียบร้อยแล้ว{voice.particle}")
    words = f"{khun(name)} ผู้ประสานงานยังยืนยันตัวตนไม่ได้{voice.particle}"
    return _plain(voice, f"{words} รบกวนติดต่อผู้ประสานงาน แล้วลงทะเบียนใหม่ได้เลย")


def already_registered(voice: Voice, name: str) -> Messages:
    """This LINE account is bound to a person already."""
    words = f"บัญชีนี้ลงทะเบียนเป็น{khun(name)}ไว้แล้ว{voice.particle} หากไม่ถูกต้อง แจ้งผู้ประสานงานได้{voice.particle}"
    return _plain(voice, english.chosen(voice, words, "registered already", name=khun(name)))


def not_registered(voice: Voice) -> Messages:
    """Somebody unknown wants to report or to see something: what to do."""
    words = f"ยังไม่รู้จักบัญชีนี้{voice.particle} ลงทะเบียนชื่อก่อน แล้วจะบันทึกงานให้ได้{_please(voice)}"
    register = press(english.chosen(voice, REGISTER, "register"), pack("register", **english.spoken_in(voice)))
    return parts.said(voice, prompt(english.chosen(voice, words, "not registered"), (register, _privacy(voice))))


def still_waiting(voice: Voice) -> Messages:
    """Somebody who asked to be registered wants to report or to see something before the coordinator's word."""
    words = f"รอผู้ประสานงานยืนยันตัวตนอยู่{voice.particle} ยืนยันแล้วจะแจ้งให้ทราบ{_please(voice)}"
    return _plain(voice, english.chosen(voice, words, "still registering"))


def sender_unknown(voice: Voice) -> Messages:
    """LINE did not say who wrote or pressed: nothing is recorded in anybody's name."""
    words = f"LINE ไม่ได้แจ้งว่าใครเป็นผู้ส่ง{voice.particle} จึงยังไม่ได้บันทึก"
    words += f" รบกวนกดปุ่มใต้การ์ดแล้วเลือกชื่อ หรือพิมพ์ในแชตส่วนตัวกับตามงาน{_please(voice)}"
    return _plain(voice, english.chosen(voice, words, "sender unknown"))


def group_not_ready(voice: Voice) -> Messages:
    """The group was not typed yet: nothing is recorded and no figures are shown there."""
    words = f"กลุ่มนี้ยังไม่ได้ตั้งค่า{voice.particle} ผู้ดูแลพิมพ์รหัสกลุ่มก่อน แล้วจะบันทึกและตอบคำถามที่นี่ได้"
    words += f" ระหว่างนี้ใช้แชตส่วนตัวกับตามงานได้เลย{voice.particle}"
    return _plain(voice, english.chosen(voice, words, "group not ready"))


def own_unit_only(voice: Voice) -> Messages:
    """Somebody asks about another unit than their own."""
    words = f"ดูได้เฉพาะงานของส่วนราชการที่ท่านสังกัด{voice.particle} พิมพ์ “สรุป” หรือ “งานของฉัน” ได้เลย{voice.particle}"
    return _plain(voice, english.chosen(voice, words, "own unit only"))


def not_allowed(voice: Voice) -> Messages:
    """The person's role does not cover this."""
    words = f"เรื่องนี้ต้องให้ผู้ประสานงานหรือผู้บริหารดำเนินการ{voice.particle} แจ้งผู้ประสานงาน ITA ได้เลย{voice.particle}"
    return _plain(voice, english.chosen(voice, words, "not allowed"))


def _privacy(voice: Voice) -> parts.Part:
    return press(english.chosen(voice, PRIVACY, "privacy"), pack("privacy", **english.spoken_in(voice)))


def _please(voice: Voice) -> str:
    return f"นะ{parts.question(voice)}"


def _plain(voice: Voice, words: str) -> Messages:
    return parts.said(voice, parts.text(words))
