"""A cell falls apart where its writer numbered it, and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.deadlines.cellitems import split_items


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("1.จัดทำแผน 2.รายงาน 3. เผยแพร่", ("จัดทำแผน", "รายงาน", "เผยแพร่")),
        ("๑) ประชุม ๒) สรุป", ("ประชุม", "สรุป")),
        ("(1) ประชุม (2) สรุป", ("ประชุม", "สรุป")),
        ("1. จัดทำ 3. รวบรวม 4. รายงาน", ("จัดทำ", "รวบรวม", "รายงาน")),
        ("2. ผู้บริหารติดตาม", ("ผู้บริหารติดตาม",)),
        ("<p>1.จัดทำ</p> <p>2.รายงาน</p>", ("จัดทำ", "รายงาน")),
        ("<p>จัดทำ</p><p>รายงาน</p>", ("จัดทำ", "รายงาน")),
        ("<ul><li>จัดทำ<li>รายงาน", ("จัดทำ", "รายงาน")),
        ("<ol> 1.จัดทำ <u>แผน</u> 2.รายงาน", ("จัดทำ แผน", "รายงาน")),
        ("- จัดทำ - รายงาน", ("จัดทำ", "รายงาน")),
        ("-จัดทำขั้นตอน -สร้างจิตสำนึก", ("จัดทำขั้นตอน", "สร้างจิตสำนึก")),
        ("• จัดทำ • รายงาน", ("จัดทำ", "รายงาน")),
        ("ให้ดำเนินการดังนี้ 1. จัดทำ 2. รายงาน", ("ให้ดำเนินการดังนี้", "จัดทำ", "รายงาน")),
        (
            "1. รายงานเจ้าหน้าที่ 2. เสนอภายในเดือนตุลาคม 3. ปิดปี 2570 4. จบ",
            ("รายงานเจ้าหน้าที่", "เสนอภายในเดือนตุลาคม", "ปิดปี 2570", "จบ"),
        ),
        ("ก. จัดทำ ข. รายงาน ค. เผยแพร่", ("จัดทำ", "รายงาน", "เผยแพร่")),
        ("จัดทำ\nแผน", ("จัดทำ แผน",)),
        ("", ()),
        (" - ", ()),
    ],
)
def test_numbered_bulleted_and_marked_up_items_come_apart(cell, items):
    assert split_items(cell) == items


@pytest.mark.parametrize(
    "cell",
    [
        "ภายใน 31.3.2570",
        "หัวข้อ 9.1 ข้อมูลพื้นฐาน 9.2 การบริหารงาน",
        "ตามข้อ 2. ของระเบียบ",
        "คะแนน 98.81",
        "ต.ค. 69 – ธ.ค. 69",
        "1 ต.ค. 69 - 31 มี.ค. 70",
        "มาตรา 9(8)",
        "พ.ศ. 2540 ข้อ 30",
        "ประชุมครั้งที่ 1. ต้นปี",
        "O12. แผน",
        "ก. พ. 70",
        "ส่ง ก. พาณิชย์",
        "สายด่วน 02-123-4567",
    ],
)
def test_dates_codes_laws_and_decimals_split_nothing(cell):
    assert split_items(cell) == (cell,)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.sampled_from("กขคงจ "), min_size=3).filter(str.strip), min_size=2, max_size=6))
def test_whatever_is_numbered_comes_back_as_it_was(words):
    wanted = tuple(" ".join(word.split()) for word in words)
    assert split_items(" ".join(f"{n}. {word}" for n, word in enumerate(words, 1))) == wanted
