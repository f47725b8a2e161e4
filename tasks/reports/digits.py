"""A report's digits: every figure in the hand of the source document, addresses and codes left alone. Pure."""

import re
from datetime import date

from models.thaidate import long_date, short_date
from models.thaitext import fold_digits, to_thai_digits

# An address, an e-mail, a file's name or a code ("O12", "e-Service2") keeps the digits it works with.
_LATIN = re.compile(r"[A-Za-z@/\\_]")
_UNBROKEN = re.compile(r"\S+")


class Digits:
    """Writes in one kind of digits; "mixed" leaves words as they were typed and writes ours in the office's."""

    def __init__(self, source: str, office: str) -> None:
        self.kind = source if source in ("thai", "arabic") else office
        self._as_typed = source not in ("thai", "arabic")

    def own(self, text: str) -> str:
        """Words of ours."""
        return to_thai_digits(text) if self.kind == "thai" else text

    def theirs(self, text: str) -> str:
        """Words somebody typed: their figures in the report's digits, what holds Latin letters untouched."""
        if self._as_typed:
            return text
        convert = to_thai_digits if self.kind == "thai" else fold_digits
        return _UNBROKEN.sub(lambda one: one[0] if _LATIN.search(one[0]) else convert(one[0]), text)

    def day(self, day: date) -> str:
        """ "31 ธันวาคม 2569" """
        return long_date(day, thai_digits=self.kind == "thai")

    def short(self, day: date) -> str:
        """ "31 ธ.ค. 2569" """
        return short_date(day, thai_digits=self.kind == "thai")
