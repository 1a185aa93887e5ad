"""What the numbers mean: printed under every table and chart."""

from django.utils.translation import gettext as _


def population(*, is_in: bool = False) -> str:
    """Say of whom a table speaks."""
    if is_in:
        return _(
            "Population: people who are confirmed and have checked in, each person once. Staff,"
            " interpreters and media are not counted."
        )
    return _(
        "Population: people whose registration is confirmed, each person once, whether or not they"
        " have come. Staff, interpreters and media are not counted."
    )


def delegations() -> str:
    """Say which delegations are counted, and by which category."""
    return _(
        "Delegations: those with at least one such person. Category: as of the first day of the"
        " meeting."
    )


def share() -> str:
    """Say what the share of women is, and its coverage."""
    return _(
        "Share of women: women among women, men and those who gave another answer. Gender: as each"
        " person gave it, never inferred; who did not say is counted apart. Coverage: the part of the"
        " people who said; under 80 % a share says little."
    )


def heads() -> str:
    """Say who is a head of delegation."""
    return _(
        "Heads of delegation: only people who are flagged as head; the share of women only among"
        " heads who answered."
    )


def compositions() -> str:
    """Say which delegations are of women only, or of men only."""
    return _(
        "Delegations of women only or men only: only where the answer of each person is known;"
        " delegations of one person stand apart. Any other: women and men, or another answer."
    )


def benchmark() -> str:
    """Say what others have found."""
    return _(
        "For comparison: about a third of delegates are women, in small forums about 20 % (UNIDIR,"
        " 2019)."
    )


def hiding() -> str:
    """Say what everybody does not see."""
    return _(
        "Numbers under five are not shown, nor others from which they could be reckoned. No State is"
        " named. Shares are told to five per cent, of groups of at least fifty people who said."
    )


def rounding() -> str:
    """Say how the numbers of those who checked in are told."""
    return _(
        "Checked in: rounded to five, and the sum of the rounded numbers, so that nobody can reckon"
        " who stayed away."
    )


def speaking() -> str:
    """Say what counts as a statement."""
    return _(
        "Population: statements that were delivered, each once; whoever spoke twice counts twice."
        " Points of order, statements in writing only and requests that were not heard do not count;"
        " nor do speakers registered as staff, interpreters or media. Minutes: from the record of the"
        " floor, without interruptions."
    )
