"""What every table shares: names of constraints, aware datetimes stored in UTC, the agency on each row."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import JSON, TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; a naive one is a programming error and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a naive datetime reached the database: {value!r}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else in_utc(value)


def in_utc(stored: datetime) -> datetime:
    """A moment as the database keeps it (SQLite without a zone) in UTC."""
    return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)


class Base(DeclarativeBase):
    """Registry of all tables; its metadata is what the migrations are compared with."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[str]: JSON, list[int]: JSON}  # noqa: RUF012


class OfAgency:
    """A row of one office. Every query names the agency: one office never sees another's rows."""

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), index=True)


def stamped(state: str, stamp: str, column: str = "status") -> CheckConstraint:
    """A CHECK that the state holds exactly when its timestamp is there."""
    return CheckConstraint(f"({column} = '{state}') = ({stamp} IS NOT NULL)", name=f"{state}_has_{stamp}")


def one_of(column: str, values: type | tuple[str, ...]) -> CheckConstraint:
    """A CHECK that a column holds one of a StrEnum's (or tuple's) values, or is null."""
    listed = ", ".join(f"'{v}'" for v in values)  # type: ignore[union-attr]
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")
