"""The history of one object in the admin site, from the audit trail, and what is written there.

Most objects change by operations, which record it themselves. Where the site's own forms add, change
or remove one, `AuditHistory` records it in the same transaction.
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from intersessional import clock

from .models import AuditEntry
from .operations import record

# Written in place of a value that nobody shall read.
_SECRET = frozenset({"password", "password1", "password2", "usable_password"})


class AuditHistory(admin.ModelAdmin):
    """A ModelAdmin whose “History” shows who did what, with the values before and after."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write the object, unless its form came back as it was shown: then nothing has happened."""
        if form.has_changed() or not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write what belongs to the object, too, and record all; the site's transaction is open."""
        super().save_related(request, form, formsets, change)
        before, after = _changes(form)
        for formset in formsets:
            after |= _rows(formset)
        if after or not change:
            _record("edit" if change else "add", form.instance, request, before, after)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Remove an object, and record that."""
        with transaction.atomic():
            _record("remove", obj, request)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Remove several objects, and record each."""
        with transaction.atomic():
            for obj in queryset:
                _record("remove", obj, request)
            super().delete_queryset(request, queryset)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the acts on one object, newest first; as many queries for ten acts as for one."""
        subject = self.get_object(request, object_id)
        if subject is None:
            raise Http404
        if not self.has_view_permission(request, subject):
            raise PermissionDenied
        entries = AuditEntry.objects.filter(
            subject_type=subject._meta.label_lower, subject_id=subject.pk
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "subject": subject,
            "entries": entries.select_related("by", "values_changed"),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/audit_history.html", context)


def _record(
    verb: str,
    obj: Model,
    request: HttpRequest,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record(verb, obj, by=request.user, at=clock.now(), before=before, after=after)  # type: ignore[arg-type]


def _changes(form: BaseForm) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the changed fields of a form before and after, as JSON can carry them."""
    names = [name for name in form.changed_data if name not in _SECRET]
    before = {name: _plain(form.initial.get(name)) for name in names}
    after = {name: _plain(form.cleaned_data.get(name)) for name in names}
    return before, after | ({"password": "changed"} if _SECRET & set(form.changed_data) else {})


def _rows(formset: Any) -> dict[str, Any]:
    """Return which rows of another table were added, changed and removed with the object."""
    label = formset.model._meta.label_lower
    rows = {
        "added": [row.pk for row in formset.new_objects],
        "changed": [row.pk for row, _names in formset.changed_objects],
        "removed": [row.pk for row in formset.deleted_objects],
    }
    return {f"{label} {act}": numbers for act, numbers in rows.items() if numbers}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, QuerySet | list | tuple | set):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
