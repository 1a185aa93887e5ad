"""States, organisations and delegations in the admin site."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import CommitteeMembership, Delegation, Entity, EntityName, PartyStatus, Tag


class EntityNameInline(admin.StackedInline):
    """The names, each with the time in which it holds."""

    model = EntityName
    extra = 0
    fields = (("language", "name"), ("valid_from", "valid_until"))


class PartyStatusInline(admin.StackedInline):
    """The times in which the Convention is in force for the State."""

    model = PartyStatus
    extra = 0
    fields = (("valid_from", "valid_until"),)


class CommitteeMembershipInline(admin.StackedInline):
    """The Committees on which the State serves."""

    model = CommitteeMembership
    extra = 0
    fields = (("committee", "role", "is_to_be_confirmed"), ("valid_from", "valid_until"))
    autocomplete_fields = ("committee",)


@admin.register(Entity)
class EntityAdmin(admin.ModelAdmin):
    """All that can be invited, and what somebody has named in a request to attend."""

    list_display = ("title", "kind", "acronym", "is_provisional", "is_usually_invited")
    list_filter = ("kind", "is_provisional", "is_usually_invited", "tags")
    search_fields = ("code", "acronym", "asked_name__unaccent", "names__name__unaccent")
    # The stock filter widget fails for screen readers.
    formfield_overrides = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    inlines = (EntityNameInline, PartyStatusInline, CommitteeMembershipInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entity]:
        """Bring the names along."""
        return super().get_queryset(request).prefetch_related("names")

    @admin.display(description=_("name"))
    def title(self, entity: Entity) -> str:
        """The latest name in the reader's language."""
        return entity.name


@admin.register(Delegation)
class DelegationAdmin(admin.ModelAdmin):
    """Delegations are opened by the first registration."""

    list_display = ("title", "category", "meeting")
    list_filter = ("meeting", "category")
    search_fields = ("entity__names__name__unaccent", "entity__acronym")
    readonly_fields = ("meeting", "entity", "category")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delegation]:
        """Bring the names along."""
        queryset = super().get_queryset(request)
        return queryset.select_related("entity", "meeting").prefetch_related("entity__names")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """See above."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A delegation with people in it must not vanish."""
        return False

    @admin.display(description=_("name"))
    def title(self, delegation: Delegation) -> str:
        """The name on the meeting's first day."""
        return delegation.name


admin.site.register(Tag)
