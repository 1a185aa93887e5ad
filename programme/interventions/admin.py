"""Requests for the floor, what happened to them, and rights, in the admin site: to be read only."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from intersessional.audit.history import AuditHistory

from .models import FloorEvent, FloorRight, Intervention
from .models.interventions import InterventionQuerySet


class ReadOnly(AuditHistory):
    """Shows rows; they are written by the pages of delegations and staff alone."""

    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Not here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nowhere."""
        return False


@admin.register(Intervention)
class InterventionAdmin(ReadOnly):
    """What was asked for, by whom and when."""

    list_display = ("delegation", "segment", "kind", "arrival", "received_at", "asked_by")
    list_filter = ("delegation__meeting", "kind", "is_written_only")
    date_hierarchy = "received_at"
    search_fields = (
        *("delegation__entity__names__name__unaccent", "delegation__entity__acronym"),
        *("on_behalf_of__unaccent", "speaker__family_name__unaccent", "asked_by__email"),
    )
    exclude = ("token", "digest")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Intervention]:
        """With the names of delegations, for all rows at once."""
        found = cast(InterventionQuerySet, super().get_queryset(request))
        return found.with_names().select_related("asked_by")


@admin.register(FloorEvent)
class FloorEventAdmin(ReadOnly):
    """What happened to lists of speakers, in order; nobody can change it, the database neither."""

    list_display = ("segment", "number", "verb", "intervention", "reason", "at", "by")
    list_filter = ("segment__session__meeting", "verb")
    search_fields = ("intervention__delegation__entity__names__name__unaccent", "by__email")

    def get_queryset(self, request: HttpRequest) -> QuerySet[FloorEvent]:
        """With the names of delegations, for all rows at once."""
        found: QuerySet[FloorEvent] = super().get_queryset(request)
        return found.select_related(
            "segment", "by", "intervention__delegation__entity", "intervention__delegation__meeting"
        ).prefetch_related("intervention__delegation__entity__names")


@admin.register(FloorRight)
class FloorRightAdmin(ReadOnly):
    """Who may ask for the floor beside the focal points."""

    list_display = ("registration", "given_at", "given_by")
    list_filter = ("registration__meeting",)
    search_fields = ("registration__receipt_number", "registration__family_name__unaccent")
    list_select_related = ("registration", "given_by")
