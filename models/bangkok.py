"""Bangkok decides days: the office's time zone (UTC+7 all year) and what day a moment falls on there. Pure."""

from datetime import date, datetime, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7))


def bangkok_day(moment: datetime) -> date:
    """The calendar day in Bangkok of an aware moment."""
    return moment.astimezone(BANGKOK).date()


def day_end(day: date) -> datetime:
    """The first moment (aware) after a Bangkok day."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), BANGKOK)


def month_start(moment: datetime) -> datetime:
    """The first moment (aware) of the Bangkok month: LINE's counted messages begin anew."""
    return datetime.combine(bangkok_day(moment).replace(day=1), datetime.min.time(), BANGKOK)
