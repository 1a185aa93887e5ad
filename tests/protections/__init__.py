"""Every protection, and what switches it off: run by `bin/without`, one at a time, in a copy."""

from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Protection:
    """One protection of the portal, and the small change that takes it away.

    `old` stands exactly once in `file`, and `new` takes its place; or `sql` is run in the database. Then
    each of `tests` must fail by an assertion. `rule` is the rule of the design that asks for it.
    """

    name: str
    rule: int
    protects: str
    tests: tuple[str, ...]
    file: str = ""
    old: str = ""
    new: str = ""
    sql: str = ""
    # What else must be in the environment of the tests.
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def how(self) -> str:
        """How it is switched off, on one line."""
        if self.sql:
            return f"`{self.sql}`"
        new = f"`{_line(self.new)}`" if self.new.strip() else "nothing"
        return f"`{self.file}`: `{_line(self.old)}` → {new}"

    def count(self, root: Path = ROOT) -> int:
        """Return how often the text to replace is found."""
        return (root / self.file).read_text("utf-8").count(self.old)

    def switch_off(self, root: Path) -> None:
        """Make the change in a copy of the tree.

        :raises ValueError: the text is not found exactly once
        """
        if self.count(root) != 1:
            raise ValueError(f"{self.name}: {self.file} has its text {self.count(root)} times")
        path = root / self.file
        path.write_text(path.read_text("utf-8").replace(self.old, self.new), "utf-8")


def _line(text: str) -> str:
    return " ".join(text.split()).replace("`", "'")
