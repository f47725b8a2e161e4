"""An office: the tenant of every other row, its channel, and what it chose."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit
from models.base import Base, one_of
from models.meeting import read_meeting
from models.records import AgencyRecord, Voice
from models.refusal import Refusal
from models.thaitext import printable
from models.unit import add_unit

LONGEST_CONTACT = 200  # a line in the privacy notice
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
HOST = re.compile(r"([a-z0-9ก-๙][a-z0-9ก-๙.-]{1,250}\.[a-z0-9ก-๙-]{2,63})(?::\d{1,5})?(?:/.*)?")


class Agency(Base):
    """One office with its own LINE Official Account: the tenant of every other row.

    Its channel comes from the environment while channel_secret is null; otherwise secret and token are kept
    encrypted. line_bot_id is the `destination` of its webhooks. by_position: the report names officers by their
    positions. privacy_contact: whom to ask about personal data, as the privacy notice says it (PDPA s.23).
    ladder: the office's own days of reminding (models/ladder.py), null for the policy's. meeting: the day of its
    monthly meeting in words (models/meeting.py). digest_on: the Bangkok day on which it is looked at next whether the
    executives are told how things stand; null for at once.
    """

    __tablename__ = "agency"
    __table_args__ = (
        one_of("particle", ("ค่ะ", "ครับ")),
        one_of("digits", ("arabic", "thai")),
        CheckConstraint("quota > 0", name="quota_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    line_bot_id: Mapped[str | None] = mapped_column(unique=True)
    line_basic_id: Mapped[str | None]
    channel_id: Mapped[str | None]
    channel_secret: Mapped[str | None]
    channel_token: Mapped[str | None]
    particle: Mapped[str] = mapped_column(default="ค่ะ")
    digits: Mapped[str] = mapped_column(default="arabic")
    quota: Mapped[int]
    website: Mapped[str | None]
    by_position: Mapped[bool] = mapped_column(default=False)
    privacy_contact: Mapped[str | None]
    ladder: Mapped[dict[str, Any] | None]
    meeting: Mapped[str | None]
    digest_on: Mapped[date | None] = mapped_column(index=True)
    created_at: Mapped[datetime]


@dataclass(frozen=True)
class Wishes:
    """What is to be another way in an office; None leaves it as it is.

    website: an address or a host of the office's own site. meeting: the day of the monthly meeting in words.
    website, privacy_contact, meeting: "" for none.
    """

    name: str | None = None
    quota: int | None = None
    voice: Voice | None = None
    website: str | None = None
    by_position: bool | None = None
    privacy_contact: str | None = None
    meeting: str | None = None


def create(session: Session, slug: str, name: str, quota: int, units: Sequence[str], now: datetime) -> AgencyRecord:
    """A new office with its units in the order given; quota in counted messages a month.

    Raises Refusal for a slug that is taken or no slug (a–z, 0–9, "-"), an empty name, or a quota below 1.
    """
    if not SLUG.fullmatch(slug):
        raise Refusal(f"ชื่อย่อ {slug!r} ใช้ไม่ได้: ใช้ตัวอักษร a–z ตัวเลข และ - ไม่เกิน 40 ตัว")
    if by_slug(session, slug):
        raise Refusal(f"มีหน่วยงานชื่อย่อ {slug!r} อยู่แล้ว")
    _check(name, quota)
    agency = Agency(slug=slug, name=" ".join(name.split()), quota=quota, created_at=now)
    session.add(agency)
    session.flush()
    for unit in units:
        add_unit(session, agency.id, unit)
    return _record(agency)


def change(
    session: Session, agency_id: int, wishes: Wishes, now: datetime, staff_id: int | None = None
) -> AgencyRecord:
    """Change what is wished, leave the rest; the trail keeps before and after. Raises Refusal as create does."""
    agency = session.get_one(Agency, agency_id)
    before = _record(agency)
    _check(agency.name if wishes.name is None else wishes.name, agency.quota if wishes.quota is None else wishes.quota)
    agency.name = agency.name if wishes.name is None else " ".join(wishes.name.split())
    agency.quota = agency.quota if wishes.quota is None else wishes.quota
    if wishes.voice is not None:
        agency.particle, agency.digits = wishes.voice.particle, wishes.voice.digits
    if wishes.website is not None:
        agency.website = _host(wishes.website) if wishes.website.strip() else None
    if wishes.by_position is not None:
        agency.by_position = wishes.by_position
    if wishes.privacy_contact is not None:
        agency.privacy_contact = _contact(wishes.privacy_contact)
    if wishes.meeting is not None:
        agency.meeting = read_meeting(wishes.meeting).written if wishes.meeting.strip() else None
        agency.digest_on = None  # looked at anew: the new day may be near
    session.flush()
    audit.note_change(session, agency_id, "agency_changed", now, staff_id, asdict(before), asdict(_record(agency)))
    return _record(agency)


def keep_channel(
    session: Session, agency_id: int, channel_id: str | None, sealed_secret: str, sealed_token: str | None
) -> None:
    """Store the office's own LINE channel; secret and token come sealed (models/secrets.py).

    The bot id is forgotten: another channel is another bot, whose id is learnt at its first genuine webhook.
    """
    agency = session.get_one(Agency, agency_id)
    others = select(Agency).where(Agency.channel_id == channel_id, Agency.id != agency_id) if channel_id else None
    other = session.scalars(others).first() if others is not None else None
    if other is not None:  # neither would be answered: nobody could tell whose webhook it is
        raise Refusal(
            f"Channel ID {channel_id} เป็นของ {other.name} ({other.slug}) อยู่แล้ว แต่ละหน่วยงานต้องมีช่องทาง LINE ของตนเอง"
        )
    agency.channel_id, agency.channel_secret, agency.channel_token = channel_id, sealed_secret, sealed_token
    agency.line_bot_id = agency.line_basic_id = None
    session.flush()


def by_id(session: Session, agency_id: int) -> AgencyRecord:
    """The office of this row number; sqlalchemy.exc.NoResultFound when there is none."""
    return _record(session.get_one(Agency, agency_id))


def by_slug(session: Session, slug: str) -> AgencyRecord | None:
    """The office of this short name, or None."""
    agency = session.scalars(select(Agency).where(Agency.slug == slug)).first()
    return _record(agency) if agency else None


def all_agencies(session: Session) -> tuple[AgencyRecord, ...]:
    """Every office, by short name."""
    return tuple(_record(agency) for agency in session.scalars(select(Agency).order_by(Agency.slug)))


def _check(name: str, quota: int) -> None:
    if not name.strip():
        raise Refusal("ต้องระบุชื่อหน่วยงาน", "name")
    if quota < 1:
        raise Refusal("โควตาข้อความต่อเดือนต้องเป็นจำนวนเต็มตั้งแต่ 1 ขึ้นไป", "quota")


def _host(website: str) -> str:
    """The host of the office's own site, without "www.": what its links must lie under."""
    typed = website.strip().lower()
    host = HOST.fullmatch(typed.partition("://")[2] or typed)
    if host is None:
        raise Refusal(f"เว็บไซต์ {website!r} ใช้ไม่ได้: พิมพ์ชื่อเว็บ เช่น www.example.go.th", "website")
    return host[1].removeprefix("www.")


def _contact(words: str) -> str | None:
    kept = printable(words)
    if len(kept) > LONGEST_CONTACT:
        raise Refusal(f"ข้อความติดต่อยาวเกิน {LONGEST_CONTACT} ตัวอักษร", "privacy_contact")
    return kept or None


def _record(agency: Agency) -> AgencyRecord:
    return AgencyRecord(
        id=agency.id,
        slug=agency.slug,
        name=agency.name,
        quota=agency.quota,
        voice=Voice(agency.particle, agency.digits),
        line_bot_id=agency.line_bot_id,
        line_basic_id=agency.line_basic_id,
        website=agency.website,
        by_position=agency.by_position,
        privacy_contact=agency.privacy_contact,
        meeting=agency.meeting,
    )
