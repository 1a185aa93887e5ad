"""Letters for a visa in the admin site: who waits for one, the particulars, and issuing it.

With a permission of its own, which staff of the ISU have only when they are visa officers too. Each
view of a passport is written down, and nothing can be changed here: the person or their focal point
corrects it. Whoever issues a letter has the particulars before them, and settles what it promises.
"""

from typing import Any, TypeGuard, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from intersessional import clock
from intersessional.access import staff_only
from intersessional.accounts.models import User
from registration.registrations import policies, presentation
from registration.registrations.models import Payer, Registration, TravelDocument
from registration.registrations.operations import DocumentChanged
from registration.registrations.transitions import TransitionRefused
from registration.registrations.travel import TravelParticulars

from .. import visas
from ..forms import TermsForm
from ..issuing.visas import NameNotLatin
from .visa_lines import lines, stand

PERMISSION = "registrations.view_traveldocument"
PER_PAGE = 100
REFUSALS = (
    policies.LetterNotWanted,
    policies.LetterNotReady,
    policies.ChangesClosed,
    TransitionRefused,
    NameNotLatin,
)


def may_see(request: HttpRequest) -> bool:
    """Say whether somebody of the staff may see passports, and issue letters for a visa."""
    user = cast(User, request.user)
    return user.is_staff and user.has_perm(PERMISSION)


@admin.register(TravelDocument)
class TravelDocumentAdmin(admin.ModelAdmin):
    """Whoever wants a letter for a visa; the particulars of each on a page of its own."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Ask for this very permission: to Django, whoever may change something may see it, too."""
        return may_see(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The particulars come from the person or their focal point."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They correct them, too."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Erasure has its own schedule."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add what issues a letter."""
        order = path(
            "<str:number>/order/",
            staff_only(self.admin_site.admin_view(require_POST(self.order))),
            name="registrations_traveldocument_order",
        )
        return [order, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List who wants a letter, those who wait first; as many queries for hundreds as for one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        at = clock.now()
        found = lines(at)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Letters for a visa"),
            "opts": self.opts,
            "page": page,
            "waiting": sum(line.is_waiting for line in found),
        }
        template = "admin/registrations/traveldocument/change_list.html"
        return TemplateResponse(request, template, context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the particulars of one person, and write down who saw them."""
        is_to_look = request.method != "POST" and object_id is not None
        if not is_to_look or not self.has_view_permission(request):
            raise PermissionDenied
        document = _documents().filter(pk=int(object_id)).first() if _is_id(object_id) else None
        if document is None:
            raise Http404
        return self._show(request, document)

    def _show(
        self,
        request: HttpRequest,
        document: TravelDocument,
        form: TermsForm | None = None,
        *,
        status: int = 200,
    ) -> HttpResponse:
        """Show the particulars, above the form that issues the letter; that is one view."""
        travel = visas.shown(document, by=cast(User, request.user), at=clock.now())
        registration = _registration_of(document)
        [line] = stand([registration], {registration.pk}, at=clock.now())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Letter for a visa"),
            "opts": self.opts,
            "document": document,
            "registration": registration,
            "line": line,
            "rows": presentation.of_travel(travel, number=travel.passport_number),
            "is_sponsorship_wished": travel.payer_kind == Payer.SPONSORSHIP,
            "form": form or _form(document, registration, travel),
            "can_issue": policies.can_order_letter(registration, has_document=True, at=clock.now()),
        }
        template = "admin/registrations/traveldocument/change_form.html"
        response = TemplateResponse(request, template, context, status=status)
        add_never_cache_headers(response)
        return response

    def order(self, request: HttpRequest, number: str) -> HttpResponse:
        """Issue the letter of one person: it is made in the worker, and a mail says when it is there.

        Whoever sends it without having settled the costs finds the form that asks for that.
        """
        found = Registration.objects.filter(receipt_number=number).first()
        if found is None or not may_see(request):
            raise Http404
        document = _documents().filter(pk=found.pk).first()
        if document is None:
            messages.warning(request, f"{number}: {_('The particulars are missing.')}")
            return _back(found)
        form = _form(document, _registration_of(document), document.particulars, request.POST)
        if not form.is_valid():
            return self._show(request, document, form, status=422)
        try:
            self._order(request, found, form)
        except DocumentChanged as conflict:
            form.stand_on(conflict.version)
            form.add_error(None, str(conflict))
            return self._show(request, _documents().get(pk=found.pk), form, status=409)
        return _back(found)

    @staticmethod
    def _order(request: HttpRequest, registration: Registration, form: TermsForm) -> None:
        try:
            ordered = visas.order_visa_letter(
                registration,
                form.terms(),
                version=form.version_seen,
                by=cast(User, request.user),
                at=clock.now(),
            )
        except REFUSALS as refusal:
            messages.warning(request, f"{registration.receipt_number}: {refusal}")
        else:
            _tell(request, ordered=ordered)


def _documents() -> QuerySet[TravelDocument]:
    return TravelDocument.objects.select_related("registration__meeting", "entered_by")


def _registration_of(document: TravelDocument) -> Registration:
    """Return the registration with its delegation and the meeting that is there already."""
    found: Registration = Registration.objects.with_delegation().get(pk=document.pk)
    found.meeting = document.registration.meeting
    return found


def _form(
    document: TravelDocument,
    registration: Registration,
    travel: TravelParticulars,
    data: QueryDict | None = None,
) -> TermsForm:
    return TermsForm(
        data,
        registration=registration,
        travel=travel,
        terms=document.terms,
        version=document.version,
    )


def _back(registration: Registration) -> HttpResponse:
    page = reverse("admin:registrations_registration_change", args=[registration.pk])
    return HttpResponseRedirect(page)


def _is_id(text: str | None) -> TypeGuard[str]:
    """Say whether this can be a number of ours: at most what the column holds."""
    return bool(text and text.isascii() and text.isdecimal() and int(text) < 2**63)


def _tell(request: HttpRequest, *, ordered: bool) -> None:
    if ordered:
        messages.success(
            request, _("The letter is being made; a mail tells the person when it is there.")
        )
    else:
        messages.info(request, _("This letter is there, or on its way. Nothing more was done."))
