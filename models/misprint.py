"""A Thai word however a scan or a hand lost or moved its vowels and tone marks: a pattern and a key for it. Pure."""

import re

# What stands above and below the letters: a text layer drops these, or hands them out one letter late.
MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_MARK = re.compile(f"[{MARKS}]")
# Letters that scanners, and many people, take for one another; the first of each stands for all in a key.
_ALIKE = ("าำ", "ฎฏ", "ศษส")
_CLASS_OF = {letter: alike for alike in _ALIKE for letter in alike}
_FIRST_OF = str.maketrans({letter: alike[0] for letter, alike in _CLASS_OF.items()})


def misprints_of(word: str) -> str:
    """A pattern for the word in every state: marks lost, moved or mistaken, look-alike letters taken for another."""
    letters = (f"[{_CLASS_OF[letter]}]" if letter in _CLASS_OF else letter for letter in _MARK.sub("", word))
    return "".join(rf"{letter}[{MARKS}]{{0,3}}" for letter in letters)


def bare(word: str) -> str:
    """The key all misprints of a word share: its letters without marks."""
    return _MARK.sub("", word).translate(_FIRST_OF)
