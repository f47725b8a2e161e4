"""Learn what an account calls itself when its owner registers: a coordinator must see whom they confirm."""

from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels import channel_of
from bot.line import Channel, LineError
from bot.postback import unpack
from models import contacts
from models.agency import Agency
from models.chat import Chat, ChatType
from models.database import reading, transaction
from models.inbox import InboxEvent
from tasks.house import House

log = structlog.get_logger()


@dataclass(frozen=True)
class Unnamed:
    """Whom to ask LINE about; group: where the account was met, None in the 1:1 chat."""

    agency_id: int
    channel: Channel
    user_id: str
    group: str | None


def learn_name(house: House, event_id: int) -> None:
    """Ask LINE for the name of whoever registers with this event and has none yet; a failed look-up changes nothing."""
    with reading(house.engine) as session:
        unnamed = _unnamed(session, house, session.get_one(InboxEvent, event_id))
    if unnamed is None:
        return
    try:
        name = house.gateway.profile_name(unnamed.channel, unnamed.user_id, unnamed.group)
    except LineError as error:
        log.warning("name_not_learned", retry=error.retry, status=error.status)
        return
    with transaction(house.engine) as session:
        contacts.meet(session, unnamed.agency_id, unnamed.user_id, name, house.clock())


def _unnamed(session: Session, house: House, event: InboxEvent) -> Unnamed | None:
    raw = event.raw or {}
    said_from = raw.get("source")
    source: dict[str, Any] = said_from if isinstance(said_from, dict) else {}
    user_id, group = source.get("userId"), source.get("groupId")
    if not user_id or source.get("roomId") or raw.get("mode") == "standby":
        return None
    contact = contacts.known(session, event.agency_id, str(user_id))
    if contact and (contact.display_name or contact.binding == "confirmed"):
        return None
    typing = contact is not None and contacts.awaits_name(session, contact.id, house.clock())
    if not (typing or _registers(raw)) or _is_public(session, event.agency_id, group):
        return None
    channel = channel_of(session.get_one(Agency, event.agency_id), house.settings)
    return Unnamed(event.agency_id, channel, str(user_id), str(group) if group else None) if channel else None


def _registers(raw: dict[str, Any]) -> bool:
    postback = raw.get("postback")
    return isinstance(postback, dict) and unpack(str(postback.get("data", ""))).action in ("register", "iam")


def _is_public(session: Session, agency_id: int, group: object) -> bool:
    """Among citizens nobody registers, so nobody's name is asked for."""
    kind = select(Chat.type).where(Chat.agency_id == agency_id, Chat.line_id == str(group))
    return group is not None and session.scalar(kind) == ChatType.PUBLIC
