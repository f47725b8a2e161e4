"""How an office is spoken to on its pages: the particle and the digits that it chose."""

from flask import g

from bot.messages import parts
from models.records import AgencyRecord, Voice
from web.access import visitor_or_none


def speak_to(agency: AgencyRecord) -> None:
    """This page is read by somebody of that office, who is not signed in yet."""
    g.voice = agency.voice


def voice() -> Voice:
    """The voice of the office whose page this is; the usual one where nobody knows whose."""
    if "voice" not in g:  # asked for each number of a page
        who = visitor_or_none()
        g.voice = who.agency.voice if who else Voice()
    found: Voice = g.voice
    return found


def polite() -> str:
    """The particle that ends a statement: ค่ะ or ครับ."""
    return voice().particle


def asking() -> str:
    """The particle that ends a question or a request: คะ or ครับ."""
    return parts.question(voice())
