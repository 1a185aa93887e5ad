"""One line for all who write to a candidate."""

from ..models import Candidate, Resource
from .holding import hold


class CandidateChanged(Exception):
    """Somebody else was first; `current` is the candidate as it stands."""

    def __init__(self, current: Candidate) -> None:
        super().__init__()
        self.current = current


def hold_candidate(candidate: Candidate, *others: int) -> None:
    """Hold what any bilateral of a candidate takes, and `others`, until the transaction ends.

    Its hosts and its delegation: whoever places it waits.
    """
    hosts = list(candidate.hosts.all())
    entity = candidate.delegation.entity
    own = [Resource.objects.of(host=host).pk for host in hosts]
    hold([*own, Resource.objects.of(entity=entity).pk, *others])


def held_candidate(candidate: Candidate) -> Candidate:
    """Return a candidate as it stands; nobody else writes to it until the transaction ends."""
    found: Candidate = (
        Candidate.objects.with_names()
        .select_for_update(of=("self",), no_key=True)
        .get(pk=candidate.pk)
    )
    return found


def save(candidate: Candidate, *fields: str) -> None:
    """Save what was changed of a held candidate, as its next version."""
    candidate.version += 1
    candidate.save(update_fields=[*fields, "version"])
