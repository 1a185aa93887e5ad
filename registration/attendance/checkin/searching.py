"""Finding somebody at the door by a name, however it is spelt."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, Case, F, Func, Q, Value, When
from django.db.models.functions import Concat

from registration.delegations.models import EntityName
from registration.meetings.models import Meeting
from registration.registrations import naming
from registration.registrations.models import Registration

MOST = 25
# Measured on names as one hears them at a door: “Shavez” and “Tchavez” find Chávez.
ALIKE = 0.35
# Of the same name, also where one says a second given name less.
NEARLY = 0.5
LONGEST = 100


def search(meeting: Meeting, text: str) -> list[Registration]:
    """Return the people of a meeting whom a text may mean, the likeliest first; in whatever state.

    A name in any order, with or without accents, a part of it or something like it; a delegation's
    name or acronym; a receipt number. Two queries.
    """
    words = naming.words(text[:LONGEST])
    if not words:
        return []
    found = Registration.objects.for_meeting(meeting).annotate(folded=_folded())
    has_all = Q(receipt_number__iexact=text.strip())
    has_words = Q()
    for word in words:
        has_words &= Q(folded__contains=word)
    of_delegation = Q(delegation__entity__in=_entities(text[:LONGEST].strip()))
    found = found.annotate(
        is_plain=Case(
            When(has_all | has_words, then=True), default=False, output_field=BooleanField()
        ),
        likeness=TrigramWordSimilarity(" ".join(words), F("folded")),
    )
    found = found.filter(has_all | has_words | of_delegation | Q(likeness__gte=ALIKE))
    ordered = found.order_by("-is_plain", "-likeness", "family_name", "given_names", "pk")
    return list(ordered.with_delegation()[:MOST])


def alike(meeting: Meeting, given_names: str, family_name: str) -> list[Registration]:
    """Return who is registered at a meeting under such a name; at most three."""
    words = naming.words(f"{given_names} {family_name}")
    if not words:
        return []
    found = Registration.objects.active().for_meeting(meeting).annotate(folded=_folded())
    near = found.annotate(likeness=TrigramWordSimilarity(" ".join(words), F("folded")))
    return list(near.filter(likeness__gte=NEARLY).order_by("-likeness", "pk").with_delegation()[:3])


def _folded() -> Func:
    """Return the name as the index registration_folded_name has it: small, without accents."""
    name = Concat("given_names", Value(" "), "family_name")
    return Func(name, function="registration_folded")


def _entities(text: str) -> object:
    named = EntityName.objects.filter(
        Q(name__unaccent__icontains=text) | Q(entity__acronym__iexact=text)
    )
    return named.values("entity")
