"""To whom a message goes, and what each of them reads."""

from datetime import date
from io import BytesIO
from threading import Lock
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intersessional.access import role
from intersessional.accounts import roles
from intersessional.outbox.envelope import as_bytes
from intersessional.outbox.models import Message
from intersessional.uploads import attachment

from .. import emails, operations, policies, queries, wording
from ..forms import choosing_form
from ..models import Mailing, Recipient
from ..presentation import choice_text
from ..reading import Readers
from ..sources import sources
from .common import UNPROCESSABLE, actor, mailing_or_404, page_of, path_of, to

EML = "message/rfc822"

# Thousands are read to show a page of them: one after the other in a process. Eight at once are no
# quicker, and take eight times the memory, which the process keeps (docs/measurements.md).
_one_at_a_time = Lock()


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show the filters of a source, and whom the draft reaches; a POST keeps the choice."""
    mailing = mailing_or_404(request, pk)
    posted = request.method == "POST"
    if not mailing.is_draft and not posted:
        return to(mailing)
    found = sources()
    key = request.GET.get("audience") or mailing.audience or "registrations"
    if key not in found:
        raise Http404
    form = choosing_form(
        key,
        found[key],
        mailing.meeting,
        request.POST if posted else None,
        _initial(mailing, key),
    )
    if posted and form.is_valid():
        version = form.cleaned_data["version"]
        act = (mailing, key, form.filters)
        return _kept(request, mailing, operations.choose, act, {"version": version})
    context = {
        "mailing": mailing,
        "form": form,
        "sources": [(name, source.label) for name, source in found.items()],
        "key": key,
        "choice": choice_text(mailing),
    }
    with _one_at_a_time:
        return _shown(request, mailing, context, status=UNPROCESSABLE if posted else 200)


def _shown(
    request: HttpRequest, mailing: Mailing, context: dict[str, Any], *, status: int
) -> HttpResponse:
    reach = queries.reach(mailing)
    page = page_of(request, reach.everybody)
    page.object_list = reach.said(list(page.object_list))
    context |= {"reach": reach, "page": page}
    return render(request, "mailings/recipients.html", context, status=status)


@role(roles.ISU_STAFF)
@require_POST
def take_out(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Take those out of a draft who were shown and are not ticked."""
    mailing = mailing_or_404(request, pk)
    shown, kept = request.POST.getlist("shown"), request.POST.getlist("keep")
    known = {one.key for one in queries.reach(mailing).everybody}
    try:
        version = int(request.POST.get("version", ""))
    except ValueError as error:
        raise BadRequest from error
    act = (mailing, [one for one in shown if one in known], kept)
    return _kept(request, mailing, operations.take_out, act, {"version": version})


@role(roles.ISU_STAFF)
@require_safe
def preview(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show a message as one of its readers gets it; `n` says which one, from 1, or `q` who it is."""
    mailing = mailing_or_404(request, pk)
    readers = Readers(mailing)
    context: dict[str, Any] = {"mailing": mailing, "count": readers.count}
    if readers.count:
        typed = typed_in(request.GET.get("q", ""))
        matches, is_more = readers.like(typed) if typed else ([], False)
        first = matches[0].number if matches else 1
        number = number_in(request, readers.count, first)
        reader = readers.at(number)
        if reader is None:
            # Whoever is left is found anew.
            return redirect(path_of(mailing, "preview"))
        found = {"typed": typed, "matches": matches, "is_more": is_more, "number": number}
        context |= _read(reader) | found
    return render(request, "mailings/preview.html", context)


@role(roles.ISU_STAFF)
@require_safe
def mail_file(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Hand out the mail to one of the readers, byte for byte as a mail program gets it."""
    mailing = mailing_or_404(request, pk)
    readers = Readers(mailing)
    reader = readers.at(number_in(request, readers.count)) if readers.count else None
    if reader is None:
        raise Http404
    raw = as_bytes(Message(language=reader.language), emails.compose(reader))
    return cast(HttpResponse, attachment(BytesIO(raw), f"message-{mailing.pk}.eml", EML))


def number_in(request: HttpRequest, count: int, otherwise: int = 1) -> int:
    """Return which reader the address asks for, from 1; the nearest that there is."""
    asked = request.GET.get("n", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else otherwise
    return min(max(number, 1), count)


def typed_in(text: str) -> str:
    """Return what somebody looks for, as far as it can be a name or an address."""
    return text.replace("\0", "").strip()[:200]


def _read(reader: Recipient) -> dict[str, Any]:
    mail = emails.compose(reader)
    mailing = reader.mailing
    values = {**emails.facts(mailing, reader.language), **reader.values}
    texts = [mailing.subject(reader.language), mailing.text(reader.language)]
    return {
        "reader": reader,
        "mail": mail,
        "paragraphs": wording.paragraphs(mailing.text(reader.language), values),
        "lacking": wording.lacking(texts, values),
    }


def _initial(mailing: Mailing, key: str) -> dict[str, Any]:
    kept = mailing.filters if key == mailing.audience else {}
    beginning = {"states": ["received", "confirmed"]} if not mailing.audience else {}
    given = {"version": mailing.version, **(kept or beginning)}
    for name in ("received_from", "received_to"):
        if name in given:
            given[name] = date.fromisoformat(given[name])
    return given


def _kept(
    request: HttpRequest,
    mailing: Mailing,
    operation: Any,
    act: tuple[Any, ...],
    seen: dict[str, int],
) -> HttpResponse:
    """Keep a choice, or say why not; the list of readers is shown anew."""
    try:
        operation(*act, **seen, **actor(request))
    except policies.SentAlready as refusal:
        messages.warning(request, str(refusal))
    except operations.ChangedMeanwhile:
        messages.warning(
            request,
            _("Somebody else has changed this message meanwhile. Please look at it again."),
        )
    else:
        messages.success(request, _("Kept. Below is whom the message reaches now."))
    page = request.GET.get("page", "")
    asked = f"?page={page}" if page.isascii() and page.isdigit() else ""
    return redirect(path_of(mailing, "recipients") + asked)
