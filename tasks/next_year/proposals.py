"""From last year's plan and the new scores to what next year's plan is proposed to hold, each with its reason. Pure."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from config.bands import Bands
from models.readings import Rhythm, Score
from models.thaitext import squeeze
from tasks.reports.facts import MeasureFacts

CONTINUE = "continue"  # beside the bands: what goes on from last year without a score that calls for it
_ALIKE = 0.6  # of two titles under one code: below it the code means something else than last year
_SHORTEST_NAME = 8  # letters of an indicator's name by which a measure may be known to belong to it


@dataclass(frozen=True)
class Item:
    """An item of the new assessment: its code, title, what was found, and its score; None where it has none."""

    codes: tuple[str, ...]
    title: str
    finding: str
    score: float | None = None


@dataclass(frozen=True)
class Basis:
    """Last year's measures as they ended, and what the new assessment says. fiscal_year: last year's (พ.ศ.)."""

    fiscal_year: int
    measures: tuple[MeasureFacts, ...]
    scores: tuple[Score, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A row of the draft. last: last year's measure whose steps and units it takes over, None for one to be filled in.

    band: a band's key, or CONTINUE. why: the reasons in words, never empty.
    """

    band: str
    codes: tuple[str, ...]
    title: str
    why: tuple[str, ...]
    finding: str = ""
    score: float | None = None
    last: MeasureFacts | None = None

    @property
    def label(self) -> str:
        """Codes and title in one line; a title that begins with its code says it once."""
        codes = ", ".join(self.codes)
        return self.title if not codes or self.title.startswith(codes) else f"{codes} {self.title}"


@dataclass(frozen=True)
class Draft:
    """The proposals, lowest scores first; left_out: last year's measures that are not proposed, with the reason."""

    proposals: tuple[Proposal, ...]
    left_out: tuple[tuple[str, str], ...]


@dataclass
class _Found:
    band: str
    score: float | None
    finding: str = ""
    why: list[str] = field(default_factory=list)


def propose(basis: Basis, bands: Bands) -> Draft:
    """Low indicators and items, findings that no measure answers, then what goes on; nothing is made up."""
    taken: dict[int, _Found] = {}
    new = [*_of_indicators(basis, bands, taken), *_of_items(basis, bands, taken)]
    left_out = _going_on(basis, taken)
    by_number = {measure.number: measure for measure in basis.measures}
    kept = [_carried(by_number[number], found) for number, found in taken.items()]
    ranks = {band.key: n for n, band in enumerate(bands.bands)}
    ordered = sorted(
        (*new, *kept),
        key=lambda one: (
            ranks.get(one.band, len(ranks)),
            one.score if one.score is not None else 100.0,
            one.last.number if one.last else 0,
        ),
    )
    return Draft(tuple(ordered), tuple(left_out))


def _of_indicators(basis: Basis, bands: Bands, taken: dict[int, _Found]) -> list[Proposal]:
    """The indicators in a band: last year's measures of it, or a row to be filled in where it had none."""
    new = []
    for score in basis.scores:
        band = bands.of(score.score)
        if band is None:
            continue
        why = f"ตัวชี้วัดที่ {score.indicator} {score.name} ได้ {score.score:.2f} คะแนน ({band.title})"
        own = [measure for measure in basis.measures if belongs(measure, score)]
        for measure in own:
            _take(taken, measure, _Found(band.key, score.score), why)
        if not own:
            title = f"ตัวชี้วัดที่ {score.indicator} {score.name}".strip()
            told = f"ผลการประเมินได้ {score.score:.2f} คะแนน"
            new.append(Proposal(band.key, (), title, (why, "แผนปีก่อนไม่มีมาตรการของตัวชี้วัดนี้"), told, score.score))
    return new


def _of_items(basis: Basis, bands: Bands, taken: dict[int, _Found]) -> list[Proposal]:
    """The items in a band, and those found wanting without a score."""
    new = []
    for item in basis.items:
        band = bands.of(item.score) if item.score is not None else bands.bands[-1]
        if band is None:
            continue
        said = f"ได้ {item.score:.2f} คะแนน ({band.title})" if item.score is not None else "มีข้อค้นพบในผลการวิเคราะห์"
        why = f"{', '.join(item.codes) or item.title} {said}"
        own = [measure for measure in basis.measures if _is_same(measure, item)]
        for measure in own:
            _take(taken, measure, _Found(band.key, item.score, item.finding), why)
        if not own:
            reasons = (why, "แผนปีก่อนไม่มีมาตรการของข้อนี้")
            new.append(Proposal(band.key, item.codes, item.title, reasons, item.finding, item.score))
    return new


def _going_on(basis: Basis, taken: dict[int, _Found]) -> list[tuple[str, str]]:
    """What was not finished or comes round every year goes on; what was done once for all is told and left out."""
    left_out = []
    for measure in basis.measures:
        shares = measure.shares
        still_open = sum(not share.is_done for share in shares)
        if still_open:
            why = f"ปี {basis.fiscal_year} ยังไม่แล้วเสร็จ {still_open} จาก {len(shares)} งวด"
        elif not shares:
            why = f"ปี {basis.fiscal_year} ไม่มีงวดรายงานผล"
        elif any(share.rhythm != Rhythm.ONCE for share in shares):
            why = f"งานที่ทำเป็นประจำในแผนปี {basis.fiscal_year}"
        elif measure.number not in taken:
            left_out.append((measure.label, "แล้วเสร็จ และแผนปีก่อนกำหนดไว้ครั้งเดียว"))
            continue
        else:
            continue
        _take(taken, measure, _Found(CONTINUE, None), why)
    return left_out


def belongs(measure: MeasureFacts, score: Score) -> bool:
    """The measure names the indicator, by its number or in full, in its title or in a heading above it."""
    row = measure.row
    near = squeeze(" ".join((measure.title, *(row.headings if row else ()), *(row.captions if row else ()))))
    number, name = f"ตัวชี้วัดที่{score.indicator}", squeeze(score.name)
    at = near.find(number)
    by_number = at >= 0 and not near[at + len(number) : at + len(number) + 1].isdigit()
    return by_number or (len(name) >= _SHORTEST_NAME and name in near)


def _is_same(measure: MeasureFacts, item: Item) -> bool:
    """The same code with a title alike (codes change their meaning every year); without codes the very title."""
    mine, theirs = squeeze(measure.title), squeeze(item.title)
    if not (item.codes and measure.codes):
        return bool(mine) and mine == theirs
    alike = mine in theirs or theirs in mine or SequenceMatcher(None, mine, theirs).ratio() >= _ALIKE
    return alike and bool(set(item.codes) & set(measure.codes))


def _take(taken: dict[int, _Found], measure: MeasureFacts, found: _Found, why: str) -> None:
    """One row a measure: the first band it was met in stays, further reasons are added."""
    known = taken.setdefault(measure.number, found)
    known.why.append(why)
    known.finding = known.finding or found.finding


def _carried(measure: MeasureFacts, found: _Found) -> Proposal:
    return Proposal(
        found.band, measure.codes, measure.title, tuple(found.why), found.finding, found.score, last=measure
    )
