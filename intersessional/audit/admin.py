"""The audit trail in the admin site: to read, never to write."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """Lists acts, newest first."""

    list_display = ("at", "verb", "subject_type", "subject_id", "by")
    list_filter = ("verb", "subject_type")
    list_select_related = ("by",)
    search_fields = ("=subject_id", "by__email")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes here by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes what was done."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody unsays it."""
        return False
