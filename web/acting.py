"""A page acts by the conversation's own verbs: the same rules, the same words, the same notes to others."""

from flask import flash
from sqlalchemy.orm import Session

from bot.conversation import say_elsewhere
from bot.scene import Outcome, Scene
from models.chat import ChatType
from models.records import ChatRecord
from tasks.house import current_house
from web.access import visitor

_HERE = 0  # no chat of LINE's: what is said to others goes to every chat that is concerned


def scene() -> Scene:
    """Where somebody acts on a page: alone with the service, as in their 1:1 chat, and in no chat of LINE's."""
    who, house = visitor(), current_house()
    return Scene(
        agency=who.agency,
        chat=ChatRecord(_HERE, who.agency.id, ChatType.PRIVATE),
        contact=None,
        now=house.clock(),
        person=who.person,
        pages=house.settings.pages,
    )


def follow(session: Session, at: Scene, outcome: Outcome) -> None:
    """Tell others what the conversation would tell them, and say on the next page what it would answer."""
    say_elsewhere(session, at, outcome)
    for message in outcome.answer:
        words = message.get("altText") or message.get("text")
        if words:
            flash(str(words))
