"""Every message of the product passes LINE's form and sizes for a large office with long names."""

import json
import pkgutil
from random import Random

from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st

import bot.messages
from bot.messages import parts
from simulator import limits, schema
from tests.large_office import LargeOffice, builders

BUBBLE, CAROUSEL, BUBBLES = 30 * 1024, 50 * 1024, 12  # line.md, section 4
THAI = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B, exclude_categories=["Cn"])
LONG = st.one_of(
    st.text(THAI, min_size=40, max_size=700),
    st.sampled_from(
        ["น้ำ" * 300, "กอง" + "ส่งเสริม" * 60, "👨‍👩‍👧‍👦" * 60, "{{u1}} {x}" * 20, "ก", "่" * 300, "O12 " * 200]
    ),
)


def sizes(message: dict) -> list[tuple[int, int]]:
    """(bytes, most) of a card and each bubble of it, with Thai letters escaped: the stricter way to count."""
    contents = message["contents"]
    several = contents["contents"] if contents["type"] == "carousel" else [contents]
    assert len(several) <= BUBBLES
    return [(len(json.dumps(contents)), CAROUSEL), *((len(json.dumps(bubble)), BUBBLE) for bubble in several)]


# Not shrunk: each smaller example is a whole office built anew. The same examples each time; more by the number.
@settings(max_examples=5, derandomize=True, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(LONG, LONG, LONG, LONG, st.integers(0, 999))
def test_every_message_is_one_that_line_takes(title: str, person: str, unit: str, words: str, seed: int):
    for name, builder in builders():
        messages = LargeOffice(title, person, unit, words, Random(seed)).said_by(builder)
        note(name)
        assert len(messages) <= 5
        body = {"to": "C" + "0" * 32, "messages": messages or [parts.text("-")]}
        assert schema.problems("PushMessageRequest", body) == []
        assert limits.problems(messages) == []
        for message in (one for one in messages if one["type"] == "flex"):
            assert [size for size in sizes(message) if size[0] > size[1]] == []
            assert 8 <= len(message["altText"].strip()) <= 1500


def test_no_message_of_the_product_is_left_out():
    modules = {name.partition(".")[0] for name, _ in builders()}
    pieces = {"cards", "english", "english_people", "lengths", "parts", "people"}
    assert modules == {module.name for module in pkgutil.iter_modules(bot.messages.__path__)} - pieces
