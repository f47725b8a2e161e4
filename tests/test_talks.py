"""The conversations in docs/conversations.md are what the service says today."""

from pathlib import Path

import pytest

from tests.talk_scripts import TALKS, Talk
from tests.talks import FILE, RENEW, section, transcript


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("number", "talk"), list(enumerate(TALKS, 1)), ids=[f"talk-{n}" for n in range(1, len(TALKS) + 1)]
)
def test_the_conversation_stands_in_the_docs_word_for_word(number: int, talk: Talk, database_url: str, tmp_path: Path):
    now = section(number, talk, transcript(talk, database_url, tmp_path))
    assert now in FILE.read_text(encoding="utf-8"), f"out of date; renew it with {RENEW} and read it aloud"


def test_the_docs_hold_no_other_conversations():
    assert FILE.read_text(encoding="utf-8").count("\n## ") == len(TALKS) >= 10
