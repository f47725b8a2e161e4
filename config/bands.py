"""What scores call for: bands of indicators and items, and the level that an office's scores come to. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """Scores from the band before it up to `below`, which belongs to the next one."""

    key: str
    title: str
    below: float


@dataclass(frozen=True)
class Instrument:
    """One of the assessment's three, with the numbers of its indicators and its weight in per cent."""

    name: str
    indicators: tuple[int, ...]
    weight: float


@dataclass(frozen=True)
class Level:
    """A level, from the least total and the least score of each instrument on."""

    name: str
    total: float
    each: float


@dataclass(frozen=True)
class Standing:
    """An office's total, its instruments' scores, and the level they come to."""

    total: float
    instruments: tuple[tuple[str, float], ...]
    level: str


@dataclass(frozen=True)
class Bands:
    """Every band from the lowest up, the instruments, and the levels from the best down."""

    bands: tuple[Band, ...]
    instruments: tuple[Instrument, ...]
    levels: tuple[Level, ...]

    def of(self, score: float) -> Band | None:
        """The band a score lies in; None for one above them all, which calls for nothing."""
        return next((band for band in self.bands if score < band.below), None)

    def standing(self, scores: Mapping[int, float]) -> Standing | None:
        """What the indicators' scores come to, each counting alike within its instrument; None unless all are there."""
        if any(number not in scores for one in self.instruments for number in one.indicators):
            return None
        means = [(one.name, sum(scores[n] for n in one.indicators) / len(one.indicators)) for one in self.instruments]
        weights = [one.weight for one in self.instruments]
        total = sum(mean * weight for (_, mean), weight in zip(means, weights, strict=True)) / sum(weights)
        # To the two places in which scores are told: 94.996 is printed as 95.00 and counts as that.
        told = tuple((name, round(mean, 2)) for name, mean in means)
        least, whole = min(mean for _, mean in told), round(total, 2)
        level = next(one.name for one in self.levels if whole >= one.total and least >= one.each)
        return Standing(whole, told, level)


def parse_bands(text: str) -> Bands:
    """The text of bands.toml; a missing or misspelt part raises KeyError, TypeError or ValueError naming it."""
    data = tomllib.loads(text)
    bands = tuple(Band(**row) for row in data["band"])
    if list(bands) != sorted(bands, key=lambda band: band.below):
        raise ValueError("the bands do not stand from the lowest up")
    instruments = tuple(Instrument(r["name"], tuple(r["indicators"]), r["weight"]) for r in data["instrument"])
    return Bands(bands, instruments, tuple(Level(**row) for row in data["level"]))
