"""Registrations in the admin site: found by e-mail, name or receipt; confirmed one or many.

Every field is read-only: operations govern them, so that no save goes round policy, audit or mail.
"""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersessional import clock
from intersessional.audit.history import AuditHistory

from .. import policies, queries
from ..models import Needs, Registration, RegistrationQuerySet, TravelDocument
from ..transitions import ACTIVE
from . import doubts
from .actions import ACCEPTING, DECLINING, PARTICIPATING, REOPENING, RegistrationActions
from .acts import DeclineForm, ReasonForm
from .participation import ParticipationForm
from .searching import AnySpelling


class NeedsInline(admin.StackedInline):
    """Needs, for those who may see them."""

    model = Needs
    fields = ("accessibility", "diet")
    readonly_fields = fields
    can_delete = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Needs come from the person."""
        return False


@admin.register(Registration)
class RegistrationAdmin(RegistrationActions, AnySpelling, AuditHistory):
    """One row a person; the newest first."""

    list_display = (
        "receipt_number",
        "printed_name",
        "delegation_name",
        "state_in_words",
        "open_pair",
        "email",
        "role",
        "received_at",
    )
    list_filter = (
        "state",
        doubts.InOpenPair,
        "is_late",
        "is_to_attend",
        "delegation__category",
        "role",
        "participation",
        "wants_visa_letter",
        "meeting",
    )
    search_fields = (
        "receipt_number",
        "badge_code",
        "email",
        "family_name__unaccent",
        "given_names__unaccent",
        "delegation__entity__names__name__unaccent",
        "delegation__entity__asked_name__unaccent",
    )
    number_field = "receipt_number"
    search_help_text = gettext_lazy(
        "Receipt number, e-mail address, delegation, or a name by any spelling"
    )
    actions = ("confirm", "decline", "accept", "reopen", "withdraw", "move", "participate")
    list_per_page = 50
    show_full_result_count = False
    inlines = (NeedsInline,)
    change_form_template = "admin/registrations/registration/change_form.html"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "receipt_number",
                    "state",
                    "is_late",
                    "is_to_attend",
                    "late_reason",
                    "received_at",
                    "submitted_by",
                    "endorsed_at",
                    "endorsed_by",
                    "confirmed_at",
                    "confirmed_by",
                    "declined_at",
                    "declined_by",
                    "decline_reason",
                    "withdrawn_at",
                    "withdrawn_by",
                    "replaced_by",
                    "merged_into",
                )
            },
        ),
        (
            gettext_lazy("Person"),
            {
                "fields": (
                    "honorific",
                    "given_names",
                    "family_name",
                    "function",
                    "department",
                    "email",
                    "phone",
                    "languages",
                    "correspondence_language",
                    "gender",
                )
            },
        ),
        (
            gettext_lazy("Participation"),
            {
                "fields": (
                    "delegation",
                    "role",
                    "participation",
                    "position",
                    "days_present",
                    "wants_visa_letter",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Registration]:
        """Bring the delegation's names along, and the pair to be decided."""
        found = cast(RegistrationQuerySet, super().get_queryset(request)).with_delegation()
        return doubts.with_open_pair(found)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Show every field, offer none."""
        return [str(name) for _title, options in self.fieldsets for name in options["fields"]]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Registrations come through the form."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A registration ends by an operation; its record stays until the erasure schedule."""
        return False

    @admin.display(description=gettext_lazy("name"), ordering="family_name")
    def printed_name(self, registration: Registration) -> str:
        """The name as lists print it."""
        return registration.printed_name

    @admin.display(description=gettext_lazy("delegation"))
    def delegation_name(self, registration: Registration) -> str:
        """The delegation's name as of the meeting."""
        return registration.delegation.name

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_in_words(self, registration: Registration) -> str:
        """The state, with what makes it a request."""
        words = [
            registration.get_state_display(),
            _("late") if registration.is_late else "",
            _("asks to attend") if registration.is_to_attend else "",
        ]
        return ", ".join(filter(None, words))

    @admin.display(description=gettext_lazy("likely duplicate"))
    def open_pair(self, registration: Registration) -> str:
        """A link to the pair, where there is one to be decided."""
        return doubts.link_to_pair(registration)

    @admin.display(description=gettext_lazy("days present"))
    def days_present(self, registration: Registration) -> str:
        """The days, in order."""
        return ", ".join(day.isoformat() for day in registration.days)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one registration, and act on its buttons; no other POST changes anything.

        Django's own POST would save inside a transaction, and an operation opens one of its own.
        """
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        registration = self.get_object(request, unquote(object_id or ""))
        if registration is None or not self.has_change_permission(request, registration):
            raise PermissionDenied
        one = self.get_queryset(request).filter(pk=registration.pk)
        if "_decline" in request.POST:
            return self.ask(request, one, DeclineForm(), DECLINING)
        if "_participate" in request.POST:
            form = ParticipationForm(initial={"participation": registration.participation})
            return self.ask(request, one, form, PARTICIPATING)
        if "_confirm" in request.POST and "_overrule" not in request.POST:
            against = queries.doubts_about(registration)
            if against and policies.can_confirm(registration):
                context = {**self.admin_site.each_context(request), "opts": self.model._meta}
                return doubts.ask_once_more(request, context, registration, against)
        for button, question in (("accept", ACCEPTING), ("reopen", REOPENING)):
            if f"_{button}" in request.POST:
                return self.ask(request, one, ReasonForm(), question)
        if "_confirm" in request.POST:
            self.confirm(request, one)
        return HttpResponseRedirect(request.get_full_path())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say which buttons make sense."""
        registration = kwargs.get("obj")
        if registration:
            may_change = self.has_change_permission(request, registration)
            context["can_confirm"] = may_change and policies.can_confirm(registration)
            context["can_decline"] = may_change and policies.can_decline(registration)
            context["can_accept"] = may_change and policies.can_accept(registration)
            context["can_reopen"] = may_change and policies.can_reopen(registration)
            context["can_change"] = may_change and registration.state in ACTIVE
            context["pairs"] = doubts.others_in_pairs(registration)
            context |= _about_visa(request, registration)
        return super().render_change_form(request, context, *args, **kwargs)


def _about_visa(request: HttpRequest, registration: Registration) -> dict[str, bool]:
    """Say what whoever may see passports can do about the letter for a visa."""
    may_see = request.user.has_perm("registrations.view_traveldocument")
    if not may_see or not registration.wants_visa_letter:
        return {}
    has_document = TravelDocument.objects.filter(registration=registration).exists()
    can_order = policies.can_order_letter(registration, has_document=has_document, at=clock.now())
    return {"has_travel_document": has_document, "can_order_visa_letter": can_order}
