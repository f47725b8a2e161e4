"""What goes wrong, told courteously and with what to do next."""

from flask import Flask, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from models.page_access import LINK_MINUTES
from web.rendering import number
from web.speaking import asking, polite

# Status → what happened, what to do; the particles are the office's (web/speaking.py).
WORDS: dict[int, tuple[str, str]] = {
    400: ("ส่งข้อมูลไม่สำเร็จ{polite}", "หน้านี้อาจเปิดค้างไว้นาน รบกวนกลับไปโหลดหน้าใหม่ แล้วลองอีกครั้งนะ{asking}"),
    401: ("ต้องเข้าสู่ระบบก่อน{polite}", "เปิดแชตส่วนตัวกับตามงานใน LINE แล้วพิมพ์ “เปิดหน้าเว็บ” จะได้ลิงก์เข้าใช้งานทันที{polite}"),
    403: ("หน้านี้เปิดได้เฉพาะผู้เกี่ยวข้อง{polite}", "หากต้องใช้งานส่วนนี้ แจ้งผู้ประสานงาน ITA หรือผู้ดูแลระบบของหน่วยงานได้เลย{polite}"),
    404: ("ไม่พบหน้าที่เปิด{polite}", "รายการอาจถูกย้ายหรือยกเลิกแล้ว กลับไปเริ่มจากหน้าภาพรวมได้{polite}"),
    410: (
        "ลิงก์นี้ใช้ไม่ได้แล้ว{polite}",
        "ลิงก์ใช้ได้ครั้งเดียวภายใน {minutes} นาที พิมพ์ “เปิดหน้าเว็บ” ในแชตส่วนตัวกับตามงาน เพื่อรับลิงก์ใหม่ได้ทันที{polite}",
    ),
    413: ("ไฟล์ใหญ่เกินไป{polite}", "รบกวนย่อไฟล์หรือแบ่งส่ง แล้วลองอีกครั้งนะ{asking}"),
    422: (
        "ข้อความยาวเกินไป{polite}",
        "ช่องหนึ่งรับได้ {longest} ตัวอักษร รบกวนคัดลอกข้อความด้านล่างไปย่อให้สั้นลง แล้วบันทึกอีกครั้งนะ{asking}",
    ),
    429: ("เปิดลิงก์ถี่เกินไป{polite}", "รอสักหนึ่งนาที แล้วลองอีกครั้งนะ{asking}"),
    500: ("ระบบขัดข้องชั่วคราว{polite}", "ข้อมูลที่บันทึกไว้แล้วไม่หาย รอสักครู่แล้วลองอีกครั้ง หากยังไม่ได้ แจ้งผู้ดูแลระบบนะ{asking}"),
    503: ("หน้าเว็บยังไม่พร้อมใช้งาน{polite}", "ผู้ดูแลระบบต้องตั้งค่า SECRET_KEY ก่อน ตรวจได้ด้วยคำสั่ง flask doctor {polite}"),
}


class TooLong(HTTPException):
    """A field holds more letters than one may; trying again helps with fewer, so its words are given back."""

    code = 422

    def __init__(self, words: str, longest: int) -> None:
        super().__init__()
        self.words, self.longest = words, longest


def register(app: Flask) -> None:
    """Answer every error of a page with one of these."""
    app.register_error_handler(CSRFError, _on_http)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(SQLAlchemyError, _on_database)
    app.register_error_handler(Exception, _on_anything)


def _on_http(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < 400:  # a redirect raised as an exception
        return error
    if isinstance(error, TooLong):
        return page(status, number(f"{error.longest:,}"), error.words), status
    return page(status), status


def _on_database(error: SQLAlchemyError) -> tuple[str, int]:
    current_app.logger.error("database: %s", type(error).__name__)
    g.visitor = None  # asking who is looking would fail again
    return page(500), 500


def _on_anything(error: Exception) -> tuple[str, int]:
    # Logged by the page's name: Flask would name the address, and in that of a link stands its secret.
    current_app.logger.error("page failed: %s", request.endpoint, exc_info=error)
    return page(500), 500


def page(status: int, longest: str = "", typed: str = "") -> str:
    """The page for a status; one without words of its own takes those of its kind.

    longest, typed: of a field that held too much, how much it may hold and what was typed.
    """
    words = WORDS.get(status) or WORDS[400 if status < 500 else 500]
    said = {"polite": polite(), "asking": asking(), "minutes": number(LINK_MINUTES), "longest": longest}
    happened, advice = (one.format(**said) for one in words)
    return render_template("error.html", status=status, happened=happened, advice=advice, typed=typed)
