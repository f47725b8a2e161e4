"""The vocabulary as rules that can be asked by name. Pure."""

from functools import lru_cache

from bot import asides, hindrances, vocabulary
from bot.wording import CODE, pattern

_NAMES = """
    QUESTION NO_QUESTION WHO_DENIES INVITATION CONDITION HEARSAY THIRD_PERSON ORDER BENIGN LAST_YEAR JOKE EXAMPLE
    HOSTILE
    OFF_TOPIC OBSTACLE SOLVED STATE_SAID EXTENSION DELIVER DELIVER_LOOSELY PROMISE FUTURE
    TIME_LIMIT_WORDS PENDING_HAND NOT_NEGATIVE ACKNOWLEDGE
"""
_WORDS = {**vars(asides), **vars(hindrances), **vars(vocabulary)}
RULES = {name: pattern(_WORDS[name]) for name in _NAMES.split()}

# Words that say "seen", one after the other, and what may stand between them.
SEEN = pattern(rf"{vocabulary.ACKNOWLEDGE}|{CODE}|{vocabulary.PARTICLE}|แล้ว|พี่|ผม|ท่าน|หัวหน้า|มาก|ๆ|[^\w◇]")
_A_MESSAGE = 512  # answers kept: about what is asked of one message, over and over, and no more of people's words


@lru_cache(maxsize=_A_MESSAGE)
def has(name: str, flat: str) -> bool:
    """Whether the flat words hold anything of that rule."""
    return bool(RULES[name].search(flat))


@lru_cache(maxsize=_A_MESSAGE)
def without(name: str, flat: str) -> str:
    """The flat words with everything of that rule taken out."""
    return RULES[name].sub("", flat)


@lru_cache(maxsize=_A_MESSAGE)
def is_question(flat: str) -> bool:
    """Whether anything in the words asks; "nothing left" answers, although it holds a question's word."""
    return has("QUESTION", without("NO_QUESTION", flat))
