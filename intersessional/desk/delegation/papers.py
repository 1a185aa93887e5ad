"""The notes of a delegation as its page shows them, and how they differ from the members."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registration.delegations.models import Delegation, Note
from registration.registrations import naming
from registration.registrations.models import Confirming, Registration


@dataclass(frozen=True)
class Line:
    """One note, and how many of those it names the delegation has not confirmed yet."""

    note: Note
    to_confirm: int


@dataclass(frozen=True)
class Papers:
    """All current notes of a delegation, and the differences between them and the members."""

    lines: list[Line]
    named_only: list[str]
    registered_only: list[Registration]


def notes_of(delegation: Delegation) -> list[Note]:
    """Return the current notes, the newest first; one query."""
    return list(Note.objects.current().filter(delegation=delegation))


def names_in(notes: Sequence[Note]) -> list[str]:
    """Return everybody whom one of the notes names."""
    return [name for note in notes for name in note.names]


def papers_of(notes: Sequence[Note], members: Sequence[Registration]) -> Papers:
    """Compare the notes with the active members; no query."""
    lines = [Line(note, _to_confirm(note, members)) for note in notes]
    names = names_in(notes)
    found = naming.compare(names, members)
    return Papers(lines, found.named_only, found.registered_only if names else [])


def missing(
    delegation: Delegation, notes: Sequence[Note], members: Sequence[Registration]
) -> dict[int, str]:
    """Return, for each member whom no note names, the words that say so; nothing without names."""
    text = (
        _("Not named in the note verbale.")
        if delegation.is_of_a_state
        else _("Not named in the letter.")
    )
    return {one.pk: text for one in papers_of(notes, members).registered_only}


def problems(delegation: Delegation, notes: Sequence[Note], needs: Confirming) -> list[str]:
    """Return the words for a note that is still to come, where the delegation's word is wanted."""
    if notes or not needs.asks_delegation:
        return []
    if delegation.is_of_a_state:
        return [_("The note verbale has not been received.")]
    return [_("The letter has not been received.")]


def _to_confirm(note: Note, members: Sequence[Registration]) -> int:
    named = naming.compare(note.names, members).matched
    return sum(one.endorsed_at is None for _name, one in named)
