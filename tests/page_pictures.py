"""Draws the pictures of docs/pages: `python -m tests.page_pictures`, in a real Chromium on an invented office."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tasks.plan.draft_reading import read_waiting
from tests.browser import DESK, PHONE, launched, opened_page
from tests.databases import open_ground
from tests.journeys import Office, living
from tests.lived_in import live_in
from tests.test_web_browser import host, link_of, sign_in
from tests.test_web_plan import document

FOLDER = Path(__file__).parent.parent / "docs" / "pages"
# Name, who looks, on what, in which light, at which page.
PICTURES = (
    ("overview-phone", "ปิติ", PHONE, "light", "/overview"),
    ("overview-desk", "ปิติ", DESK, "light", "/overview"),
    ("overview-desk-dark", "ปิติ", DESK, "dark", "/overview?status=overdue"),
    ("measure-phone", "มานี", PHONE, "light", "/measures/{measure}"),
    ("measure-desk", "มานี", DESK, "light", "/measures/{measure}"),
    ("round-phone", "กล้า", PHONE, "light", "/shares/{share}"),
    ("round-desk", "มานี", DESK, "light", "/shares/{share}"),
    ("my-work-phone", "กล้า", PHONE, "light", "/mine"),
    ("report-phone", "ปิติ", PHONE, "light", "/report"),
    ("report-desk", "มานี", DESK, "light", "/report"),
    ("plan-next-phone", "มานี", PHONE, "light", "/plan/next"),
    ("plan-next-desk", "มานี", DESK, "light", "/plan/next"),
    ("office-phone", "มานี", PHONE, "light", "/office"),
    ("office-reminding-desk", "มานี", DESK, "light", "/office/reminding?preset=light"),
    ("office-outbox-desk", "มานี", DESK, "light", "/office/outbox?state=waiting"),
)


def main(folder: Path) -> int:
    """Draw them all; the whole page each, as long as it is."""
    ground = open_ground("sqlite")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as place,
        launched() as browser,
        living(ground.fresh(), Path(place), PUBLIC_URL="http://localhost") as office,
    ):
        live_in(office)
        _ways_in(office, browser, folder)
        _pages(office, browser, folder)
        _roster_file(office, browser, folder)
        _plan(office, browser, folder)
    ground.close()
    return 0


def _pages(office: Office, browser: Browser, folder: Path) -> None:
    one = office.owed("O13")
    for name, who, size, scheme, address in PICTURES:
        path = address.format(measure=one.measure_id, share=one.occurrence_id)
        with opened_page(browser, size, color_scheme=scheme) as page:
            sign_in(page, office, who)
            page.goto(host(office) + path, wait_until="networkidle")
            page.screenshot(path=folder / f"{name}.png", full_page=True)


def _roster_file(office: Office, browser: Browser, folder: Path) -> None:
    """What a file would change, before it does."""
    rows = (
        "ชื่อ,ตำแหน่ง,สังกัด,บทบาท",
        "สุดา ใจดี,นิติกร,สำนักปลัด,เจ้าหน้าที่",
        "กล้า,หัวหน้าฝ่ายการเงิน,กองคลัง,เจ้าหน้าที่",
        "ดาว,ครู,กองการศึกษา,ราชา",
    )
    file = {"name": "ทะเบียน.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    with opened_page(browser, PHONE) as page:
        sign_in(page, office, "มานี")
        page.goto(host(office) + "/office/people/import")
        page.get_by_label("ไฟล์ทะเบียน").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="ตรวจดูก่อน").click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / "office-import-phone.png", full_page=True)


def _plan(office: Office, browser: Browser, folder: Path) -> None:
    """A Word document with three doubts, as it is asked about, beside its own words, and as the year it would bring."""
    file = {"name": "แผนปี 2571.docx", "mimeType": "", "buffer": document(year=2571)}
    address = ""
    for size, kind in ((PHONE, "phone"), (DESK, "desk")):
        with opened_page(browser, size) as page:
            sign_in(page, office, "มานี")
            page.goto(address or host(office) + "/plan")
            if not address:
                page.get_by_label("ไฟล์").set_input_files(file)  # type: ignore[arg-type]
                page.get_by_label("ใช้เป็นแผนของปีงบประมาณ").select_option("2571")
                page.get_by_role("button", name="อ่านเอกสาร").click()
                read_waiting(office.town.house)
                page.reload()
                address = page.url
            for name, path in (("plan-review", ""), ("plan-row", "/rows/2"), ("plan-calendar", "/calendar")):
                page.goto(address + path, wait_until="networkidle")
                page.screenshot(path=folder / f"{name}-{kind}.png", full_page=True)


def _ways_in(office: Office, browser: Browser, folder: Path) -> None:
    with opened_page(browser, PHONE) as page:
        page.goto(link_of(office, "ปิติ"), wait_until="networkidle")
        page.screenshot(path=folder / "sign-in-phone.png")
        page.goto(host(office) + "/in/an-old-link", wait_until="networkidle")
        page.screenshot(path=folder / "link-refused-phone.png")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
