"""Thai government holidays: the yearly list, the cabinet's special days, and what one office changes."""

import tomllib
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from holidays import country_holidays

from models.workdays import WorkCalendar

_SPECIALS = Path(__file__).resolve().parent.parent / "config" / "holidays.toml"
# Labour Day is a holiday for companies and banks; government offices work, also on the day in its stead.
_LABOUR_DAY = "วันแรงงานแห่งชาติ"
_CHILDRENS_DAY = "วันเด็กแห่งชาติ"  # kept on a Saturday, and no day off by the cabinet's list


def read_specials(text: str) -> dict[date, str]:
    """The [[special]] days of a holidays.toml; raises ValueError when a day lacks its date, name or source."""
    days: dict[date, str] = {}
    for entry in tomllib.loads(text).get("special", []):
        if set(entry) != {"date", "name", "source"} or type(entry["date"]) is not date:
            raise ValueError(f"a special holiday needs date, name and source, and nothing else: {entry}")
        days[entry["date"]] = str(entry["name"])
    return days


def _government_name(listed: str) -> str:
    return "; ".join(name for name in listed.split("; ") if _LABOUR_DAY not in name and name != _CHILDRENS_DAY)


@cache
def holiday_names(first_year: int, last_year: int) -> Mapping[date, str]:
    """Government holidays of the CE years, both included, each with its Thai names ("; " between two)."""
    years = range(first_year, last_year + 1)
    listed = country_holidays("TH", years=years, categories=("public", "government"), language="th")
    names = {day: _government_name(listed[day]) for day in sorted(listed)}
    specials = read_specials(_SPECIALS.read_text(encoding="utf-8"))
    named = names | {day: name for day, name in specials.items() if day.year in years}
    return MappingProxyType({day: name for day, name in sorted(named.items()) if name})


def work_calendar(
    first_year: int, last_year: int, closed: Collection[date] = (), opened: Collection[date] = ()
) -> WorkCalendar:
    """The working days of the CE years, both included, with an office's own closed and opened days."""
    return WorkCalendar(frozenset(holiday_names(first_year, last_year)) | frozenset(closed), frozenset(opened))
