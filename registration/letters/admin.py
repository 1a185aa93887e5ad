"""Letters in the admin site: to find and to download, never to change."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from intersessional.access import staff_only

from .models import Letter


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    """Lists letters, newest first."""

    list_display = ("code", "kind", "registration", "language", "issued_on", "state")
    list_filter = ("kind", "state", "language")
    list_select_related = ("registration",)
    search_fields = ("code", "registration__receipt_number", "registration__family_name")
    fields = (
        "kind",
        "registration",
        "version",
        "language",
        "code",
        "state",
        "issued_on",
        "template_version",
        "sha256",
        "download",
    )
    readonly_fields = fields
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave the bytes where they are."""
        return super().get_queryset(request).defer("pdf", "facts")

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
        """Add the download."""
        download = path(
            "<int:pk>/pdf/",
            staff_only(self.admin_site.admin_view(self.pdf)),
            name="letters_letter_pdf",
        )
        return [download, *super().get_urls()]

    @admin.display(description="PDF")
    def download(self, letter: Letter) -> SafeString:
        """Link to the file."""
        return format_html(
            '<a href="{}">{}</a>',
            reverse("admin:letters_letter_pdf", args=[letter.pk]),
            _("Download"),
        )

    def pdf(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the letter as it was issued, as a file."""
        letter = Letter.objects.filter(pk=pk).first()
        if letter is None or not self.has_view_permission(request, letter):
            raise Http404
        response = HttpResponse(bytes(letter.pdf), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{letter.code}.pdf"'
        response["Cache-Control"] = "no-store"
        return response
