"""People in the admin site."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from intersessional.audit.history import AuditHistory

from ..models import Person
from .searching import AnySpelling


@admin.register(Person)
class PersonAdmin(AnySpelling, AuditHistory):
    """People across meetings."""

    list_display = ("family_name", "given_names", "email")
    search_fields = ("email", "family_name__unaccent", "given_names__unaccent")

    fields = ("family_name", "given_names", "email", "at_meetings")
    readonly_fields = ("at_meetings",)

    @admin.display(description=_("registrations"))
    def at_meetings(self, person: Person) -> str:
        """Link to the registrations, the newest first; one query."""
        found = person.registrations.select_related("meeting").order_by("-received_at")
        lines = [
            (
                reverse("admin:registrations_registration_change", args=[one.pk]),
                one.receipt_number,
                one.meeting.short_title,
                one.get_state_display(),
            )
            for one in found
        ]
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a> {}, {}', lines)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People change by operations on their registrations."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People come through registrations."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Erasure has its own schedule."""
        return False
