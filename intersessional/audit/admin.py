"""The audit trail in the admin site: to read, never to write."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .models import AuditEntry
from .words import WORDS, in_words


class Acts(admin.SimpleListFilter):
    """What was done, in words; no query, however long the trail is."""

    title = _("act")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer each act that has words, and once where two read alike."""
        verbs: dict[str, str] = {}
        for verb in WORDS:
            verbs.setdefault(in_words(verb), verb)
        return [(verb, words) for words, verb in sorted(verbs.items())]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        """Keep those that read so."""
        if self.value() is None:
            return queryset
        words = in_words(str(self.value()))
        return queryset.filter(verb__in=[verb for verb in WORDS if in_words(verb) == words])


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """Lists acts, newest first."""

    list_display = ("at", "act", "subject", "by")
    list_filter = (Acts, "subject_type")
    fields = ("at", "act", "subject", "by")
    date_hierarchy = "at"
    list_select_related = ("by",)
    search_fields = ("=subject_id", "by__email")
    show_full_result_count = False

    @admin.display(description=_("act"), ordering="verb")
    def act(self, entry: AuditEntry) -> str:
        """What was done, in words."""
        return entry.act

    @admin.display(description=_("subject"), ordering="subject_id")
    def subject(self, entry: AuditEntry) -> str:
        """Name what it was done to, with a link to its page where it has one here; no query."""
        try:
            model = apps.get_model(entry.subject_type)
        except (LookupError, ValueError):
            return f"{entry.subject_type} {entry.subject_id}"
        words = f"{capfirst(str(model._meta.verbose_name))} {entry.subject_id}"
        if not self.admin_site.is_registered(model):
            return words
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        return format_html('<a href="{}">{}</a>', reverse(name, args=[entry.subject_id]), words)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes here by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes what was done."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody unsays it."""
        return False
