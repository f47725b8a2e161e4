"""Which office a webhook is for, and with which credentials its channel is spoken to."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.line import Channel
from config.settings import Settings
from models.agency import Agency
from models.database import changed
from models.secrets import open_secret


@dataclass(frozen=True)
class KnownChannel:
    """An office and its channel. destination is remembered at the first genuine webhook of a new channel."""

    agency_id: int
    channel: Channel
    destination: str

    def learn(self, session: Session) -> None:
        """Remember the bot's id the first time it is seen (the signature has been checked by then).

        Said to the database at once: after rows that refer to the office, two first webhooks would lock each other.
        """
        unknown = update(Agency).where(Agency.id == self.agency_id, Agency.line_bot_id.is_(None))
        changed(session, unknown.values(line_bot_id=self.destination))


def channel_of(agency: Agency, settings: Settings) -> Channel | None:
    """The office's own channel (kept encrypted), else the one of the environment; None when there is neither."""
    if agency.channel_secret:
        secret = open_secret(agency.channel_secret, settings.secret_key)
        token = open_secret(agency.channel_token, settings.secret_key) if agency.channel_token else None
        return Channel(secret, token, agency.channel_id)
    if settings.has_line_credentials:
        return Channel(settings.line_channel_secret or "", settings.line_channel_access_token, settings.line_channel_id)
    return None


def channels_for_destination(session: Session, settings: Settings, destination: str) -> list[KnownChannel]:
    """Whose webhook it may be: the office of this bot, else those whose bot is not known yet (the signature tells)."""
    known = session.scalars(select(Agency).where(Agency.line_bot_id == destination)).all()
    offices = known or session.scalars(select(Agency).where(Agency.line_bot_id.is_(None)).order_by(Agency.id)).all()
    channels = ((agency.id, channel_of(agency, settings)) for agency in offices)
    return [KnownChannel(agency_id, channel, destination) for agency_id, channel in channels if channel]
