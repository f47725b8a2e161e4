"""What to do with the messages a chat is owed: reply for free, push there or to the people, hold or drop. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tasks.delivery.splitting import Move, Spending, Told, split

LINE_UNASKED = "ต้องถามโควตาจาก LINE ก่อน"  # ask, then route again
LINE_SILENT = "LINE ไม่ตอบโควตาที่เหลือ"
CLOSED = "นอกเวลาทำการ"
PATIENT = "รอให้มีคนพูดในกลุ่ม"
MOST_MESSAGES = 5  # LINE's limit for one request
DIGEST_MESSAGES = 2  # a line that names the people, and the cards


@dataclass(frozen=True)
class Waiting:
    """One message as routing sees it. size: finished messages it brings; 0 for a reminder, which joins the digest.

    An answer belongs to one reply token. people: those named in a group's reminder whom LINE reaches in 1:1 chats.
    """

    id: int
    is_answer: bool
    size: int
    rank: int
    push_after: datetime | None
    useless_after: datetime
    token_id: int | None
    wanted: bool
    why_not: str = ""
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class Situation:
    """What is known when routing: live reply tokens of the chat, whether the office is open, what a push costs.

    left: counted messages that may still be spent this month; None when LINE does not say. asked: whether it was
    asked just now. kept: by rank, how many of them are kept for what is more urgent.
    """

    now: datetime
    tokens: tuple[int, ...]
    is_open: bool
    is_public: bool
    cost: int
    left: int | None
    asked: bool = True
    kept: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Send:
    """One request to make: the way, the token for a reply, and which messages it carries."""

    way: str
    answers: tuple[int, ...]
    reminders: tuple[int, ...]
    token_id: int | None = None
    cost: int = 0


@dataclass(frozen=True)
class Route:
    """At most one request, what goes to people's 1:1 chats instead, and what is not to be said, with the reason.

    Everything else is held, and why.
    """

    send: Send | None = None
    drops: tuple[tuple[int, str], ...] = ()
    held: str = ""
    moves: tuple[Move, ...] = ()


def route(waiting: Sequence[Waiting], at: Situation) -> Route:
    """Choose for one chat. Answers first, on the token of what they answer; reminders ride along or wait.

    A reminder never goes into a public group nor outside working hours; it waits for a free token until its patience
    is over, then is pushed when the quota allows: in the chat, or to the people where that costs less. No reminder is
    begun, free or not, unless LINE has just answered a question: a reply cut short cannot be tried again, so an
    outage would swallow what rides on it.
    """
    drops = tuple((w.id, _reason(w, at)) for w in waiting if _reason(w, at))
    alive = [w for w in waiting if not _reason(w, at)]
    answers = [w for w in alive if w.is_answer]
    reminders = sorted((w for w in alive if not w.is_answer), key=lambda w: (w.rank, w.id)) if at.is_open else []
    impatient = any(_is_over(w, at) for w in reminders)
    can_go = bool(reminders) and bool(answers or at.tokens or impatient)
    if can_go and not at.asked:
        return Route(None, drops, LINE_UNASKED)
    if answers:
        return Route(_reply_with_answers(answers, reminders if at.left is not None else []), drops)
    if not can_go:
        return Route(None, drops, _why_waiting(alive, at))
    if at.left is None:
        return Route(None, drops, LINE_SILENT)
    due = _fitting(reminders, MOST_MESSAGES)
    if at.tokens:
        return Route(Send("reply", (), due, at.tokens[0]), drops)
    return _push(reminders, due, drops, Spending(at.left, at.kept), at)


def _why_waiting(alive: Sequence[Waiting], at: Situation) -> str:
    if not alive:
        return ""
    return PATIENT if at.is_open else CLOSED


def _reply_with_answers(answers: Sequence[Waiting], reminders: Sequence[Waiting]) -> Send:
    """The answers of one token go together; what else the chat is owed rides along where there is room."""
    token = answers[0].token_id
    together: list[Waiting] = []
    for one in answers:
        if one.token_id == token and sum(w.size for w in together) + one.size <= MOST_MESSAGES:
            together.append(one)
    room = MOST_MESSAGES - sum(w.size for w in together)
    return Send("reply", tuple(w.id for w in together), _fitting(reminders, room), token)


def _fitting(reminders: Sequence[Waiting], room: int) -> tuple[int, ...]:
    """The digest of all reminders counts as two messages; notices bring their own, the most urgent first."""
    with_digest = any(w.size == 0 for w in reminders) and room >= DIGEST_MESSAGES
    room -= DIGEST_MESSAGES if with_digest else 0
    chosen = []
    for one in reminders:
        if one.size == 0 and with_digest:
            chosen.append(one.id)
        elif 0 < one.size <= room:
            room -= one.size
            chosen.append(one.id)
    return tuple(chosen)


def _push(
    reminders: Sequence[Waiting],
    due: tuple[int, ...],
    drops: tuple[tuple[int, str], ...],
    spending: Spending,
    at: Situation,
) -> Route:
    told = [Told(w.id, w.rank, _is_over(w, at), w.people) for w in reminders]
    rank = min(one.rank for one in told if one.impatient)
    people = {person for one in told for person in one.people}
    cheaper = all(one.people for one in told) and len(people) < at.cost
    if not cheaper and spending.allows(at.cost, rank):
        return Route(Send("push", (), due, None, at.cost), drops)
    moves = split(told, spending)
    rest = {one.id for one in told if one.impatient} - {move.message_id for move in moves}
    return Route(None, drops, spending.why_not(at.cost, rank) if rest else "", moves)


def _is_over(one: Waiting, at: Situation) -> bool:
    """Its patience is: nobody spoke in time."""
    return one.push_after is not None and one.push_after <= at.now


def _reason(one: Waiting, at: Situation) -> str:
    if not one.wanted:
        return one.why_not
    if one.is_answer and one.token_id not in at.tokens:
        return "หมดเวลาตอบกลับ"
    if not one.is_answer and at.is_public:
        return "กลุ่มสาธารณะไม่รับการเตือน"
    return "พ้นเวลาที่มีประโยชน์" if one.useless_after <= at.now else ""
