"""English in chat words: the closed list a plain claim is made of, and what shows that a message is English. Pure."""

import re

from bot.vocabulary import PARTICLE

_WORD = re.compile(r"[a-z][a-z']*")
_THAI = re.compile(r"[ก-๛]")
_PARTICLES = re.compile(PARTICLE)
# Verbs that ask, wish or tell of others are endless, so that what a plain claim may hold is listed instead.
_CLAIM_WORDS = """
    i we the a my our this these everything it item work task report file document data form plan page web website site
    link photo picture system facebook announcement information pdf program excel word drive google line
    reports files documents forms pages photos links
    is are was were has have been am just now already today yesterday this morning afternoon evening last week earlier
    early time ahead schedule on to in at of for with and also all both completely fully finally successfully
    done finish finished complete completed submitted posted published uploaded sent updated ready dusted good set ok
    okay yes see attached send post upload
    hi hello dear sir madam thanks thank you best regards
    krub krab krap kub kab kap kha ka khaa na naka ja jaa jah la laew leaw leo laeo lae
"""
# An auxiliary before its subject asks, wherever it stands: "O12 has the report been published".
_SUBJECT = (
    r"(?:it|you|they|he|she|we|i|the|that|this|these|those|there|any(?:one|body|thing)?|some(?:one|body)"
    r"|every(?:one|body|thing)|our|your|my|their|his|her"
    r"|all(?!\s?(?:done|good|set|finish|complete|submit|post|publish|ready)))"
)
INVERTED = (
    rf"\b(?:(?:is|are|was|were|has|have|had|can|could|may|might|shall|will|would)(?:n't)?\s?{_SUBJECT}"
    rf"|(?<!i\s)(?<!we\s)(?<!to\s)(?:did|do|does)(?:n't)?\s?{_SUBJECT})\b"
)
# Said to somebody, or of what is still to come: nothing of it is done yet.
TO_BE_DONE = (
    r"(?:^|\|)(?:confirm|verify|remind|tell\s?me|check\s?(?:that|if|whether))\b"
    r"|(?:^|\|)(?:finish|complete)\s?(?:◇|the|it|all|this|your)"
    r"|\b(?:finish|complete|submit|publish|upload|post)\s(?:the|your|this|these|those|all|every|an?|any|it|them|form|section)\b"
    r"(?![^|]{0,40}(?:แล้ว|already|laew|yesterday))"
    r"|\b(?:make|be)\s?(?:sure|certain)\b|\bensure\b|\bto\s?(?:be|get|have)\b"
    r"|\b(?:needs?|ha(?:s|ve)|ought|supposed|expected|required)\s?to\b"
    r"|\b(?:get|want|need|like|make|keep)\s?(?:◇|it|them|this|that)\s?(?:to\s?be\s?)?"
    r"(?:done|finished|completed|published|submitted|posted)\b"
)
WISHED = r"\b(?:hope|hoping|hoped|wish|wishing)\b"
NEARLY_NOT = r"\b(?:never|hardly|barely|scarcely|without|nobody|none|neither|nor|far\s?from)\b"

# Of a sentence written in English; "update", "upload", "file" and "done" are words of Thai chat.
_FUNCTION_WORDS = """
    the is are was were been being does did has have had not yet cannot can't don't didn't isn't haven't hasn't won't
    can could will would should must i'm we he she they you us me my our your their this that these those there
    but because if when while until before after since how what why who where which with from about already just
    finished completed submitted published posted uploaded started delayed sent waiting working doing missing asked
    need want help please tell show give extend postpone
"""

_OF_A_CLAIM = frozenset(_CLAIM_WORDS.split())
_OF_ENGLISH = frozenset(_FUNCTION_WORDS.split())


def is_more_than_a_claim(flat: str) -> bool:
    """Whether English words, with no Thai beside them but a particle, hold any that no plain claim needs."""
    bare = _PARTICLES.sub(" ", flat)
    return not _THAI.search(bare) and any(word not in _OF_A_CLAIM for word in _WORD.findall(bare))


def is_sentence(words: list[str]) -> bool:
    """Whether Latin words are an English sentence: two or more, and one that only English needs."""
    return len(words) > 1 and any(word.lower() in _OF_ENGLISH for word in words)
