"""What became of everything that was asked of the service, by what LINE heard and what the database holds."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.killing.office import Office
from models.database import reading
from models.delivery import Delivery
from models.evidence import Evidence
from models.inbox import InboxEvent
from models.outbox import OutboxMessage

DOUBT = "unknown"  # a reply that may have been said: told in the trace, and not said again


@dataclass(frozen=True)
class Verdict:
    """asked: words typed, notices and reminders. lost and twice: which of them; doubts: replies that may be unsaid.

    rules: what no honest client of LINE does.
    """

    asked: int
    lost: tuple[str, ...]
    twice: tuple[str, ...]
    doubts: int
    rules: int

    @property
    def is_clean(self) -> bool:
        """Nothing lost, nothing twice, no rule of LINE's broken."""
        return not (self.lost or self.twice or self.rules)


def judge(office: Office) -> Verdict:
    """Ask when all is settled: each word typed took effect once, each notice and reminder was said once."""
    heard = _heard(office.line.inbox(), office.group)
    with reading(office.engine) as session:
        doubted = _doubted(session)
        effects = Counter(session.scalars(select(Evidence.url)))
        left = list(session.scalars(select(InboxEvent.webhook_event_id).where(InboxEvent.state != "done")))
        waiting = list(
            session.scalars(select(OutboxMessage.key).where(OutboxMessage.state.in_(("waiting", "sending"))))
        )
    said = (*office.notices, *office.called_for)
    lost = [one for one in said if not heard[one] and one not in doubted]
    lost += [link for link in office.typed if not effects[link]] + left + waiting
    twice = [one for one in said if heard[one] > 1] + [link for link in office.typed if effects[link] > 1]
    asked = len(said) + len(office.typed)
    return Verdict(asked, tuple(lost), tuple(twice), len(doubted), len(office.line.violations()))


def _heard(messages: Iterable[dict[str, Any]], group: str) -> Counter[str]:
    """How often each notice's words, or a card's button, came to the one who heard it most.

    Several people may each be told in their own chat; who hears it in the group is not told again.
    """
    together: dict[tuple[str, str], set[str]] = {}
    for message in messages:
        request = (message["chat"], message["request_id"])
        together[request] = together.get(request, set()) | _named(message["body"])
    heard = Counter((one, chat) for (chat, _), named in together.items() for one in named)
    most: Counter[str] = Counter()
    for (one, chat), times in heard.items():
        most[one] = max(most[one], times + (heard[one, group] if chat != group else 0))
    return most


def _named(bodies: Any) -> set[str]:
    """Notices' words, and of buttons that say "done" which duty on which day they mean."""
    found: set[str] = set()
    for text in _texts(bodies):
        if text.startswith("ประกาศเลขที่"):
            found.add(text)
        if text.startswith("a=done&d="):
            found.add("&".join(text.split("&")[1:3]))
    return found


def _texts(body: Any) -> Iterable[str]:
    if isinstance(body, str):
        yield body
    for one in body.values() if isinstance(body, dict) else body if isinstance(body, list) else ():
        yield from _texts(one)


def _doubted(session: Session) -> set[str]:
    """What was on a reply that LINE did not answer clearly."""
    bodies = session.scalars(select(Delivery.body).where(Delivery.state == DOUBT))
    return {one for body in bodies for one in _named(json.loads(json.dumps(body)))}
