"""The smaller wordings that the rules of the grammar are made of, as patterns. Pure."""

from models.deadlines.board import T
from models.deadlines.meanings import WEEKDAY

ERA = r"(?:พ\.?ศ\.?)?"
# Two digits are a year of the Buddhist Era, unless they count ("30 days").
YEAR_NUMBER = r"(?<!\d)(?:25\d\d|20\d\d|[6-8]\d)(?!\d|วัน|สัปดาห์|เดือน|ครั้ง|%|บาท)"
EACH = "(?:ทุก|ราย|แต่ละ|ประจำ)"
# The first, last or n-th of something's months.
COUNTED = r"แรก|สุดท้าย|ที่\d(?:ของ|ใน)"
# "Every even month", but "every month manuals".
ALONE = "(?!มือ|สัญญา|ขนาน|กรณี|ค้า|สมรส|ความ)"
_LEAST = "(?:อย่างน้อย|ไม่น้อยกว่า|ไม่ต่ำกว่า|ประมาณ|จำนวน|เพียง)?"
TIMES = rf"{_LEAST}(?P<times>\d{{1,2}})?(?P<unit>ครั้ง|หน|รอบ)?"
_DAY = r"\d{1,2}(?!\d)"
DAY_LIST = rf"(?P<days>{_DAY}(?:(?:,|และ|หรือ|/|-|ถึง|กับ| )(?:วันที่)?{_DAY}){{0,7}})"
_OF = "(?:ของ|ใน|แห่ง)?(?:ทุก|แต่ละ)?"
WEEKDAY_LIST = f"(?P<weekdays>{WEEKDAY}(?:(?:,|และ|หรือ|/|กับ|-|ถึง)?(?:วัน)?{WEEKDAY}){{0,6}})"
NTH = r"(?:แรก|สุดท้าย|ต้น|ที่[1-5](?!\d)(?:(?:,|และ|หรือ|/|กับ| )(?:ที่)?[1-5](?!\d)){0,4})"
# "Of March and of September": what stands before holds for both.
MONTHS = rf"{T}(?:(?:,|และ|หรือ|กับ)(?:วัน)?(?:สิ้นเดือน|สิ้น|เดือน){T}){{0,5}}"
SCOPE = rf"(?:{_OF}(?:(?P<bare>เดือน)(?!{T})|เดือน)?(?P<scope>{MONTHS})?)"
UNIT = "(?P<unit>วันทำการ|วัน|สัปดาห์|เดือน)"
AFTER = (
    "(?:นับตั้งแต่|นับถัดจาก|นับแต่|นับจาก|นับ|ภายหลังจาก|ภายหลัง|หลังจาก|หลัง|ถัดจาก|ตั้งแต่|จาก)"
    "(?:วัน|ที่|สิ้นสุด|สิ้น|ครบ|ของ|ทุก|แต่ละ|เดือน|การ){0,5}"
)
QUARTER_LIST = r"[1-4](?!\d)(?:(?:,|และ|หรือ|/|-|ถึง|กับ| )(?:ไตรมาส)?(?:ที่)?Q?[1-4](?!\d)){0,5}"
YEAR = rf"(?:(?:/|ของ|\()?(?:ปีงบประมาณ|ปี)?{ERA}(?P<year>{YEAR_NUMBER}))?"
_ROUND_GLUE = "(?:(?:,|และ|หรือ|/|กับ|-| )|เดือน(?:,|และ|หรือ|/|กับ|-)?)(?:รอบ)?"
ROUND_LIST = rf"(?P<months>\d{{1,2}}(?:{_ROUND_GLUE}\d{{1,2}}){{0,4}})เดือน"
OF_YEAR = rf"(?:(?:ของปีงบประมาณ|ของปี|ปีงบประมาณ)(?!งบ|{ERA}\d))?"
