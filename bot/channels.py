"""Which office a webhook is for, and with which credentials its channel is spoken to."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Engine, or_, select
from sqlalchemy.orm import Session

from bot.line import Channel
from config.settings import Settings
from models import audit
from models.agency import Agency
from models.database import reading
from models.secrets import SecretError, open_secret

KEPT_SECONDS = 2.0  # how long the door goes by what it read of the offices: a look for each webhook doubles its cost
FEW = 50  # offices whose secrets are all tried; with more, the destination chooses whose
BOT_ID = re.compile(r"U[0-9a-f]{32}")  # nothing else takes the place of a bot that is known
Value = TypeVar("Value")


@dataclass(frozen=True)
class KnownChannel:
    """An office and its channel. is_new: its bot is not known by this destination yet, and is to be learnt."""

    agency_id: int
    channel: Channel
    destination: str
    is_new: bool

    def learn(self, session: Session, now: datetime) -> None:
        """Remember the bot's id (the signature has been checked by then).

        In a transaction of its own, and not when it would have to wait: rows stored at the same time refer to the
        office, so the database would wait in a circle. The next webhook comes by here again.
        """
        mine = select(Agency).where(Agency.id == self.agency_id).with_for_update(skip_locked=True)
        agency = session.scalars(mine).first()
        if agency is not None and agency.line_bot_id != self.destination:
            agency.line_bot_id = self.destination
            audit.note(session, self.agency_id, "bot_learnt", now)


def channel_of(agency: Agency, settings: Settings) -> Channel | None:
    """The office's own channel (kept encrypted), else the one of the environment; None when there is neither."""
    if agency.channel_secret:
        secret = open_secret(agency.channel_secret, settings.secret_key)
        token = open_secret(agency.channel_token, settings.secret_key) if agency.channel_token else None
        return Channel(secret, token, agency.channel_id)
    if settings.has_line_credentials:
        return Channel(settings.line_channel_secret or "", settings.line_channel_access_token, settings.line_channel_id)
    return None


def secrets_if_few(session: Session, settings: Settings) -> set[str] | None:
    """Every secret a webhook can be signed with; None when they are too many to try, or one cannot be opened.

    An office whose secret does not open must close no other office's door.
    """
    offices = session.scalars(select(Agency).limit(FEW + 1)).all()
    if len(offices) > FEW:
        return None
    try:
        return {channel.secret for office in offices if (channel := channel_of(office, settings))}
    except SecretError:
        return None


def channels_for_destination(session: Session, settings: Settings, destination: str) -> list[KnownChannel]:
    """Whose webhook it may be: the office of this bot, else those whose bot may be another now (the signature tells).

    That is an office whose bot is not known yet, or whose channel is the environment's, which may have changed.
    """
    # One statement: between two, another webhook may teach the office its bot, and neither would find it.
    new: ColumnElement[bool] = Agency.line_bot_id.is_(None)
    if BOT_ID.fullmatch(destination):
        new = or_(new, Agency.channel_secret.is_(None))
    mine_or_new = or_(Agency.line_bot_id == destination, new)
    possible = session.scalars(select(Agency).where(mine_or_new).order_by(Agency.id)).all()
    known = [agency for agency in possible if agency.line_bot_id == destination]
    offices = known or possible
    channels = ((agency.id, channel_of(agency, settings)) for agency in offices)
    return [KnownChannel(agency_id, channel, destination, not known) for agency_id, channel in channels if channel]


class Doorkeeper:
    """What the door knows of the offices, read anew every few seconds, or at once when asked for it fresh.

    A channel stored a moment ago counts at once, since whoever refuses a webhook asks for a fresh look first; one
    that was taken away is known for KEPT_SECONDS more.
    """

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings = settings
        self._engine = engine
        self._secrets: dict[str, _Kept[set[str] | None]] = {}
        self._channels: dict[str, _Kept[list[KnownChannel]]] = {}

    def secrets(self, fresh: bool) -> set[str] | None:
        """Every secret a webhook can be signed with; None when that cannot be said (secrets_if_few)."""
        return _kept(self._secrets, "", fresh, self._read_secrets, lambda _: True)

    def channels(self, destination: str, fresh: bool) -> list[KnownChannel]:
        """Whose webhook it may be (channels_for_destination)."""
        return _kept(self._channels, destination, fresh, lambda: self._read_channels(destination), _all_known)

    def _read_secrets(self) -> set[str] | None:
        with reading(self._engine) as session:
            return secrets_if_few(session, self._settings)

    def _read_channels(self, destination: str) -> list[KnownChannel]:
        with reading(self._engine) as session:
            return channels_for_destination(session, self._settings, destination)


@dataclass
class _Kept(Generic[Value]):
    value: Value
    until: float


def _all_known(channels: list[KnownChannel]) -> bool:
    """Only what names a bot we know is kept: it does not change by itself, and strangers cannot make it many."""
    return bool(channels) and not any(one.is_new for one in channels)


def _kept(
    store: dict[str, _Kept[Value]],
    key: str,
    fresh: bool,
    read: Callable[[], Value],
    is_lasting: Callable[[Value], bool],
) -> Value:
    kept, moment = store.get(key), time.monotonic()
    if kept and not fresh:
        if moment < kept.until:
            return kept.value
        kept.until = moment + KEPT_SECONDS  # one thread reads; the others go by the old one meanwhile
    value = read()
    if is_lasting(value):
        store[key] = _Kept(value, moment + KEPT_SECONDS)
    else:
        store.pop(key, None)
    return value
