"""For whom a duty is, as a value that stays the same from one import to the next. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Assignee:
    """part: doer, collector, executive or nobody (see models/assignment.py); ids of the office's rows."""

    part: str
    unit_id: int | None = None
    staff_id: int | None = None

    @property
    def key(self) -> str:
        """For whom, in words that stay the same."""
        if self.staff_id:
            return f"staff/{self.staff_id}"
        return f"{self.part}/{self.unit_id}" if self.unit_id else self.part
