"""Panels with their panellists in the admin site: one part, one act."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from ..models import Panel, Panellist
from .base import DraftAdmin


class SeatForm(forms.ModelForm):
    """A seat as it was typed; whether it can be so, the operation says when it has them all."""

    def validate_unique(self) -> None:
        """Leave this to the operation: seats may change places."""

    def validate_constraints(self) -> None:
        """Leave this to the operation: seats may change places."""


class SeatInline(admin.StackedInline):
    """The panellists in their order."""

    model = Panellist
    form = SeatForm
    extra = 1
    fields = ("position", "contributor", "topic_en", "topic_fr", "topic_es")
    ordering = ("position",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may change the panel may say who sits on it."""
        return request.user.has_perm("agenda.change_panel")

    has_change_permission = has_delete_permission = has_add_permission

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may see the panel sees who sits on it."""
        return request.user.has_perm("agenda.view_panel")


@admin.register(Panel)
class PanelAdmin(DraftAdmin):
    """The panels; the seats are written together with the panel, in one act."""

    list_display = ("title_en", "segment", "moderator")
    list_filter = ("segment__session__meeting",)
    search_fields = ("title_en", "title_fr", "title_es", "panellists__contributor__name")
    inlines = (SeatInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Panel]:
        """Bring along what the list shows."""
        panels: QuerySet[Panel] = super().get_queryset(request)
        return panels.select_related("segment__item", "segment__session__meeting", "moderator")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Wait for the seats: `save_related` writes both."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write the panel with its seats."""
        super().save_model(request, form.instance, _WithSeats(form, formsets), change)

    def write(
        self, obj: Any, values: dict[str, Any], form: Any, *, change: bool, how: dict[str, Any]
    ) -> None:
        """Call the operation with the seats."""
        how["seats"] = form.seats()
        super().write(obj, values, form, change=change, how=how)


class _WithSeats:
    """A form of the site together with the lines of the panellists."""

    def __init__(self, form: Any, formsets: Any) -> None:
        self.cleaned_data = form.cleaned_data
        self.formsets = formsets

    def seats(self) -> list[Panellist]:
        """Return the seats in their order, without the lines that are empty or ticked for removal."""
        lines = [
            line
            for formset in self.formsets
            for line in formset.forms
            if line.cleaned_data.get("contributor") and not line.cleaned_data.get("DELETE")
        ]
        lines.sort(key=lambda line: line.cleaned_data["position"])
        return [line.instance for line in lines]
