"""The history of one object in the admin site, from the audit trail."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from .models import AuditEntry


class AuditHistory(admin.ModelAdmin):
    """A ModelAdmin whose “History” shows who did what, with the values before and after."""

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
