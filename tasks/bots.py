"""Learn each office's bot by the id that links to its 1:1 chat name."""

import structlog
from sqlalchemy import select

from bot.channels import channel_of
from bot.line import LineError
from models.agency import Agency
from models.database import reading, transaction
from models.secrets import SecretError
from tasks.house import House

log = structlog.get_logger()


def learn_bots(house: House) -> int:
    """Ask LINE for the basic ids not known yet; returns how many were learnt. A failed look-up comes again."""
    return sum(_learn(house, agency_id) for agency_id in _unknown(house))


def _unknown(house: House) -> list[int]:
    with reading(house.engine) as session:
        return list(session.scalars(select(Agency.id).where(Agency.line_basic_id.is_(None)).order_by(Agency.id)))


def _learn(house: House, agency_id: int) -> bool:
    try:
        with reading(house.engine) as session:
            channel = channel_of(session.get_one(Agency, agency_id), house.settings)
        found = house.gateway.basic_id(channel) if channel else None
    except (LineError, SecretError, KeyError) as error:
        log.warning("bot_not_learned", agency=agency_id, error=type(error).__name__)
        return False
    if not found:
        return False
    with transaction(house.engine) as session:
        session.get_one(Agency, agency_id).line_basic_id = found
    return True
