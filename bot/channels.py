"""Which office a webhook is for, and with which credentials its channel is spoken to."""

from dataclasses import dataclass

from sqlalchemy import or_, select
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
    is_new: bool

    def learn(self, session: Session) -> None:
        """Remember the bot's id when it is seen first (the signature has been checked by then).

        In a transaction of its own, and not when it would have to wait: rows stored at the same time refer to the
        office, so the database would wait in a circle. The next webhook comes by here again.
        """
        unknown = select(Agency).where(Agency.id == self.agency_id, Agency.line_bot_id.is_(None))
        agency = session.scalars(unknown.with_for_update(skip_locked=True)).first()
        if agency is not None:
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


def channels_for_destination(session: Session, settings: Settings, destination: str) -> list[KnownChannel]:
    """Whose webhook it may be: the office of this bot, else those whose bot is not known yet (the signature tells)."""
    # One statement: between two, another webhook may teach the office its bot, and neither would find it.
    mine_or_new = or_(Agency.line_bot_id == destination, Agency.line_bot_id.is_(None))
    possible = session.scalars(select(Agency).where(mine_or_new).order_by(Agency.id)).all()
    known = [agency for agency in possible if agency.line_bot_id]
    offices = known or possible
    channels = ((agency.id, channel_of(agency, settings)) for agency in offices)
    return [KnownChannel(agency_id, channel, destination, not known) for agency_id, channel in channels if channel]
