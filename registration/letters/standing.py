"""How the confirmation of a delegation stands, for the pages that show it."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.registrations.models import Registration
from registration.registrations.transitions import ACTIVE, ENDED

from .issuing import current_digest
from .models import DueLetter, Kind, Letter, State


@dataclass(frozen=True)
class Standing:
    """How the confirmation of a delegation stands.

    `letter` is the last one, valid or withdrawn, without its file; None before the first. `is_stale`
    says that a letter would state something else now; `can_ask`, that a new one may be asked for.
    """

    letter: Letter | None
    is_stale: bool
    due: DueLetter | None
    can_ask: bool

    @property
    def is_valid(self) -> bool:
        """Whether the last letter stands, though it may be stale."""
        return self.letter is not None and self.letter.state == State.VALID

    @property
    def is_coming(self) -> bool:
        """Whether a worker is about to make one that somebody asked for."""
        return self.due is not None and self.due.asked_by_id is not None and not self.due.problem


def standing_of(delegation: Delegation) -> Standing:
    """Return how the confirmation of a delegation, which comes with its names, stands; three queries."""
    letters = Letter.objects.filter(kind=Kind.DELEGATION, delegation=delegation)
    letter = letters.defer("pdf").order_by("-version").first()
    stated = letter.facts["digest"] if letter and letter.state == State.VALID else ""
    current = current_digest(delegation, delegation.entity.correspondence_language)
    due = DueLetter.objects.filter(delegation=delegation).first()
    is_stale = letter is not None and stated != current
    return Standing(letter, is_stale, due, can_ask=bool(current) and stated != current)


def has_lost_members(letter: Letter) -> bool:
    """Say whether a confirmation names somebody who is no longer in the delegation; one query.

    Whoever withdrew, was declined, was replaced or moved away. What was amended does not count: the
    letter stands until the new one follows (renewing.py).
    """
    members = letter.facts.get("members", ())
    stated = Counter((one["given_names"], one["family_name"]) for one in members)
    rows = Registration.objects.filter(delegation=letter.delegation_id)
    found = list(rows.values_list("given_names", "family_name", "state"))
    there = Counter((given, family) for given, family, state in found if state in ACTIVE)
    ended = {(given, family) for given, family, state in found if state in ENDED}
    return there.total() < stated.total() or bool((stated - there).keys() & ended)


def letters_of_delegations(user: User | AnonymousUser) -> QuerySet[Letter]:
    """Return the confirmations of the delegations that somebody manages; for the staff, all."""
    mine = Delegation.objects.with_notes_of(user)
    found: QuerySet[Letter] = Letter.objects.filter(kind=Kind.DELEGATION, delegation__in=mine)
    return found
