"""The readers of a message one at a time, as the preview turns them over: of a draft, or as it was sent.

Of all of them no more is read than who they are; what is said is worked out for the one that is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from intersessional.localised import sort_key

from . import queries
from .models import Mailing, Recipient

# So many are named that are called like what was typed.
MOST = 20


@dataclass(frozen=True)
class Match:
    """A reader who is called as somebody typed, with the number by which the preview shows them."""

    number: int
    name: str
    email: str


class Readers:
    """Who gets a draft, or to whom a message was sent; numbers count from 1."""

    def __init__(self, mailing: Mailing) -> None:
        self.mailing = mailing

    @cached_property
    def count(self) -> int:
        """How many they are."""
        return len(self._draft.chosen) if self.mailing.is_draft else self._sent.count()

    def at(self, number: int) -> Recipient | None:
        """Return one of them, with what is said to them; None if they were deleted meanwhile."""
        if self.mailing.is_draft:
            said = self._draft.said(self._draft.chosen[number - 1 : number])
            return said[0] if said else None
        found: Recipient = self._sent[number - 1]
        found.mailing = self.mailing
        return found

    def like(self, typed: str) -> tuple[list[Match], bool]:
        """Return those of whom name and address hold all words, and whether there are more."""
        wanted = sort_key(typed).split()
        found = [one for one in self._all() if all(word in _said(one) for word in wanted)]
        return found[:MOST], len(found) > MOST

    def _all(self) -> Iterable[Match]:
        if not self.mailing.is_draft:
            rows = self._sent.values_list("values__name", "email")
            return [Match(n, name or email, email) for n, (name, email) in enumerate(rows, 1)]
        chosen = enumerate(self._draft.chosen, 1)
        return [Match(n, one.called or one.email, one.email) for n, one in chosen]

    @cached_property
    def _draft(self) -> queries.Reach:
        return queries.reach(self.mailing)

    @property
    def _sent(self) -> Any:
        return self.mailing.recipients.order_by("pk")


def _said(one: Match) -> str:
    return sort_key(f"{one.name} {one.email}")
