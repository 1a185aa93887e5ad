"""Doubts in the lists and pages of registrations: pairs to be decided, and confirming against a rule."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import queries
from ..models import LikelyDuplicate, PairState, Registration


def _open_pairs() -> QuerySet[LikelyDuplicate]:
    """Return the pairs to be decided of each row of a query about registrations."""
    mine = Q(first=OuterRef("pk")) | Q(second=OuterRef("pk"))
    return LikelyDuplicate.objects.filter(mine, state=PairState.OPEN).order_by("pk")


def with_open_pair(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Bring along `open_pair`, the key of a pair that is to be decided; no query more."""
    return registrations.annotate(open_pair=Subquery(_open_pairs().values("pk")[:1]))


class InOpenPair(admin.SimpleListFilter):
    """Whether somebody is likely to be registered twice, and nobody has decided."""

    title = gettext_lazy("likely duplicate")
    parameter_name = "pair"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer both."""
        return [("open", str(PairState.OPEN.label)), ("none", _("in no pair"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Registration]
    ) -> QuerySet[Registration]:
        """Keep those in a pair, or those in none."""
        if self.value() == "open":
            return queryset.filter(Exists(_open_pairs()))
        return queryset.exclude(Exists(_open_pairs())) if self.value() == "none" else queryset


def link_to_pair(registration: Registration) -> str:
    """Return a link to the pair of a row, for the list."""
    pair: int | None = getattr(registration, "open_pair", None)
    if pair is None:
        return ""
    address = reverse("admin:registrations_likelyduplicate_change", args=[pair])
    words = _("Decide on %(number)s") % {"number": registration.receipt_number}
    return format_html('<a href="{}" aria-label="{}">{}</a>', address, words, PairState.OPEN.label)


def others_in_pairs(registration: Registration) -> list[dict[str, Any]]:
    """Return each registration that may be of the same person, with the address of the pair."""
    return [
        {
            "other": pair.second if pair.first_id == registration.pk else pair.first,
            "url": reverse("admin:registrations_likelyduplicate_change", args=[pair.pk]),
        }
        for pair in queries.open_pairs_of(registration)
    ]


def ask_once_more(
    request: HttpRequest, context: dict[str, Any], registration: Registration, doubts: list[str]
) -> TemplateResponse:
    """Name what speaks against confirming; who confirms all the same says so by a second button."""
    context |= {
        "title": _("Confirm all the same?"),
        "registration": registration,
        "doubts": doubts,
        "pairs": others_in_pairs(registration),
    }
    template = "admin/registrations/registration/confirm.html"
    return TemplateResponse(request, template, context)
