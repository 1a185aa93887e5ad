"""Letters in the admin site: to find and to download, never to change."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from intersessional import clock
from intersessional.access import staff_only
from intersessional.accounts.models import User
from intersessional.audit.history import AuditHistory

from .. import visas
from ..models import Erased, Kind, Letter
from ..responses import as_download
from . import visas as visa_admin


@admin.register(Letter)
class LetterAdmin(AuditHistory):
    """Lists letters, newest first."""

    list_display = ("code", "kind", "about", "meeting", "language", "issued_on", "state")
    list_filter = ("meeting", "kind", "state", "language")
    list_select_related = ("registration", "delegation__entity", "entity", "meeting")
    date_hierarchy = "issued_on"
    search_fields = (
        *("code", "registration__receipt_number", "registration__email"),
        *("registration__family_name__unaccent", "registration__given_names__unaccent"),
        *("delegation__entity__code", "delegation__entity__names__name__unaccent"),
        *("entity__code", "entity__names__name__unaccent"),
    )
    search_help_text = _("Code of the letter, receipt number, name or delegation")
    fields = (
        "kind",
        "meeting",
        "about",
        "version",
        "language",
        "code",
        "state",
        "replaces",
        "withdrawn_because",
        "issued_on",
        "issued_by",
        "template_version",
        "sha256",
        "download",
    )
    readonly_fields = fields
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave the bytes where they are."""
        erased = Q(pdf__isnull=True)
        letters = super().get_queryset(request).defer("pdf", "facts")
        return letters.annotate(is_erased=ExpressionWrapper(erased, BooleanField()))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Letters are issued by operations."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A letter is what was sent."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A letter that was sent stays on record."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add the downloads."""
        download = path(
            "<int:pk>/pdf/",
            staff_only(self.admin_site.admin_view(self.pdf)),
            name="letters_letter_pdf",
        )
        archival = path(
            "<int:pk>/archive/",
            staff_only(self.admin_site.admin_view(self.archive)),
            name="letters_letter_archive",
        )
        return [download, archival, *super().get_urls()]

    @admin.display(description=_("about"))
    def about(self, letter: Letter) -> str:
        """Name the registration, or the delegation or entity by its code (a name costs a query)."""
        if letter.registration:
            return str(letter.registration)
        entity = letter.delegation.entity if letter.delegation else letter.entity
        return entity.code if entity else ""

    @admin.display(description="PDF")
    def download(self, letter: Letter) -> SafeString:
        """Link to the file, while anything of it is kept."""
        if letter.is_erased:  # type: ignore[attr-defined]
            return format_html("{}", _("erased"))
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:letters_letter_pdf", args=[letter.pk]),
            _("Download"),
            reverse("admin:letters_letter_archive", args=[letter.pk]),
            _("Copy for the archive (PDF/A)"),
        )

    def pdf(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the letter as it was issued, as a file."""
        letter, content = self._found(request, pk)
        return as_download(content, f"{letter.code}.pdf")

    def archive(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the letter as PDF/A; back to its page, with the reason, where it cannot be one."""
        # It loads pikepdf and lxml, only where somebody asks for such a copy.
        from ..archiving import NotArchivable, archival_copy

        letter, content = self._found(request, pk)
        try:
            return as_download(archival_copy(content), f"{letter.code}-archive.pdf")
        except NotArchivable as error:
            reason = _("No copy for the archive could be made: %(reason)s") % {"reason": error}
            self.message_user(request, reason, messages.ERROR)
            return redirect("admin:letters_letter_change", pk)

    def _found(self, request: HttpRequest, pk: int) -> tuple[Letter, bytes]:
        """Return a letter that the viewer may have, with its bytes.

        :raises Http404: there is none for them
        """
        letter = Letter.objects.filter(pk=pk).first()
        if letter is None or not self.has_view_permission(request, letter):
            raise Http404
        if letter.kind == Kind.VISA and not visa_admin.may_see(request):
            raise Http404
        try:
            content = self._content(request, letter)
        except Erased as gone:
            raise Http404 from gone
        return letter, content

    @staticmethod
    def _content(request: HttpRequest, letter: Letter) -> bytes:
        """Return the bytes; that somebody had a letter for a visa is written down."""
        if letter.kind == Kind.VISA:
            return visas.opened(letter, by=cast(User, request.user), at=clock.now())
        return letter.content
