"""Messages in the admin site: what was promised, what left, what failed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import operations
from .models import Message


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """Lists messages, newest first; all fields are facts, so none can be edited."""

    list_display = ("created_at", "kind", "recipient", "state", "attempts", "sent_at", "note")
    list_filter = ("state", "kind", "language")
    search_fields = ("recipient", "subject", "=uuid")
    actions = ("send_again",)
    exclude = ("raw",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Messages come from operations."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was said stays on record until the erasure schedule takes it."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Show every field, offer none."""
        return [field.name for field in Message._meta.fields if field.name != "raw"]

    @admin.action(description=_("Send again"), permissions=["change"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Queue the chosen messages once more."""
        count = 0
        for message in queryset:
            try:
                operations.send_again(message)
            except operations.CannotBeSentAgain as refusal:
                messages.warning(request, str(refusal))
            else:
                count += 1
        text = ngettext("%d message will be sent again.", "%d messages will be sent again.", count)
        messages.success(request, text % count)
