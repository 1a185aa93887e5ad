"""People in the admin site."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from intersessional.audit.history import AuditHistory

from ..models import Person
from .searching import AnySpelling


@admin.register(Person)
class PersonAdmin(AnySpelling, AuditHistory):
    """People across meetings."""

    list_display = ("family_name", "given_names", "email")
    search_fields = ("email", "family_name__unaccent", "given_names__unaccent")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People change by operations on their registrations."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People come through registrations."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Erasure has its own schedule."""
        return False
