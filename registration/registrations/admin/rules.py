"""What the staff set for a meeting: rules of confirmation, quotas, deadlines, extensions."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.forms.formsets import ManagementForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from intersessional import clock
from intersessional.accounts.models import User
from intersessional.audit.history import AuditHistory
from registration.meetings.queries import find_meeting

from .. import operations
from ..forms.settings import OfADelegationForm, RuleForm
from ..models import CategoryDeadline, ConfirmationRule, Extension, Quota


class SettingAdmin(AuditHistory):
    """Saves and removes by operations, so that each change is on record."""

    list_filter = ("meeting",)
    show_facets = admin.ShowFacets.NEVER

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the current meeting, unless the address names another one."""
        current = find_meeting(None, at=clock.now())
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        return ({"meeting": current.pk} if current else {}) | given

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Save what was changed; the same form sent twice changes nothing."""
        if form.has_changed() or not change:
            operations.set_setting(obj, by=cast(User, request.user), at=clock.now())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Record nothing more: the operation has."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Remove it."""
        operations.remove_setting(obj, by=cast(User, request.user), at=clock.now())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Remove each."""
        for setting in queryset:
            self.delete_model(request, setting)


@admin.register(ConfirmationRule)
class ConfirmationRuleAdmin(SettingAdmin):
    """Whose word each category needs: one table for each meeting, changed where it stands."""

    list_display = ("category", "meeting", "needs")
    list_editable = ("needs",)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Name each list of choices after its row."""
        return super().get_changelist_form(request, **{"form": RuleForm, **kwargs})

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the table; of one that came incomplete nothing is saved, and it comes as it stands."""
        if "_save" in request.POST and not ManagementForm(request.POST, prefix="form").is_valid():
            text = _("The form came incomplete. Look at the rows, and send it again.")
            messages.error(request, text)
            return redirect(request.get_full_path())
        return super().changelist_view(request, extra_context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConfirmationRule]:
        """Bring the meetings along."""
        rules: QuerySet[ConfirmationRule] = super().get_queryset(request)
        return rules.select_related("meeting")


@admin.register(Quota)
class QuotaAdmin(SettingAdmin):
    """Places; whoever waits moves up when there are more."""

    form = OfADelegationForm
    list_display = ("__str__", "category", "delegation", "places", "meeting")
    search_fields = ("delegation__entity__names__name__unaccent", "delegation__entity__acronym")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quota]:
        """Bring the delegations' names along."""
        quotas: QuerySet[Quota] = super().get_queryset(request)
        found = quotas.select_related("meeting", "delegation__entity", "delegation__meeting")
        return found.prefetch_related("delegation__entity__names")


@admin.register(CategoryDeadline)
class CategoryDeadlineAdmin(SettingAdmin):
    """Closing times of single categories."""

    list_display = ("category", "closes_at", "meeting")


@admin.register(Extension)
class ExtensionAdmin(SettingAdmin):
    """More time for a delegation or an address."""

    list_display = ("__str__", "closes_at", "granted_by", "meeting")
    search_fields = ("email", "delegation__entity__names__name__unaccent", "reason")
    form = OfADelegationForm
    exclude = ("granted_at", "granted_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Extension]:
        """Bring the delegations' names along."""
        extensions: QuerySet[Extension] = super().get_queryset(request)
        return extensions.select_related(
            "meeting", "granted_by", "delegation__entity", "delegation__meeting"
        ).prefetch_related("delegation__entity__names")

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Write down who granted it, and when."""
        if not change:
            obj.granted_by, obj.granted_at = request.user, clock.now()
        super().save_model(request, obj, form, change)
