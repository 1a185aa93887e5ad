"""The published versions in the admin site: to be read only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from intersessional.audit.history import AuditHistory

from ..models import Publication


@admin.register(Publication)
class PublicationAdmin(AuditHistory):
    """Which versions there are, when they were published, by whom, and what was new."""

    list_display = ("number", "meeting", "published_at", "published_by", "note_en")
    list_filter = ("meeting",)
    search_fields = ("note_en", "note_fr", "note_es")
    list_select_related = ("meeting", "published_by")
    # What it holds has pages of its own.
    exclude = ("content",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Publishing has a page of its own."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A version stays as it is."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A version stays."""
        return False
