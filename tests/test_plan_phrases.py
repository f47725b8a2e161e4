"""The deadline's own words, cut out of the sentence around them, and who the sentence is about."""

import pytest

from models.records import Actor
from tasks.plan.clauses import actor_of, by_actor
from tasks.plan.phrases import deadline_words


@pytest.mark.parametrize(
    "phrase",
    [
        "ภายในเดือนตุลาคม ของทุกปี",
        "ทุกไตร มาส",
        "อย่างน้อยไตรมาสละ 1 ครั้ง",
        "ทุก 6 เดือน ภายในเดือนเมษายน และเดือนตุลาคม ของทุกปี",
        "ปีละครั้ง",
        "ภายในวันที่ ๑๕ มกราคม ๒๕๗๐",
        "ภายใน 30 วัน นับแต่วันสิ้นปีงบประมาณ",
        "ภายในสามสิบวันนับแต่วันสิ้นปีงบประมาณ",
        "ไตรมาสที่สาม",
        "ภายใน 31 มี.ค. 70",
        "ตั้งแต่เดือนพฤศจิกายน 2569 จนถึงเดือนกุมภาพันธ์ 2570",
    ],
)
def test_only_the_words_of_the_deadline_are_kept(phrase):
    sentence = f"เจ้าหน้าที่จัดทำสรุปผลการดำเนินงานเสนอหัวหน้า {phrase} เพื่อประชาชนได้รับทราบโดยทั่วกัน"
    assert deadline_words(sentence, 2570) == phrase


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("ผู้บริหารกำกับติดตามทุกเดือน", Actor.EXECUTIVE),
        ("2. ผู้ บริหารมีการติดตามทุกเดือน", Actor.EXECUTIVE),
        ("นายกองค์การบริหารส่วนตำบลตรวจสอบทุกไตรมาส", Actor.EXECUTIVE),
        ("ปลัดเทศบาลเร่งรัดทุกเดือน", Actor.EXECUTIVE),
        ("ติดตามผลโดยผู้บริหารทุกเดือน", Actor.EXECUTIVE),
        ("รายงานผู้บริหารทุกเดือน", Actor.OFFICER),
        ("ให้ผู้บริหารทราบทุกเดือน", Actor.OFFICER),
        ("เสนอนายกเพื่อพิจารณาทุกเดือน", Actor.OFFICER),
        ("สำนักปลัดติดตามทุกเดือน", Actor.OFFICER),
        ("เจ้าหน้าที่ติดตามทุกเดือน", Actor.OFFICER),
    ],
)
def test_a_deadline_is_the_executives_only_when_they_are_its_subject(words, actor):
    assert actor_of(words) is actor


def test_one_sentence_with_two_subjects_is_cut_between_them():
    assert by_actor("เจ้าหน้าที่รายงานทุกไตรมาส และผู้บริหารติดตามทุกเดือน") == [
        (Actor.OFFICER, "เจ้าหน้าที่รายงานทุกไตรมาส และ"),
        (Actor.EXECUTIVE, "ผู้บริหารติดตามทุกเดือน"),
    ]
