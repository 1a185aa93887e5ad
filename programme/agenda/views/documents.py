"""Documents: the staff's pages, and the way to each file."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intersessional import clock
from intersessional.access import public
from intersessional.accounts.models import User
from intersessional.localised import LANGUAGES
from intersessional.uploads import attachment
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations import kept

from .. import documents, operations
from ..forms.documents import ChangeForm, FileForm, NewDocumentForm
from ..models import Document, DocumentFile
from . import document_lists
from .editor.common import for_staff


@for_staff
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List the documents of the meeting and of each item."""
    groups = document_lists.groups(meeting_of(request), at=clock.now())
    return render(request, "agenda/documents.html", {"groups": groups})


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Add a document with its first language version."""
    meeting, posted = meeting_of(request), request.method == "POST"
    timezone.activate(meeting.zone)
    form = NewDocumentForm(
        kept.typed(request),
        request.FILES if posted else None,
        items=document_lists.choices(meeting),
        at=clock.now(),
        initial={"item": request.GET.get("item", ""), "position": 1},
    )
    if posted and form.is_valid():
        _add(request, meeting, form)
        messages.success(request, _("Added."))
        return _to_index(request)
    context = {"form": form, "title": _("Add a document"), "button": _("Add")}
    return _page(request, context, status=422 if posted else 200)


def _add(request: HttpRequest, meeting: Meeting, form: NewDocumentForm) -> None:
    operations.add_document(
        meeting,
        details=form.details,
        language=form.cleaned_data["language"],
        source=form.source,
        **_by_at(request),
    )


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Change what is said of a document, and see its language versions."""
    document, posted = _document_or_404(request, uid), request.method == "POST"
    form = _change_form(document, kept.typed(request))
    if posted and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            operations.change_document(
                document, details=form.details, version=version, **_by_at(request)
            )
        except operations.DocumentChanged:
            return _changed_meanwhile(request, document)
        messages.success(request, _("Saved."))
        return _to_index(request)
    return _document_page(request, document, form, status=422 if posted else 200)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def put(request: HttpRequest, uid: str, lang: str, slug: str | None = None) -> HttpResponse:
    """Give a document its version in a language, in place of the one there was."""
    document, posted = _document_or_404(request, uid), request.method == "POST"
    _known_or_404(lang)
    files, initial = request.FILES if posted else None, {"version": document.version}
    form = FileForm(kept.typed(request), files, initial=initial)
    if not posted or not form.is_valid():
        return _file_page(request, document, lang, form, status=422 if posted else 200)
    version = form.cleaned_data["version"]
    try:
        operations.put_file(
            document, language=lang, source=form.source, version=version, **_by_at(request)
        )
    except operations.DocumentChanged as refusal:
        return _not_put(request, uid, lang, form, refusal)
    messages.success(request, _("Saved."))
    return _to_document(request, document)


@for_staff
@require_POST
def remove_file(request: HttpRequest, uid: str, lang: str, slug: str | None = None) -> HttpResponse:
    """Take a language version away."""
    document = _document_or_404(request, uid)
    _known_or_404(lang)
    version = _version_seen(request)
    try:
        if operations.remove_file(document, language=lang, version=version, **_by_at(request)):
            messages.success(request, _("Removed."))
    except operations.DocumentChanged as refusal:
        return _not_removed(request, uid, refusal)
    return _to_document(request, document)


@for_staff
@require_POST
def remove(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Take a document away."""
    document = _document_or_404(request, uid)
    try:
        if operations.remove_document(document, version=_version_seen(request), **_by_at(request)):
            messages.success(request, _("Removed: %(title)s.") % {"title": document.title})
    except operations.DocumentChanged as refusal:
        return _not_removed(request, uid, refusal)
    return _to_index(request)


@public
@require_safe
def download(request: HttpRequest, uid: str, lang: str, slug: str | None = None) -> HttpResponse:
    """Hand a language version out, or lead to where it is kept; to another one where it is missing.

    What is held back is absent, but for the secretariat, until the very instant.
    """
    _known_or_404(lang)
    found = Document.objects.current().for_meeting(meeting_of(request))
    document = get_object_or_404(found.open_to(request.user, clock.now()), uid=uid)
    files = {file.language: file for file in document.files.filter(removed_at__isnull=True)}
    served = next((one for one in documents.order_of_languages(lang) if one in files), None)
    if served is None:
        raise Http404
    # The address then says in which language it comes.
    path = meeting_path(meeting_of(request), "agenda_files:document", uid, served)
    response = _handed_out(files[served]) if served == lang else redirect(path)
    add_never_cache_headers(response)
    return response


def _handed_out(file: DocumentFile) -> HttpResponse:
    if file.link:
        return HttpResponseRedirect(file.link)
    try:
        content = file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return cast(HttpResponse, attachment(content, file.file_name, file.content_type))


def _change_form(document: Document, typed: QueryDict | None = None) -> ChangeForm:
    """Return the form of a document; its times are meant in the zone of the meeting."""
    timezone.activate(document.meeting.zone)
    items = document_lists.choices(document.meeting, document.item_uid)
    initial = document_lists.initial(document)
    return ChangeForm(typed, items=items, at=clock.now(), initial=initial)


def _changed_meanwhile(request: HttpRequest, document: Document) -> HttpResponse:
    """Show the answers again, beside what somebody else has written since."""
    document = _document_or_404(request, document.uid)
    posted = request.POST.copy()
    # Whoever sends them once more has seen both.
    posted["version"] = str(document.version)
    form = _change_form(document, posted)
    form.add_error(None, str(operations.DocumentChanged()))
    items = document_lists.choices(document.meeting, document.item_uid)
    current = document_lists.said_of(document, items)
    return _document_page(request, document, form, status=409, current=current)


def _not_put(
    request: HttpRequest, uid: str, language: str, form: FileForm, refusal: Exception
) -> HttpResponse:
    """Show what was typed again, beside what is there now."""
    document = _document_or_404(request, uid)
    form.refuse(str(refusal))
    posted = request.POST.copy()
    # Whoever sends it once more has seen both.
    posted["version"] = str(document.version)
    form.data = posted
    return _file_page(request, document, language, form, status=409)


def _not_removed(request: HttpRequest, uid: str, refusal: Exception) -> HttpResponse:
    """Show a document as it is now, to whoever wanted to remove what they had not seen."""
    document = _document_or_404(request, uid)
    form = _change_form(document)
    return _document_page(request, document, form, status=409, refusal=str(refusal))


def _document_page(
    request: HttpRequest, document: Document, form: ChangeForm, *, status: int, **more: Any
) -> HttpResponse:
    context = {"form": form, "title": document.title, "button": _("Save")}
    context |= document_lists.files_context(document) | more
    return _page(request, context, status=status)


def _page(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    context["is_kept"] = context["form"].is_bound and request.method != "POST"
    return render(request, "agenda/document_form.html", context, status=status)


def _file_page(
    request: HttpRequest, document: Document, language: str, form: FileForm, *, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "document": document,
        "language_name": documents.language_name(language),
        "back_url": meeting_path(document.meeting, "agenda:document", document.uid),
        "replaces": document_lists.file_of(document, language),
        "is_kept": form.is_bound and request.method != "POST",
    }
    return render(request, "agenda/document_file.html", context, status=status)


def _version_seen(request: HttpRequest) -> int:
    """Return the version that a button names; 0, which none has, where it names none."""
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


def _by_at(request: HttpRequest) -> dict[str, Any]:
    return {"by": cast(User, request.user), "at": clock.now()}


def _document_or_404(request: HttpRequest, uid: str) -> Document:
    found = documents.with_files(Document.objects.for_meeting(meeting_of(request)))
    document: Document = get_object_or_404(found.select_related("meeting"), uid=uid)
    document.meeting = meeting_of(request)
    return document


def _known_or_404(language: str) -> None:
    if language not in LANGUAGES:
        raise Http404


def _to_index(request: HttpRequest) -> HttpResponse:
    return redirect(meeting_path(meeting_of(request), "agenda:documents"))


def _to_document(request: HttpRequest, document: Document) -> HttpResponse:
    return redirect(meeting_path(meeting_of(request), "agenda:document", document.uid))
