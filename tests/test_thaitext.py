"""Thai text comes out in one spelling, whatever typed, scanned or exported it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.thaitext import fold_digits, normalise, squeeze, strip_tags, to_thai_digits


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("เเผน", "แผน"),
        ("ดำเนินการ", "ดำเนินการ"),
        ("ด\u0e4d\u0e32เนิน", "ดำเนิน"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ท\u0e35\u0e35\u0e48", "ที่"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
        ("\ufeffO\u200b12\u200e", "O12"),
        ("Ｏ－１２", "O-12"),
        ("ก\u00a0ข", "ก ข"),
        ("ท\uf70aี", "ที่"),
    ],
)
def test_what_looks_the_same_is_spelled_the_same(written, meant):
    assert normalise(written) == meant


def test_line_breaks_and_thai_digits_survive_normalising():
    assert normalise("ข้อ ๑\nข้อ ๒") == "ข้อ ๑\nข้อ ๒"


def test_digits_turn_both_ways():
    assert fold_digits("๓๑ มีนาคม ๒๕๗๐") == "31 มีนาคม 2570"
    assert to_thai_digits("31 มีนาคม 2570") == "๓๑ มีนาคม ๒๕๗๐"


def test_a_word_broken_by_a_scan_compares_equal_to_the_whole_word():
    assert squeeze("ทุกไตร\n มาส ๑") == squeeze("ทุกไตรมาส 1") == "ทุกไตรมาส1"
    assert squeeze("ก \u0e4d า หนด") == "กำหนด"


@pytest.mark.parametrize(
    ("marked_up", "plain"),
    [
        ("<p>๑. หนึ่ง</p> <p>๒. สอง</p>", "๑. หนึ่ง\n \n๒. สอง"),
        ('<ol style="list-style-type: none"> ก <u>ข</u>ค', "ก ขค"),
        ("ก<br/>ข", "ก\nข"),
        ("<input type=checkbox> มี", "มี"),
        ("R&D &amp; AT&T &lt;b&gt; &#3585;", "R&D & AT&T <b> ก"),
        ("คะแนน < 85 และ > 70", "คะแนน < 85 และ > 70"),
        ("<https://example.go.th/a>", "<https://example.go.th/a>"),
        ("<ระบุชื่อ> <p ไม่ปิด", "<ระบุชื่อ> <p ไม่ปิด"),
    ],
)
def test_tags_go_and_what_only_looks_like_a_tag_stays(marked_up, plain):
    assert strip_tags(marked_up) == plain


THAI_NOISE = st.text(st.sampled_from("กนเแาำํ่้๊๋์ัิีุู็ฺ \u200b1๑"), max_size=40)


@settings(max_examples=200, deadline=None)
@given(THAI_NOISE | st.text(max_size=60))
def test_saying_it_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
    assert squeeze(squeeze(text)) == squeeze(text)
    assert squeeze(normalise(text)) == squeeze(text)
    strip_tags(text)


@pytest.mark.parametrize("unit", ["<", "<a ", "</p", "&", "&#", "่", "ำ้", "ํ", "ํ้า", "เ", "<p>"])
def test_a_long_hostile_text_is_read_at_once(unit):
    text = unit * (100_000 // len(unit))
    begin = time.perf_counter()
    strip_tags(text), squeeze(text)
    assert time.perf_counter() - begin < 1.0
