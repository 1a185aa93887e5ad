"""Finding people by what somebody types."""

from django.db.models import Q, QuerySet

from registration.registrations.models import Person

from ..fields.kinds import ERASED

MOST = 50
# More words than a name has.
_WORDS = 6


def people_like(typed: str) -> QuerySet[Person]:
    """Return the people whose names, addresses or receipts hold all the words that were typed."""
    found = Person.objects.exclude(family_name=ERASED)
    for word in typed.split()[:_WORDS]:
        found = found.filter(
            Q(given_names__unaccent__icontains=word)
            | Q(family_name__unaccent__icontains=word)
            | Q(email__icontains=word)
            | Q(registrations__receipt_number__iexact=word)
        )
    return found.distinct().order_by("family_name", "given_names", "pk")
