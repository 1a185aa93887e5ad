"""A search that finds somebody by any spelling.

A whole receipt number finds its row at once. All else is looked for as it is typed, in any part of
the columns, without accents and case, the words in any order. Where that finds nobody: by names that
are written alike, then by names that sound alike in other letters. So a name that is typed rightly
never brings others along.
"""

import re
from typing import Any

from django.contrib import admin
from django.db.models import F, FloatField, Func, QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest

from .. import spelling

# Of one word: “Chaves” and “Chávez”, “Kovalchik” and “Kovalchuk” are above it.
ALIKE = 0.4
# Longer than any name; what is longer was pasted by mistake.
_MOST_WORDS, _LONGEST = 6, 200
_NUMBER = re.compile(r"\s*(\w+-\d{4,})\s*")


class AnySpelling(admin.ModelAdmin):
    """Searches people whose row has the columns `given_names` and `family_name`."""

    # The column of the receipt number, if there is one.
    number_field = ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Look for what was typed; where nobody is found, for what is like it."""
        number = _NUMBER.fullmatch(search_term) if self.number_field else None
        if number:
            by_number = queryset.filter(**{self.number_field: number[1].upper()})
            # Without going through all rows.
            if by_number.exists():
                return by_number, False
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        typed = search_term.split()
        if not typed or len(typed) > _MOST_WORDS or len(search_term) > _LONGEST or found.exists():
            return found, may_repeat
        alike = written_alike(queryset, typed)
        if alike.exists():
            return alike, False
        return sounding_alike(queryset, search_term), False


def written_alike(people: QuerySet[Any], typed: list[str]) -> QuerySet[Any]:
    """Return those each of whose typed words is like one of their names."""
    name = _folded(Concat(F("given_names"), Value(" "), F("family_name")))
    for number, word in enumerate(typed):
        likeness = Func(
            _folded(Value(word)),
            name,
            function="strict_word_similarity",
            output_field=FloatField(),
        )
        people = people.alias(**{f"likeness_{number}": likeness}).filter(
            **{f"likeness_{number}__gte": ALIKE}
        )
    return people


def sounding_alike(people: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """Return those whose names sound like what was typed; all names are read once."""
    asked = spelling.sounds(typed)
    if not asked:
        return people.none()
    names = people.order_by().values_list("pk", "given_names", "family_name")
    pks = [pk for pk, given, family in names if spelling.sounds_like(asked, f"{given} {family}")]
    return people.filter(pk__in=pks)


def _folded(text: Any) -> Func:
    return Func(text, function="registration_folded")
