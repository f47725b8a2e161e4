"""Which office a webhook is for, and with which credentials its channel is spoken to."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.line import Channel
from config.settings import Settings
from models.agency import Agency
from models.secrets import open_secret


@dataclass(frozen=True)
class KnownChannel:
    """An office and its channel. destination is remembered at the first genuine webhook of a new channel."""

    agency_id: int
    channel: Channel
    destination: str

    def learn(self, session: Session) -> None:
        """Remember the bot's id the first time it is seen (the signature has been checked by then)."""
        agency = session.get_one(Agency, self.agency_id)
        if agency.line_bot_id is None:
            agency.line_bot_id = self.destination


def channel_of(agency: Agency, settings: Settings) -> Channel | None:
    """The office's own channel (kept encrypted), else the one of the environment; None when there is neither."""
    if agency.channel_secret:
        secret = open_secret(agency.channel_secret, settings.secret_key)
        token = open_secret(agency.channel_token, settings.secret_key) if agency.channel_token else None
        return Channel(secret, token, agency.channel_id)
    if settings.has_line_credentials:
        return Channel(settings.line_channel_secret or "", settings.line_channel_access_token, settings.line_channel_id)
    return None


def channel_for_destination(session: Session, settings: Settings, destination: str) -> KnownChannel | None:
    """The office whose bot was addressed; a bot not seen before belongs to the one office without a bot id yet."""
    agency = session.scalars(select(Agency).where(Agency.line_bot_id == destination)).first()
    if agency is None:
        waiting = session.scalars(select(Agency).where(Agency.line_bot_id.is_(None)).limit(2)).all()
        agency = waiting[0] if len(waiting) == 1 else None
    channel = channel_of(agency, settings) if agency else None
    return KnownChannel(agency.id, channel, destination) if agency and channel else None
