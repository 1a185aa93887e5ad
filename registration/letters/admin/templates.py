"""The texts of the invitation in the admin site: parts to fill in, and the letter beside them."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intersessional import clock
from intersessional.accounts import limits
from intersessional.audit.history import AuditHistory

from .. import pictures
from ..forms import DOWNLOAD, InvitationTemplateForm, PreviewForm
from ..invitations import PLACEHOLDERS
from ..issuing import INVITATION_REFUSALS, preview_invitation
from ..models import InvitationTemplate
from ..rendering import PrintingUnavailable

# Each takes half a second of a web process.
PREVIEWS = limits.Allowance("letters/preview", 60, 10)
_WHICH = ("meeting", "audience", "language")


@dataclass
class Preview:
    """What stands beside the form: whose letter, its pages, or why there are none."""

    form: PreviewForm
    pdf: bytes = b""
    pages: list[str] = field(default_factory=list)
    problem: str = ""
    marked: list[Any] = field(default_factory=list)
    retry_after: int = 0


@admin.register(InvitationTemplate)
class InvitationTemplateAdmin(AuditHistory):
    """One text for each audience and language of a meeting."""

    form = InvitationTemplateForm
    change_form_template = "admin/letters/invitationtemplate/change_form.html"
    list_display = ("__str__", "meeting", "dated_on", "version")
    list_filter = ("meeting", "audience", "language")
    list_select_related = ("meeting",)
    show_facets = admin.ShowFacets.NEVER
    fieldsets = (
        (None, {"fields": (_WHICH,)}),
        (
            _("Head of the letter"),
            {
                "fields": (
                    *("sender", "letterhead", "contact"),
                    *("dated_on", "place_and_date", "reference", "addressee"),
                )
            },
        ),
        (
            _("Text"),
            {"fields": ("salutation", "subject", "opening", "invitation", "body", "closing")},
        ),
        (_("End of the letter"), {"fields": ("signature", "enclosures", "later_pages")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Which text it is, is said once."""
        return _WHICH if obj else ()

    def save_model(
        self, request: HttpRequest, obj: InvitationTemplate, form: Any, change: bool
    ) -> None:
        """Write what was changed, and count on; the form holds the row (forms.py)."""
        if change and not form.changed_data:
            return
        obj.version = 1 + (form.cleaned_data["version"] if change else obj.version)
        super().save_model(request, obj, form, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Put the preview beside the form, or send the draft as a file."""
        form = context["adminform"].form
        preview = _preview(request, form) if kwargs.get("obj") else None
        if preview and preview.pdf and DOWNLOAD in request.POST:
            return _file(preview.pdf, form.instance)
        context |= {"preview": preview, "placeholders": PLACEHOLDERS.values()}
        response = super().render_change_form(request, context, *args, **kwargs)
        if preview and preview.pages:
            # The pages are in the page itself; nothing else may bring its own pictures.
            response._csp_config = settings.SECURE_CSP | {"img-src": [CSP.SELF, "data:"]}  # type: ignore[attr-defined]
        if preview and preview.retry_after:
            response.status_code = 429
            response["Retry-After"] = str(preview.retry_after)
        return response


def _preview(request: HttpRequest, form: Any) -> Preview:
    """Print the text as it stands in the form, saved or not, where one of the buttons asks for it."""
    template: InvitationTemplate = form.instance
    if not getattr(form, "is_preview", False):
        return Preview(PreviewForm(template))
    preview = Preview(PreviewForm(template, request.POST))
    entity = preview.form.entity
    if form.errors:
        preview.problem = gettext("These parts cannot be printed as they are:")
        preview.marked = form.marked
    elif entity is None:
        preview.problem = gettext("Please choose whose letter to show.")
    else:
        _print(preview, template, entity, request)
    return preview


def _print(preview: Preview, template: Any, entity: Any, request: HttpRequest) -> None:
    meeting = template.meeting
    try:
        limits.count(PREVIEWS, str(request.user.pk))
        preview.pdf = preview_invitation(entity, meeting=meeting, at=clock.now(), template=template)
        preview.pages = pictures.pages(preview.pdf)
    except limits.TooManyTries as refusal:
        preview.problem, preview.retry_after = str(refusal), refusal.seconds
    except (*INVITATION_REFUSALS, PrintingUnavailable) as refusal:
        preview.problem = str(refusal)


def _file(pdf: bytes, template: InvitationTemplate) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"draft-{template.audience}-{template.language}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
