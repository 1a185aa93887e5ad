"""What the admin pages of the frame have in common."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from intersessional import clock
from intersessional.audit.history import AuditHistory
from registration.meetings.models import Meeting
from registration.meetings.queries import find_meeting


class FrameAdmin(AuditHistory):
    """A part of the frame: stays in its meeting, and its times are in the meeting's zone."""

    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the current meeting, unless the address names another one."""
        current = find_meeting(None, at=clock.now())
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        return ({"meeting": current.pk} if current else {}) | given

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A part stays in its meeting."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, "meeting") if obj else fields

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show and read times in the zone of the very meeting."""
        found = self.get_object(request, object_id) if object_id else None
        meeting: Meeting | None = found.meeting if found else find_meeting(None, at=clock.now())
        with timezone.override(meeting.zone if meeting else timezone.get_default_timezone()):
            response = super().changeform_view(request, object_id, *args, **kwargs)
            # The widgets turn instants into local times when the page is rendered.
            return response.render() if hasattr(response, "render") else response
