"""What an import is given and what it tells: the file, what was done and left open, and why it was refused. Pure."""

from dataclasses import dataclass, field


class ApplyRefused(Exception):
    """There is nothing to take over."""


class MostWouldGo(ApplyRefused):
    """Most of the plan that stands would be withdrawn: only `replace` goes on with that."""

    def __init__(self, fiscal_year: int, matched: int, stored: int) -> None:
        super().__init__(
            f"เอกสารนี้ตรงกับแผนปี {fiscal_year} ที่มีอยู่เพียง {matched} จาก {stored} มาตรการ "
            "หากต้องการใช้แทนแผนเดิมจริง ให้สั่งซ้ำโดยเติม --replace (รายงานที่บันทึกไว้จะยังอยู่)"
        )
        self.matched, self.stored = matched, stored


@dataclass(frozen=True)
class Source:
    """The file a reading came from."""

    name: str
    sha256: str


@dataclass
class ImportReport:
    """What an import did, to be told to the person who ran it.

    before_start: live occurrences due before the plan was taken up, of which nobody is reminded.
    doubts: each thing to be asked with the rows it concerns; no row where it concerns the document.
    """

    fiscal_year: int
    unchanged: bool = False
    new_measures: list[str] = field(default_factory=list)
    changed_measures: list[str] = field(default_factory=list)
    withdrawn_measures: list[str] = field(default_factory=list)
    duties: int = 0
    new_occurrences: int = 0
    before_start: int = 0
    undated: list[str] = field(default_factory=list)
    unassigned: list[str] = field(default_factory=list)
    doubts: dict[str, list[int]] = field(default_factory=dict)
