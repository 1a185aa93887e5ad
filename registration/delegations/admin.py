"""States, organisations and delegations in the admin site."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intersessional import clock
from intersessional.accounts.models import User
from intersessional.audit.history import AuditHistory
from registration.meetings.links import meeting_path
from registration.meetings.queries import find_meeting

from . import operations
from .forms import FocalPointForm
from .models import (
    CommitteeMembership,
    Delegation,
    Entity,
    EntityName,
    FocalPoint,
    Note,
    PartyStatus,
    Tag,
)


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
class EntityAdmin(AuditHistory):
    """All that can be invited, and what somebody has named in a request to attend."""

    list_display = ("title", "kind", "acronym", "is_provisional", "is_usually_invited")
    list_filter = ("kind", "is_provisional", "is_usually_invited", "tags")
    search_fields = ("code", "acronym", "asked_name__unaccent", "names__name__unaccent", "email")
    search_help_text = _("Name in any language, acronym, code or e-mail address")
    # The stock filter widget fails for screen readers.
    formfield_overrides = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    inlines = (EntityNameInline, PartyStatusInline, CommitteeMembershipInline)
    actions = ("invite_contacts",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entity]:
        """Bring the names along."""
        return super().get_queryset(request).prefetch_related("names")

    @admin.action(
        description=_("Invite as focal points for the current meeting"), permissions=["change"]
    )
    def invite_contacts(self, request: HttpRequest, queryset: QuerySet[Entity]) -> None:
        """Open delegations where nobody has, and invite the entities' own addresses."""
        by, at = cast(User, request.user), clock.now()
        meeting = find_meeting(None, at=at)
        if meeting is None:
            messages.error(request, gettext("There is no meeting."))
            return
        chosen = [entity.pk for entity in queryset]
        invited = len(operations.invite_contacts(meeting, chosen, by=by, at=at))
        _tell_invited(request, invited, len(chosen))

    @admin.display(description=_("name"))
    def title(self, entity: Entity) -> str:
        """The latest name in the reader's language."""
        return entity.name


def _tell_invited(request: HttpRequest, invited: int, chosen: int) -> None:
    messages.success(request, gettext("%d invited; the mails are on their way.") % invited)
    if invited < chosen:
        rest = gettext("%d left out: they have a focal point already, or no address.")
        messages.warning(request, rest % (chosen - invited))


class HasRequests(admin.SimpleListFilter):
    """Delegations to which somebody asks to be a focal point."""

    title = _("requests to be a focal point")
    parameter_name = "requests"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the one choice besides all."""
        return [("yes", _("has requests"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep those with a request."""
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=FocalPoint.objects.asking().values("delegation"))


class FocalPointInline(admin.StackedInline):
    """Who manages the delegation; added and removed by the form below."""

    model = FocalPoint
    fields = (
        "name",
        "email",
        "function",
        "language",
        "added_at",
        "added_by",
        "approved_at",
        "ended_at",
    )
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Adding one sends a mail: see the form below."""
        return False


@admin.register(Delegation)
class DelegationAdmin(AuditHistory):
    """Delegations are opened by the first registration."""

    list_display = ("title", "category", "meeting")
    list_filter = (HasRequests, "meeting", "category")
    search_fields = (
        *("entity__names__name__unaccent", "entity__asked_name__unaccent"),
        *("entity__acronym", "entity__code", "focal_points__email"),
    )
    search_help_text = _("Name in any language, acronym, or address of a focal point")
    readonly_fields = ("meeting", "entity", "category")
    inlines = (FocalPointInline,)
    actions = ("invite_contacts",)
    change_form_template = "admin/delegations/delegation/change_form.html"

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

    @admin.action(
        description=_("Invite the entities’ own addresses as focal points"), permissions=["change"]
    )
    def invite_contacts(self, request: HttpRequest, queryset: QuerySet[Delegation]) -> None:
        """Invite each entity's address; those with a focal point or without address are counted."""
        by, at = cast(User, request.user), clock.now()
        found = [operations.invite_contact(delegation, by=by, at=at) for delegation in queryset]
        invited = sum(1 for focal_point in found if focal_point)
        _tell_invited(request, invited, len(found))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the delegation; a POST adds or removes a focal point, or answers a request.

        Django's own POST would save inside a transaction, and an operation opens one of its own.
        """
        delegation = self.get_object(request, unquote(object_id or ""))
        if request.method != "POST" or delegation is None:
            context = {"focal_point_form": FocalPointForm(), **(extra_context or {})}
            return super().changeform_view(request, object_id, form_url, context)
        if not self.has_change_permission(request, delegation):
            raise PermissionDenied
        if "_remove" in request.POST:
            self._remove(request, delegation)
        elif "_approve" in request.POST or "_refuse" in request.POST:
            self._decide(request, delegation)
        else:
            self._add(request, delegation)
        return HttpResponseRedirect(request.get_full_path())

    def _add(self, request: HttpRequest, delegation: Delegation) -> None:
        form = FocalPointForm(request.POST)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, " ".join(map(str, errors)))
            return
        by, at = cast(User, request.user), clock.now()
        try:
            operations.add_focal_point(delegation, **form.cleaned_data, by=by, at=at)
        except operations.AlreadyFocalPoint as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, gettext("Added. A mail tells them how to come in."))

    def _remove(self, request: HttpRequest, delegation: Delegation) -> None:
        wanted = delegation.focal_points.acting().filter(email=request.POST["_remove"])
        for focal_point in wanted:
            operations.remove_focal_point(focal_point, by=cast(User, request.user), at=clock.now())
            messages.success(request, gettext("Removed. The address manages it no longer."))

    def _decide(self, request: HttpRequest, delegation: Delegation) -> None:
        """Approve or refuse the request of one address."""
        act, done = operations.refuse_focal_point, gettext("Refused. A mail tells them.")
        if "_approve" in request.POST:
            act = operations.approve_focal_point
            done = gettext("Approved. A mail tells them how to come in.")
        email = request.POST.get("_approve") or request.POST.get("_refuse")
        for asking in delegation.focal_points.asking().filter(email=email):
            if act(asking, by=cast(User, request.user), at=clock.now()):
                messages.success(request, done)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offer to remove those who manage it now."""
        delegation = kwargs.get("obj")
        if delegation:
            context["acting"] = delegation.focal_points.acting()
            context["asking"] = delegation.focal_points.asking()
            context["notes"] = [_note(delegation, note) for note in delegation.notes.current()]
            context["note_url"] = _path(delegation, "note_add")
            context["page_url"] = _path(delegation, "show")
            context["may_change"] = self.has_change_permission(request, delegation)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("name"))
    def title(self, delegation: Delegation) -> str:
        """The name on the meeting's first day."""
        return delegation.name


def _note(delegation: Delegation, note: Note) -> dict[str, Any]:
    """Return a note with the address of its file, which serves the focal points as well."""
    return {"row": note, "file_url": _path(delegation, "note_file", note.pk)}


def _path(delegation: Delegation, name: str, *args: Any) -> str:
    return meeting_path(delegation.meeting, f"delegation:{name}", delegation.entity.code, *args)


admin.site.register(Tag, AuditHistory)
