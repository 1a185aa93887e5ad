"""Why a candidate cannot meet at a time, in words and before anything is done."""

from ..reading import needs_of
from .clashes import Clash, Rule, clashes, clashes_of, is_possible
from .wording import say

__all__ = ["Clash", "Rule", "clashes", "clashes_of", "is_possible", "needs_of", "say"]
