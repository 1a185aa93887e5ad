"""What operations write: candidates, bilaterals and what belongs to them, to be read only."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from intersessional.audit.history import AuditHistory

from ..models import Ask, Bilateral, Candidate, Engagement, Excusal
from ..models.bilaterals import BilateralQuerySet
from ..models.candidates import CandidateQuerySet

_NAME, _ACRONYM = "delegation__entity__names__name__unaccent", "delegation__entity__acronym"


class ReadOnly(AuditHistory):
    """Shows rows; they are written by the pages of planners and delegations alone."""

    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nowhere."""
        return False


@admin.register(Candidate)
class CandidateAdmin(ReadOnly):
    """Whom the hosts should meet."""

    list_display = ("delegation", "host_names", "rank", "weight", "source", "is_set_aside")
    list_filter = ("meeting", "hosts", "source", "is_set_aside")
    search_fields = (_NAME, _ACRONYM, "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Candidate]:
        """With names, for all rows at once."""
        return cast(CandidateQuerySet, super().get_queryset(request)).with_names()


@admin.register(Bilateral)
class BilateralAdmin(ReadOnly):
    """What was placed, and what became of it."""

    list_display = ("delegation", "begins_at", "ends_at", "room", "state", "is_pinned")
    list_filter = ("meeting", "state", "room")
    search_fields = (_NAME, _ACRONYM, "code")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bilateral]:
        """With names, for all rows at once."""
        return cast(BilateralQuerySet, super().get_queryset(request)).with_names()


@admin.register(Engagement)
class EngagementAdmin(ReadOnly):
    """What each bilateral takes, and when."""

    list_display = ("resource", "part", "period", "is_active")
    list_filter = ("bilateral__meeting", "part", "is_active")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Engagement]:
        """With names, for all rows at once."""
        found: QuerySet[Engagement] = super().get_queryset(request)
        return found.select_related(
            "resource__entity",
            "resource__room",
            "resource__host__committee",
            "resource__president_of",
            "resource__person",
        ).prefetch_related("resource__entity__names")


@admin.register(Excusal)
class ExcusalAdmin(ReadOnly):
    """Who need not come to which bilateral."""

    list_display = ("entity", "candidate", "reason", "excused_at", "excused_by")
    list_filter = ("candidate__meeting",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Excusal]:
        """With names, for all rows at once."""
        found: QuerySet[Excusal] = super().get_queryset(request)
        return found.select_related(
            "entity",
            "excused_by",
            "candidate__delegation__entity",
            "candidate__delegation__meeting",
        ).prefetch_related("entity__names", "candidate__delegation__entity__names")


@admin.register(Ask)
class AskAdmin(ReadOnly):
    """Who asked for a bilateral, and what was decided."""

    list_display = ("delegation", "host", "state", "asked_at", "asked_by", "decided_by")
    list_filter = ("host__meeting", "host", "state")
    search_fields = (_NAME, _ACRONYM, "asked_by__email", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ask]:
        """With names, for all rows at once."""
        found: QuerySet[Ask] = super().get_queryset(request)
        return found.select_related(
            "host__committee",
            "asked_by",
            "decided_by",
            "delegation__entity",
            "delegation__meeting",
        ).prefetch_related("delegation__entity__names")
