"""The pretended LINE refuses what LINE refuses in a message, and names the place."""

from collections.abc import Iterator

import pytest
import requests

from simulator.server import start
from tests.simulator_kit import TOKEN, Line, bubble, button, flex, mention, text

MANI = "U" + "1" * 32


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    with start(token=TOKEN) as running:
        bot = Line(running.url)
        yield bot
        bot.http.close()


def problem_of(answer: requests.Response) -> str:
    assert answer.status_code == 400, answer.text
    assert set(answer.json()) == {"message", "details"}
    return answer.json()["details"][0]["property"]


def test_a_misspelt_flex_property_is_refused_by_its_place(line):
    wrong = flex(bubble(text("ก"), text("ข", wrpa=True)))
    assert problem_of(line.validate(wrong)) == "messages[0].contents.body.contents[1].wrpa"


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ({"type": "txet", "text": "ก"}, "messages[0].type"),
        ({"type": "text"}, "messages[0].text"),
        ({"type": "text", "text": ""}, "messages[0].text"),
        ({"type": "text", "text": "ก" * 4_999 + "🙂"}, "messages[0].text"),
        (flex(bubble(text("ก")), alt="ก" * 1_501), "messages[0].altText"),
        (flex({"type": "bubble"}), "messages[0].contents"),
        (flex(bubble(text(""))), "messages[0].contents.body.contents[0].text"),
        (flex(bubble(text("ก", color="red"))), "messages[0].contents.body.contents[0].color"),
        (flex(bubble(text("ก", size="huge"))), "messages[0].contents.body.contents[0].size"),
        (flex(bubble({"type": "spacer"})), "messages[0].contents.body.contents[0].type"),
        (flex(bubble({"type": "span", "text": "ก"})), "messages[0].contents.body.contents[0]"),
        (flex(bubble({"type": "button"})), "messages[0].contents.body.contents[0].action"),
        (flex(bubble(button(type="postback", data="x"))), "messages[0].contents.body.contents[0].action.label"),
        (
            flex(bubble(button(type="postback", label="ก" * 41, data="x"))),
            "messages[0].contents.body.contents[0].action.label",
        ),
        (
            flex(bubble(button(type="postback", label="ก", data="x" * 301))),
            "messages[0].contents.body.contents[0].action.data",
        ),
        (
            flex(bubble(button(type="uri", label="ก", uri="ftp://a"))),
            "messages[0].contents.body.contents[0].action.uri",
        ),
        (flex(bubble(button(type="camera", label="ก"))), "messages[0].contents.body.contents[0].action.type"),
        (
            flex(bubble({"type": "box", "layout": "baseline", "contents": [{"type": "separator"}]})),
            "messages[0].contents.body.contents[0].contents[0]",
        ),
        (flex(bubble({"type": "image", "url": "http://a/b.png"})), "messages[0].contents.body.contents[0].url"),
        (flex(bubble(*[text("ก" * 100)] * 60)), "messages[0].contents"),
        (flex({"type": "carousel", "contents": [bubble(text("ก"))] * 13}), "messages[0].contents.contents"),
        (flex({"type": "carousel", "contents": [bubble(*[text("ก" * 100)] * 20)] * 5}), "messages[0].contents"),
        (
            {"type": "textV2", "text": "{a}", "substitution": {"b": {"type": "mention", "mentionee": {"type": "all"}}}},
            "messages[0].text",
        ),
        ({"type": "text", "text": "ก", "quickReply": {"items": []}}, "messages[0].quickReply.items"),
        ({"type": "text", "text": "ก", "sender": {"name": "ก" * 21}}, "messages[0].sender.name"),
    ],
)  # fmt: skip
def test_what_line_refuses_is_refused_at_its_place(line, message, place):
    assert problem_of(line.validate(message)) == place


def test_thirteen_quick_replies_pass_and_fourteen_do_not(line):
    item = {"type": "action", "action": {"type": "message", "label": "ก" * 20, "text": "ก"}}
    assert line.validate({**text("ก"), "quickReply": {"items": [item] * 13}}).status_code == 200
    assert problem_of(line.validate({**text("ก"), "quickReply": {"items": [item] * 14}})).startswith(
        "messages[0].quickReply"
    )


def test_thai_marks_do_not_lengthen_a_label(line):
    assert line.validate(flex(bubble(button(type="postback", label="ก้" * 40, data="x")))).status_code == 200


def test_a_text_of_5000_utf16_units_passes(line):
    assert line.validate("ก" * 4_998 + "🙂").status_code == 200


def test_six_messages_are_one_too_many(line):
    assert problem_of(line.validate(*"กขคงจฉ")) == "messages"


def test_a_rich_card_passes(line):
    bar = {
        "type": "box", "layout": "horizontal", "height": "6px", "backgroundColor": "#EEEEEE", "cornerRadius": "3px",
        "contents": [{
            "type": "box", "layout": "vertical", "width": "40%", "backgroundColor": "#06C755", "contents": [],
        }],
    }  # fmt: skip
    row = {"type": "box", "layout": "baseline", "spacing": "sm", "contents": [text("ครบ", flex=2, color="#888888")]}
    card = bubble(
        text("O12", weight="bold", size="lg", wrap=True), {"type": "separator", "margin": "md"}, row, bar,
        {"type": "button", "style": "primary", "height": "sm", "color": "#06C755",
         "action": {"type": "postback", "label": "เสร็จแล้ว", "data": "a=1"}},
        size="kilo", styles={"header": {"backgroundColor": "#FFFFFF"}},
    )  # fmt: skip
    assert line.validate(flex(card)).json() == {}
    assert line.validate(flex({"type": "carousel", "contents": [card] * 12})).json() == {}


def test_more_than_twenty_mentions_are_refused(line):
    assert line.validate(mention(**{f"u{n}": MANI for n in range(20)})).status_code == 200
    assert line.validate(mention(**{f"u{n}": MANI for n in range(21)})).status_code == 400


def test_bodies_over_two_megabytes_and_other_media_are_refused(line):
    assert line.validate("ก" * 400_000).status_code == 413
    answer = line.http.post(line.url + "/v2/bot/message/push", data="to=U", timeout=5)
    assert answer.status_code == 415
