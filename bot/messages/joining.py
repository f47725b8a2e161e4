"""What the bot says where a registration or a code takes an unusual turn. Pure."""

from bot.messages import parts
from bot.messages.english import chosen
from bot.messages.parts import Messages, press, prompt
from bot.messages.people import khun
from bot.postback import pack
from models.records import Voice

# A display name is anybody's own choice: with quotation marks in it the card could seem to name somebody else.
_NO_QUOTES = str.maketrans("", "", "\"'“”„‟‘’‚‛«»‹›〝〞＂")


def ask_confirmer(
    voice: Voice, contact_id: int, staff_id: int, shown_as: str, name: str, unit: str | None = None
) -> Messages:
    """Asks a coordinator whether the LINE account `shown_as` is the person on the roster.

    The buttons name both account and person: an old card must not confirm what the account asks for later.
    """
    of_unit = f" ({parts.name(unit)})" if unit else ""
    account = parts.name(shown_as.translate(_NO_QUOTES))
    asks = f"ขอลงทะเบียนเป็น {parts.name(name)}{of_unit}\nยืนยันไหม{parts.question(voice)}"
    yes = press("ใช่ คนนี้", pack("confirm", c=contact_id, s=staff_id))
    no = press("ไม่ใช่", pack("reject", c=contact_id, s=staff_id))
    return parts.said(voice, prompt(f"บัญชี LINE “{account}”\n{asks}", (yes, no)))


def name_taken(voice: Voice, name: str) -> Messages:
    """The person has another LINE account: only a new code from the administrator can move them."""
    taken = f"{khun(name)}ลงทะเบียนด้วยบัญชี LINE อื่นไว้แล้ว{voice.particle}"
    words = f"{taken} หากเปลี่ยนเครื่องหรือบัญชี ขอรหัสใหม่จากผู้ดูแลระบบได้{voice.particle}"
    return _plain(voice, chosen(voice, words, "name taken", name=khun(name)))


def code_is_for_group(voice: Voice) -> Messages:
    """A group's code was typed in the 1:1 chat; it is still good."""
    words = f"รหัสนี้ใช้สำหรับกลุ่ม{voice.particle} พิมพ์ในกลุ่มที่ต้องการตั้งค่าได้เลย{voice.particle}"
    return _plain(voice, chosen(voice, words, "code for group"))


def code_seen_by_all(voice: Voice) -> Messages:
    """A personal code was typed where LINE does not tell by whom, or among citizens: it is void from now on."""
    words = f"รหัสส่วนตัวใช้ในกลุ่มนี้ไม่ได้{voice.particle} รหัสนี้ถูกยกเลิกแล้วเพื่อความปลอดภัย"
    words += f" ขอรหัสใหม่จากผู้ดูแลระบบ แล้วพิมพ์ในแชตส่วนตัวกับตามงานได้เลย{voice.particle}"
    return _plain(voice, chosen(voice, words, "code seen"))


def come_privately(voice: Voice) -> Messages:
    """This cannot be done in this group; in the 1:1 chat it can."""
    where = "เพิ่มตามงานเป็นเพื่อน แล้วทำรายการในแชตส่วนตัว"
    words = f"เรื่องนี้ทำในกลุ่มนี้ไม่ได้{voice.particle} {where}ได้เลย{voice.particle}"
    return _plain(voice, chosen(voice, words, "privately only"))


def nothing_to_decide(voice: Voice) -> Messages:
    """The card is old: the account was decided on, asks for somebody else, or is gone."""
    return _plain(voice, f"คำขอนี้มีผู้พิจารณาแล้วหรือถูกเปลี่ยน{voice.particle} ไม่มีการเปลี่ยนแปลงเพิ่ม")


def _plain(voice: Voice, words: str) -> Messages:
    return parts.said(voice, parts.text(words))
