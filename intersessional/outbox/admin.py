"""Messages in the admin site: what was promised, what left, what failed."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intersessional import clock
from intersessional.audit.history import AuditHistory

from . import holding, operations
from .models import Fate, Message


class CameBack(admin.SimpleListFilter):
    """Those of which another server has reported something."""

    title = _("report of a server")
    parameter_name = "came_back"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer what a report can say."""
        return list(Fate.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        """Leave those that were chosen."""
        return queryset.filter(bounce__fate=self.value()) if self.value() in Fate else queryset


@admin.register(Message)
class MessageAdmin(AuditHistory):
    """Lists messages, newest first; all fields are facts, so none can be edited."""

    list_display = (
        *("created_at", "kind", "recipient", "state", "came_back", "is_inside"),
        *("attempts", "cut_short", "sent_at", "note"),
    )
    list_filter = ("state", CameBack, "is_inside", "kind", "language", "is_bulk", "is_held")
    list_select_related = ("bounce",)
    date_hierarchy = "created_at"
    search_fields = ("recipient", "subject", "=uuid")
    search_help_text = _("E-mail address, subject line or number of the message")
    actions = ("send_again", "let_leave", "never_send")
    exclude = ("raw",)
    show_full_result_count = False

    @admin.display(description=_("report of a server"), ordering="bounce__fate")
    def came_back(self, message: Message) -> str:
        """What another server has reported, with its code."""
        return str(message.bounce) if hasattr(message, "bounce") else ""

    @admin.display(description=_("what the server said"))
    def what_the_server_said(self, message: Message) -> str:
        """Its own words, as far as it gave any."""
        return message.bounce.diagnostic if hasattr(message, "bounce") else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Messages come from operations."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was said stays on record until the erasure schedule takes it."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Show every field, offer none."""
        fields = [field.name for field in Message._meta.fields if field.name != "raw"]
        return [*fields, "came_back", "what_the_server_said"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A message is what was promised and said; only `send_again` acts on it."""
        return False

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Say who may send again."""
        return request.user.has_perm("outbox.change_message")

    @admin.action(description=_("Send again"), permissions=["send"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Queue the chosen messages once more."""
        by, at, count = cast(AbstractBaseUser, request.user), clock.now(), 0
        for message in queryset:
            try:
                count += operations.send_again(message, by=by, at=at)
            except operations.CannotBeSentAgain as refusal:
                messages.warning(request, str(refusal))
        text = ngettext("%d message will be sent again.", "%d messages will be sent again.", count)
        messages.success(request, text % count)

    @admin.action(description=_("Send what a restore holds"), permissions=["send"])
    def let_leave(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Release the chosen messages that a restore holds."""
        count = self._decide(request, queryset, leave=True)
        text = ngettext("%d message leaves now.", "%d messages leave now.", count)
        messages.success(request, text % count)

    @admin.action(description=_("Never send what a restore holds"), permissions=["send"])
    def never_send(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Cancel the chosen messages that a restore holds."""
        count = self._decide(request, queryset, leave=False)
        text = ngettext("%d message was cancelled.", "%d messages were cancelled.", count)
        messages.success(request, text % count)

    def _decide(self, request: HttpRequest, queryset: QuerySet[Message], *, leave: bool) -> int:
        by = cast(AbstractBaseUser, request.user)
        chosen = Message.objects.filter(pk__in=queryset.values("pk"))
        return holding.decide(chosen, leave=leave, by=by, at=clock.now())
