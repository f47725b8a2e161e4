"""Every sentence that tells a person what was not sure about a plan: one place for the wording. Pure."""

from collections.abc import Sequence
from datetime import date

from models.thaidate import long_date

NO_PARTY = "ไม่พบผู้รับผิดชอบ"  # how the doubts of a row without a party begin
LONGEST_QUOTE = 90  # a doubt names the place; the text itself is in the file


def quoted(text: str) -> str:
    """The text between quotation marks, cut where it grows long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + '…'}”"


def _dates(days: Sequence[date]) -> str:
    return ", ".join(long_date(day) for day in days)


# The document


def no_table() -> str:
    return "ไม่พบตารางมาตรการในเอกสาร โปรดใช้ไฟล์ที่มีตารางซึ่งมีหัวคอลัมน์ เช่น มาตรการ ผู้รับผิดชอบ กำหนดแล้วเสร็จ"


def no_measure() -> str:
    return (
        "ไม่พบมาตรการในไฟล์นี้ จึงไม่ได้นำเข้า โปรดใช้ไฟล์ที่มีตารางซึ่งมีหัวคอลัมน์ เช่น มาตรการ ผู้รับผิดชอบ กำหนดแล้วเสร็จ "
        "และดูสิ่งที่อ่านได้ด้วย flask plan preview"
    )


def no_year() -> str:
    return "ไม่พบปีงบประมาณในเอกสาร จึงยังไม่คำนวณวันครบกำหนด โปรดระบุปีงบประมาณ"


def no_agency() -> str:
    return "ไม่พบชื่อหน่วยงานในเอกสาร โปรดตรวจว่าเป็นเอกสารของหน่วยงานใด"


def agencies_differ(chosen: str, others: Sequence[str]) -> str:
    return f"ชื่อหน่วยงานในเอกสารไม่ตรงกัน ใช้ “{chosen}” แต่ยังพบ {', '.join(quoted(name) for name in others)}"


def years_differ(chosen: int, others: Sequence[int]) -> str:
    return f"ปีในเอกสารไม่ตรงกัน ใช้ปีงบประมาณ {chosen} แต่ยังพบปี {', '.join(str(year) for year in others)}"


def year_unlabelled(year: int) -> str:
    return f"เอกสารเขียนเพียง “ปี {year}” ไม่ได้บอกว่าเป็นปีงบประมาณ จึงถือเป็นปีงบประมาณ {year}"


def due_before_result(day: date) -> str:
    return f"กำหนด {long_date(day)} อยู่ในปีเดียวกับผลการประเมินที่นำมาวิเคราะห์ โปรดตรวจว่าปีถูกต้อง"


def column_unknown(heading: str, samples: Sequence[str]) -> str:
    found = f" ตัวอย่างข้อมูล {', '.join(quoted(text) for text in samples)}" if samples else ""
    return f"คอลัมน์ {quoted(heading)} ไม่ทราบความหมาย จึงยังไม่นำเข้า{found}"


def column_taken_as_item(heading: str) -> str:
    return f"คอลัมน์ {quoted(heading)} อ่านเป็นชื่อเรื่องของแต่ละแถว โปรดยืนยัน"


def column_hidden(heading: str) -> str:
    return f"คอลัมน์ {quoted(heading)} ถูกซ่อนไว้ในไฟล์ แต่อ่านมาด้วย"


def rows_hidden(lines: Sequence[int]) -> str:
    return f"แถวที่ซ่อนไว้ในไฟล์อ่านมาด้วย: บรรทัด {', '.join(str(line) for line in lines)}"


def two_headers(headings: str) -> str:
    return f"เอกสารมีตารางมาตรการที่หัวตารางต่างกัน พบหัวตารางอีกแบบ: {quoted(headings)}"


def table_not_understood(line: int, words: str) -> str:
    return f"ตารางที่บรรทัด {line} ไม่มีหัวตารางที่รู้จัก จึงไม่ได้นำเข้า: {quoted(words)}"


def table_without_measures(headings: str) -> str:
    return f"ตารางที่มีหัว {quoted(headings)} ไม่ใช่ตารางมาตรการ จึงไม่ได้นำเข้า"


def staff_list() -> str:
    return "พบตารางรายชื่อเจ้าหน้าที่ ไม่ได้นำเข้าเป็นมาตรการ หากต้องการใช้ให้นำเข้าด้วยคำสั่งนำเข้ารายชื่อเจ้าหน้าที่"


def total_dropped(line: int, words: str) -> str:
    return f"บรรทัด {line} เป็นแถวรวม ไม่ใช่มาตรการ จึงไม่นับ: {quoted(words)}"


def outside(line: int, words: str) -> str:
    return f"บรรทัด {line} อยู่นอกตารางมาตรการ จึงไม่นับเป็นมาตรการ: {quoted(words)}"


def line_not_understood(line: int, words: str) -> str:
    return f"บรรทัด {line} อ่านไม่เข้าใจว่าเป็นของมาตรการใด: {quoted(words)}"


def offered(line: int, text: str) -> str:
    return f"ข้อความนอกตารางที่บรรทัด {line} อาจเป็นมาตรการ โปรดพิจารณาเพิ่มเอง: {quoted(text)}"


def finding_without_measure(code: str, line: int, text: str) -> str:
    return f"พบข้อ {code} ในเนื้อความบรรทัด {line} แต่ไม่มีมาตรการในตาราง โปรดพิจารณาเพิ่ม: {quoted(text)}"


def unclear_outside(raw: str, line: int) -> str:
    return f"“{raw}” ในเนื้อความบรรทัด {line} อาจเป็นรหัสข้อคำถามที่อ่านเพี้ยน โปรดตรวจ"


def list_numbers_differ(section: str, item: str, line: int) -> str:
    return f"ลำดับข้อไม่ตรงกัน: ข้อ {item} (บรรทัด {line}) อยู่ใต้หัวข้อ {section}"


# Scores


def scores_differ(indicator: int, kept: float, other: float) -> str:
    return f"คะแนนตัวชี้วัดที่ {indicator} ไม่ตรงกัน: ตาราง {kept:.2f} แต่ในเนื้อความ {other:.2f}"


def score_twice(indicator: int, kept: float, other: float) -> str:
    return f"ตัวชี้วัดที่ {indicator} มีคะแนนสองค่าในตาราง: {kept:.2f} และ {other:.2f}"


def names_differ(indicator: int, kept: str, other: str) -> str:
    return f"ชื่อตัวชี้วัดที่ {indicator} ไม่ตรงกัน: ตาราง {quoted(kept)} แต่ในเนื้อความ {quoted(other)}"


def below_claim_differs(limit: float, lowest: float) -> str:
    return f"เนื้อความว่ามีคะแนนต่ำกว่า {limit:g} แต่คะแนนต่ำสุดในตารางคือ {lowest:.2f}"


def target_reached(target: float) -> str:
    return f"เป้าหมาย {target:.2f} คะแนนเท่ากับคะแนนที่ได้แล้ว โปรดตรวจเป้าหมาย"


def rank_is_indicator(heading: str) -> str:
    return f"คอลัมน์ {quoted(heading)} ของตารางคะแนนเก็บเลขตัวชี้วัด ไม่ใช่อันดับ"


def score_not_read(line: int, words: str) -> str:
    return f"แถวคะแนนที่บรรทัด {line} อ่านเป็นตัวเลขไม่ได้: {quoted(words)}"


# One measure


def carried(headings: Sequence[str]) -> str:
    return f"ช่อง {', '.join(quoted(heading) for heading in headings)} ว่าง จึงใช้ค่าจากแถวบน (เซลล์ที่ผสานกัน)"


def results_joined(lines: Sequence[int]) -> str:
    return f"ผลการดำเนินงานที่บรรทัด {', '.join(map(str, lines))} อ่านรวมกับแผนของเรื่องเดียวกันในเอกสาร"


def part_has_own_party(line: int, words: str) -> str:
    return f"บรรทัด {line} ระบุผู้รับผิดชอบของขั้นตอนนี้เอง ({quoted(words)}) ระบบถือว่ารับผิดชอบร่วมกันทั้งมาตรการ โปรดตรวจ"


def heading_not_measure(line: int, words: str) -> str:
    return f"บรรทัด {line} ถือเป็นหัวข้อของแถวถัดไป ไม่ใช่มาตรการ: {quoted(words)}"


def unclear_code(raw: str) -> str:
    return f"“{raw}” อาจเป็นรหัสข้อที่อ่านเพี้ยน (เช่น i หรือ e ถูกอ่านเป็นตัวเลข) โปรดระบุรหัสที่ถูกต้อง"


def foreign_codes(codes: Sequence[str]) -> str:
    return f"กล่าวถึงข้อ {', '.join(codes)} เป็นการอ้างอิง ไม่ใช่รหัสของมาตรการนี้"


def codes_from_group(codes: Sequence[str]) -> str:
    return f"ใช้รหัส {', '.join(codes)} จากหัวข้อด้านบน เพราะแถวนี้ไม่มีรหัสของตนเอง"


def no_responsible() -> str:
    return f"{NO_PARTY} โปรดกำหนดผู้รับผิดชอบ"


def party_from_sheet(sheet: str) -> str:
    return f"ไม่มีคอลัมน์ผู้รับผิดชอบ จึงใช้ชื่อแผ่นงาน {quoted(sheet)} โปรดยืนยัน"


def responsible_in_text(phrase: str) -> str:
    return f"{NO_PARTY}ในช่องของตน แต่ข้อความมาตรการกล่าวถึง {quoted(phrase)} โปรดยืนยัน"


def party_from_heading(heading: str) -> str:
    return f"ใช้ส่วนราชการตามหัวข้อ {quoted(heading)} เป็นผู้รับผิดชอบ โปรดยืนยัน"


def marks_differ(marked: Sequence[str]) -> str:
    return f"เครื่องหมายใต้ชื่อส่วนราชการต่างกัน ({', '.join(marked)}) อ่านเป็นผู้รับผิดชอบทั้งหมด โปรดตรวจหลักและสนับสนุน"


def no_due() -> str:
    return "ไม่พบวันครบกำหนด โปรดกำหนดวันครบกำหนด"


def fixed_past(phrase: str, days: Sequence[date]) -> str:
    return f"กำหนด {quoted(phrase)} ระบุวันตายตัว ({_dates(days)}) ซึ่งไม่อยู่ในปีงบประมาณนี้ ต้องกำหนดวันใหม่"


def which_year(phrase: str, days: Sequence[date]) -> str:
    return f"{quoted(phrase)} ตีความเป็น {_dates(days)} ซึ่งอยู่ต้นปีงบประมาณ โปรดยืนยันว่าหมายถึงงานของปีใด"


def as_of_or_due(phrase: str) -> str:
    return f"{quoted(phrase)} อาจหมายถึงข้อมูล ณ วันนั้นหรือครบกำหนดวันนั้น ถือเป็นวันครบกำหนด"


def either_or(phrase: str) -> str:
    return f"{quoted(phrase)} ให้รอบเวลาไว้สองแบบ โปรดยืนยันว่าใช้แบบใด"


def one_duty_said_twice(often: str, phrase: str) -> str:
    return f"{quoted(often)} กับ {quoted(phrase)} ถี่เท่ากัน จึงถือเป็นงานเดียวกัน กำหนดคือ {quoted(phrase)} โปรดตรวจ"


def two_deadlines(one: str, other: str) -> str:
    return f"{quoted(one)} กับ {quoted(other)} ถี่เท่ากันแต่คนละวัน จึงนับเป็นสองกำหนด หากเป็นงานเดียวกันโปรดตัดออกหนึ่ง"


def example_only(phrase: str) -> str:
    return f"{quoted(phrase)} เป็นเพียงตัวอย่าง ไม่ใช่กำหนด โปรดกำหนดรอบเอง"


def on_event(phrase: str) -> str:
    return f"ขึ้นกับเหตุการณ์ {quoted(phrase)} จึงไม่มีวันแน่นอน โปรดกำหนดวันเมื่อเกิดเหตุ"


def period_not_date(phrase: str) -> str:
    return f"{quoted(phrase)} บอกรอบของข้อมูล ไม่ได้บอกวันส่ง ถือวันสิ้นรอบเป็นวันครบกำหนด"


def follows_officer(phrase: str) -> str:
    return f"ผู้บริหาร {quoted(phrase)} ใช้วันครบกำหนดเดียวกับเจ้าหน้าที่ในแถวนี้"


def follows_nothing(phrase: str) -> str:
    return f"ผู้บริหาร {quoted(phrase)} อ้างถึงกำหนดที่ไม่ปรากฏในแถวนี้ โปรดกำหนดวัน"


def from_item_name(phrase: str) -> str:
    return f"วันครบกำหนดอ่านจากชื่อรายการ ({quoted(phrase)}) เพราะช่องอื่นไม่ระบุ โปรดยืนยัน"


def time_in_result(phrase: str) -> str:
    return f"พบคำว่า {quoted(phrase)} ในช่องผล ซึ่งเป็นสิ่งที่ทำแล้ว ไม่ถือเป็นกำหนด"


def steps_misnumbered(numbers: Sequence[str]) -> str:
    return f"ลำดับขั้นตอนไม่ต่อเนื่อง ({', '.join(numbers)}) โปรดตรวจว่าข้อความครบหรือไม่"


def other_text(heading: str, text: str) -> str:
    return f"ข้อมูลช่อง {quoted(heading)}: {quoted(text)}"


def result_blank() -> str:
    return "ช่องผลการดำเนินการว่าง จึงไม่ถือว่าเสร็จ"


def result_repeats_plan() -> str:
    return "ผลที่รายงานซ้ำกับข้อความของแผนเอง จึงไม่ถือเป็นหลักฐานว่าเสร็จ"


def result_repeats_row(row: int) -> str:
    return f"ผลที่รายงานซ้ำกับผลของแถวที่ {row} จึงไม่ถือเป็นหลักฐานว่าเสร็จ"


def result_narrative() -> str:
    return "ผลที่รายงานเป็นการเล่า ไม่มีถ้อยคำว่าเสร็จ จึงไม่ถือว่าเสร็จ"


def score_as_text(text: str) -> str:
    return f"ช่องคะแนน {quoted(text)} อ่านเป็นตัวเลขไม่ได้"
