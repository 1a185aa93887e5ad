"""Whether a meeting is ready: computed each time, never ticked off by hand."""

from .facts import Facts, facts_of
from .lines import Line, hard_lines_left, lines_of

__all__ = ["Facts", "Line", "facts_of", "hard_lines_left", "lines_of"]
