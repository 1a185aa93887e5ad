"""What the admin pages of all parts have in common: the way through the operations."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from intersessional import clock
from intersessional.accounts.models import User
from intersessional.audit.history import AuditHistory
from registration.meetings.queries import find_meeting

from ..operations import editing
from ..refusals import ChangedMeanwhile, Refused, meeting_of

_KEY = "_draft_refusal"


class DraftForm(forms.ModelForm):
    """A part with the version that was seen; says what the operation refused."""

    # Under a name of its own: the column itself is no field of any form.
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    # Set for the second showing of a form, after the operation has refused.
    refusal: ClassVar[Refused | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version if self.instance.pk else 0
        if isinstance(self.refusal, ChangedMeanwhile) and self.is_bound:
            # Whoever sends the form again has read what stands now.
            data = cast(QueryDict, self.data).copy()
            data["seen"] = str(self.refusal.current.version)
            self.data = data

    def clean(self) -> dict[str, Any]:
        """Say why the draft stays as it is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.refusal:
            raise ValidationError([str(self.refusal), *self._standing()])
        return cleaned

    def _standing(self) -> list[str]:
        """Say what stands now, where somebody else was first: the fields still hold what was typed."""
        if not isinstance(self.refusal, ChangedMeanwhile):
            return []
        stored = type(self)._meta.model._default_manager.get(pk=self.refusal.current.pk)
        return [
            f"{self.fields[name].label}: {getattr(stored, name)}"
            for name in self.changed_data
            if name in self.cleaned_data and hasattr(stored, name) and name != "seen"
        ]

    def validate_unique(self) -> None:
        """Leave this to the operation, which holds the programme meanwhile."""

    def validate_constraints(self) -> None:
        """Leave this to the operation, which names what stands against it."""


class DraftAdmin(AuditHistory):
    """Adds, changes and removes by operations: with version, lock, undo and audit."""

    form = DraftForm
    show_facets = admin.ShowFacets.NEVER
    # Nothing for several rows at once: each removal has reasons of its own.
    actions = None

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Bring along what the operation refused, if this is the second showing."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, _KEY, None)})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the current meeting, unless the address names another one."""
        current = find_meeting(None, at=clock.now())
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        return ({"meeting": current.pk} if current else {}) | given

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A part stays in its meeting."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, "meeting") if obj and hasattr(obj, "meeting_id") else fields

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Read times in the meeting's zone; show a refused form again, with the reason."""
        part = self.get_object(request, object_id) if object_id else None
        meeting = meeting_of(part) if part else find_meeting(None, at=clock.now())
        with timezone.override(meeting.zone if meeting else timezone.get_default_timezone()):
            try:
                response = super().changeform_view(request, object_id, *args, **kwargs)
            except Refused as refusal:
                # The site's transaction is undone by now. The form comes back with what was typed.
                setattr(request, _KEY, refusal)
                response = super().changeform_view(request, object_id, *args, **kwargs)
            # The widgets turn instants into local times when the page is rendered.
            return response.render() if hasattr(response, "render") else response

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Add or change; a form that says what stands already changes nothing."""
        how: dict[str, Any] = {"by": cast(User, request.user), "at": clock.now(), "durable": False}
        values = {
            name: value
            for name, value in form.cleaned_data.items()
            if name != "seen" and name in {field.name for field in obj._meta.concrete_fields}
        }
        self.write(obj, values, form, change=change, how=how)

    def write(
        self, obj: Any, values: dict[str, Any], form: Any, *, change: bool, how: dict[str, Any]
    ) -> None:
        """Call the operation."""
        if change:
            editing.change(obj, values, version=form.cleaned_data["seen"] or 0, **how)
        else:
            editing.add(obj, **how)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Record nothing more: the operation has."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[Any]:
        """Leave it to the audit trail, which the page “History” shows."""
        return []

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say why a part stays."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(f"admin:agenda_{self.opts.model_name}_change", object_id)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Remove it, as it was seen on the page that asked."""
        seen = request.POST.get("seen", "")
        version = int(seen) if seen.isdecimal() and len(seen) < 11 else 0
        how: dict[str, Any] = {"by": cast(User, request.user), "at": clock.now()}
        editing.remove(obj, version=version, durable=False, **how)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Remove each."""
        for part in queryset:
            self.delete_model(request, part)
