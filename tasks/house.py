"""What every process carries about: the settings, the engine, the clock and the gateway to LINE."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Engine

from bot.line import LineGateway
from config.clock import Clock, make_clock
from config.settings import Settings
from models.database import make_engine


@dataclass(frozen=True)
class House:
    """One running service. `clock()` is the only source of now: aware, UTC."""

    settings: Settings
    engine: Engine
    clock: Clock
    gateway: LineGateway


def never() -> bool:
    """Nobody asks the round to stop."""
    return False


def build(settings: Settings) -> House:
    """The house these settings describe; connects to nothing yet."""
    return House(
        settings,
        make_engine(settings.database_url),
        make_clock(settings.clock_file),
        LineGateway(settings.line_api_base),
    )


def current_house() -> House:
    """The house of the Flask application at work, for commands and pages; RuntimeError outside of one."""
    house: House = current_app.extensions["tamngan"]
    return house
