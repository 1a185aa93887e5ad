"""Why a candidate cannot meet at a time, in words and before anything is done."""

from .clashes import Clash, Rule, clashes, is_possible
from .needs import needs_of
from .wording import say

__all__ = ["Clash", "Rule", "clashes", "is_possible", "needs_of", "say"]
