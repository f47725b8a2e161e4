"""Addresses of pictures for messages: signed, so that nobody makes one up, and good for a week."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from models.bangkok import bangkok_day

LIFE = timedelta(days=7)  # a phone loads a message's picture when it is looked at
# Named so that no other use of SECRET_KEY ever takes one of these for its own.
PURPOSE = "tamngan summary picture 1"


@dataclass(frozen=True)
class PictureOf:
    """What the picture shows: one office's year as it stood on a Bangkok day, of one unit or quarter when given."""

    agency_id: int
    fiscal_year: int
    day: date
    unit_id: int | None = None
    quarter: int | None = None


def picture_path(secret_key: str, shown: PictureOf, now: datetime) -> str:
    """The path under PUBLIC_URL, good for seven days. SECRET_KEY must be set."""
    kept = {**asdict(shown), "day": shown.day.isoformat(), "until": bangkok_day(now + LIFE).isoformat()}
    token = _signer(secret_key).dumps(list(kept.values()))
    return f"/picture/{token if isinstance(token, str) else token.decode()}.png"


def picture_of(secret_key: str, token: str, now: datetime) -> PictureOf | None:
    """What an address shows; None for one that we did not make, that has run out, or without a key to tell by."""
    if not secret_key:
        return None
    try:
        agency_id, fiscal_year, day, unit_id, quarter, until = _signer(secret_key).loads(token)
    except BadData:
        return None
    if date.fromisoformat(until) < bangkok_day(now):
        return None
    return PictureOf(agency_id, fiscal_year, date.fromisoformat(day), unit_id, quarter)


def _signer(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=PURPOSE)
