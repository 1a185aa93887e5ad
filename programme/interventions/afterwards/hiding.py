"""Which rows of a public table stay hidden, so that no small number can be told from it.

A row is small that stands for fewer than five statements or fewer than five speakers. It is hidden, and
so is as much besides that the sum, which is shown, does not give it away: with one hidden row the rest
of the sum would be that row, and where the rest is nothing, or the most that small rows can hold, each
of them would be known. See docs/decisions/0031.
"""

from collections.abc import Sequence

# What is smaller is hidden, nothing among it.
LEAST = 5


def hidden(counts: Sequence[int], people: Sequence[int]) -> frozenset[int]:
    """Return the places of the rows to hide, given how many statements and speakers each stands for.

    With any that are small, at least two are hidden, or all of a table of one row; which of them are the
    small ones does not show.
    """
    small = [n for n, count in enumerate(counts) if min(count, people[n]) < LEAST]
    if not small:
        return frozenset()
    rest = sum(counts[n] for n in small)
    says_nothing = len(small) > 1 and 0 < rest < len(small) * (LEAST - 1)
    if says_nothing:
        return frozenset(small)
    others = [n for n in range(len(counts)) if n not in small]
    fewest = min((counts[n] for n in others), default=0)
    # All that are as many: which of them was taken would tell.
    return frozenset([*small, *(n for n in others if counts[n] == fewest)])
