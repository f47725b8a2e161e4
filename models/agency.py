"""An office and its parts: agency, units and sections with their aliases, its own days off."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfAgency, one_of


class Agency(Base):
    """One office with its own LINE Official Account: the tenant of every other row.

    Its channel comes from the environment while channel_secret is null; otherwise secret and token are kept
    encrypted. line_bot_id is the `destination` of its webhooks.
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
    channel_id: Mapped[str | None]
    channel_secret: Mapped[str | None]
    channel_token: Mapped[str | None]
    particle: Mapped[str] = mapped_column(default="ค่ะ")
    digits: Mapped[str] = mapped_column(default="arabic")
    quota: Mapped[int]
    created_at: Mapped[datetime]


class Unit(Base, OfAgency):
    """A unit (กอง, สำนัก) or, with a parent, a section (งาน) of it."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("agency_id", "parent_id", "name"),)

    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    name: Mapped[str]
    position: Mapped[int]


class UnitAlias(Base, OfAgency):
    """Another spelling of a unit or section, matched without spaces and decorations."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("agency_id", "key"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    key: Mapped[str]


class DayOverride(Base, OfAgency):
    """A day this office is closed though others work, or open though others rest."""

    __tablename__ = "day_override"
    __table_args__ = (UniqueConstraint("agency_id", "day"),)

    day: Mapped[date]
    is_open: Mapped[bool]
    reason: Mapped[str]
