"""Meetings and Committees in the admin site."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from intersessional.audit.history import AuditHistory

from .models import Committee, Meeting, Stage


class MeetingForm(forms.ModelForm):
    """A meeting; whether it is open only stands on its page, so Django asks no constraint about it."""

    def clean_is_set_current(self) -> bool:
        """Refuse to make one the current one that is not open; a new one is prepared first."""
        wanted = bool(self.cleaned_data["is_set_current"])
        is_open = self.instance.pk and self.instance.stage == Stage.OPEN
        if wanted and not is_open:
            raise ValidationError(_("A meeting that is not open cannot be the current one."))
        return wanted


@admin.register(Meeting)
class MeetingAdmin(AuditHistory):
    """Dates, place and deadlines of a meeting; the database keeps the dates in order."""

    form = MeetingForm
    list_display = (
        "short_title",
        "begins_on",
        "ends_on",
        "registration_closes_at",
        "stage",
        "is_set_current",
    )
    search_fields = ("title_en", "title_fr", "title_es", "slug", "code")
    # Opening and rehearsing have conditions: the desk's pages ask for them.
    readonly_fields = ("stage",)

    def has_delete_permission(self, request: HttpRequest, obj: Meeting | None = None) -> bool:
        """Delete none: one that is not wanted stays unopened, and what was at the others is kept."""
        return False

    def save_model(self, request: HttpRequest, obj: Meeting, form: Any, change: bool) -> None:
        """Write only what was changed: registrations count on in the same row meanwhile.

        A new one is there for the staff alone until it is opened on the desk's pages.
        """
        if not change:
            obj.stage = Stage.PREPARING
            super().save_model(request, obj, form, change)
        elif form.changed_data:
            obj.save(update_fields=form.changed_data)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show and read the deadlines in the zone of the very meeting."""
        meeting = self.get_object(request, object_id) if object_id else None
        zone = meeting.zone if meeting else timezone.get_default_timezone()
        with timezone.override(zone):
            response = super().changeform_view(request, object_id, *args, **kwargs)
            # The widgets turn instants into local times when the page is rendered.
            return response.render() if hasattr(response, "render") else response


@admin.register(Committee)
class CommitteeAdmin(AuditHistory):
    """The Committees; their members stand with the States."""

    list_display = ("name_en", "slug")
    search_fields = ("name_en", "name_fr", "name_es")
