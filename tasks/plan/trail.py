"""The heading rows a table row stands under: numbered ones nest (1 → 1.1), others replace each other. Pure."""

from dataclasses import dataclass, field

from tasks.plan.outline import number_of


@dataclass
class Trail:
    """The headings in force, outermost first, each with its number ("" without one)."""

    steps: list[tuple[str, str]] = field(default_factory=list)
    has_parts: bool = False  # a row below was numbered as a part of the innermost heading

    def enter(self, text: str, number: str) -> None:
        """A heading row begins."""
        while self.steps and not (number and number.startswith(f"{self.steps[-1][0]}.") and self.steps[-1][0]):
            self.steps.pop()
        label = f"{number}. {text}" if number and not number_of(text) else text
        self.steps.append((number, label))
        self.has_parts = False

    def clear(self) -> None:
        """A new section begins."""
        self.steps, self.has_parts = [], False

    def pass_row(self, number: str) -> None:
        """A row with this number comes: "3" after heading 2 with its 2.1, 2.2 stands under neither."""
        heading = self.steps[-1][0] if self.steps else ""
        if not heading or not number:
            return
        if number.startswith(heading + "."):
            self.has_parts = True
        elif self.has_parts and "." not in number and number != heading:
            self.clear()

    def label(self) -> str:
        """The headings in one line, outermost first."""
        return " › ".join(label for _, label in self.steps)
