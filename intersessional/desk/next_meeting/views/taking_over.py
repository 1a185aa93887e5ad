"""The steps in which something is taken over whole, and what was rehearsed."""

from io import BytesIO
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from intersessional.localised import LANGUAGES
from intersessional.uploads import attachment
from programme.agenda.models import Item, Segment, Session
from programme.agenda.operations.copying import HasProgramme
from programme.bilaterals.models import Host
from programme.bilaterals.operations.copying import HasFrame
from registration.letters.audiences import Audience
from registration.letters.models import InvitationTemplate
from registration.letters.queries import earlier_with_texts
from registration.meetings.models import Meeting

from .. import operations, presentation, queries
from ..forms import SkeletonForm
from ..readiness import letters
from ..steps import BY_KEY, after
from .common import by, for_staff, here, is_settled, source_of

_METHODS = ["GET", "HEAD", "POST"]
# The page of a rehearsal's mail; whoever wants more looks in the admin site.
MOST_MAILS = 200


@for_staff
@require_http_methods(_METHODS)
def texts(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the texts of the invitation; a POST copies those that are missing."""
    meeting = here(request)
    source = source_of(meeting) or earlier_with_texts(meeting)
    if request.method == "POST":
        if _act(request) == "leave" or source is None:
            return _left_out(request, meeting, "texts")
        count = operations.take_texts(meeting, source, **by(request))
        text = ngettext("%d text was copied.", "%d texts were copied.", count) % count
        messages.success(
            request, f"{text} {_('Please read each: it speaks of the other meeting.')}"
        )
        return redirect("next_meeting:texts", slug)
    held = {
        (one.audience, one.language): one
        for one in InvitationTemplate.objects.filter(meeting=meeting)
    }
    context = _context(meeting, "texts") | {
        "rows": [_row(audience, held, meeting, source) for audience in Audience],
        "missing": len(Audience) * len(LANGUAGES) - len(held),
        "source": source,
    }
    return render(request, "desk/meetings/texts.html", context)


def _row(
    audience: Audience, held: dict[Any, Any], meeting: Meeting, source: Meeting | None
) -> tuple[Any, list[dict[str, Any]]]:
    cells = []
    for language in LANGUAGES:
        text = held.get((audience, language))
        tag, word, problems = "", _("missing"), []
        if text:
            problems = letters.problems(text, meeting)
            tag, word = "ok", _("read")
            if problems:
                tag, word = "stop", _("cannot be printed")
            elif letters.is_unread(text, source):
                tag, word = "wait", _("to be read")
        url = reverse("admin:letters_invitationtemplate_change", args=[text.pk]) if text else ""
        cells.append(
            {"language": language, "tag": tag, "word": word, "url": url, "problems": problems}
        )
    return audience.label, cells


@for_staff
@require_http_methods(_METHODS)
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask after which day of the source each day is made; a POST writes the skeleton."""
    meeting, posted = here(request), request.method == "POST"
    source = source_of(meeting)
    if posted and _act(request) == "leave":
        return _left_out(request, meeting, "programme")
    days = _days_of(source) if source else []
    form = SkeletonForm(request.POST if posted else None, meeting=meeting, source=source, days=days)
    if posted and form.is_valid():
        try:
            count = operations.take_programme(meeting, source, form.days(), **by(request))
        except HasProgramme as refusal:
            messages.warning(request, str(refusal))
        else:
            text = ngettext("%d sitting was made.", "%d sittings were made.", count) % count
            messages.success(request, text)
        return redirect("next_meeting:programme", slug)
    context = _context(meeting, "programme") | {
        "form": form,
        "source": source,
        "items": list(Item.objects.filter(meeting=meeting)),
        "sittings": list(Session.objects.filter(meeting=meeting).select_related("room")),
        "segments": Segment.objects.filter(session__meeting=meeting).count(),
    }
    return render(request, "desk/meetings/programme.html", context, status=422 if posted else 200)


def _days_of(source: Meeting) -> list[Any]:
    """Return the days of a meeting on which it has sittings, by its own clocks."""
    begins = Session.objects.filter(meeting=source).values_list("begins_at", flat=True)
    return sorted({instant.astimezone(source.zone).date() for instant in begins})


@for_staff
@require_http_methods(_METHODS)
def bilaterals(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the frame of the bilaterals, if there are any; a POST takes it over from the source."""
    meeting = here(request)
    source = source_of(meeting)
    if request.method == "POST":
        if _act(request) == "leave" or source is None:
            return _left_out(request, meeting, "bilaterals")
        try:
            count = operations.take_frame(meeting, source, **by(request))
        except HasFrame as refusal:
            messages.warning(request, str(refusal))
        else:
            text = ngettext("%d host was made.", "%d hosts were made.", count) % count
            messages.success(request, text)
        return redirect("next_meeting:bilaterals", slug)
    hosts = Host.objects.select_related("committee", "room").prefetch_related("windows")
    context = _context(meeting, "bilaterals") | {
        "hosts": list(hosts.filter(meeting=meeting)),
        "offered": list(hosts.filter(meeting=source)) if source else [],
        "source": source,
    }
    return render(request, "desk/meetings/bilaterals.html", context)


@for_staff
@require_safe
def mail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the mails of the rehearsal as they would have left."""
    meeting = here(request)
    found = queries.inside(meeting)
    context = {
        "subject": meeting,
        "mails": list(found.defer("raw")[:MOST_MAILS]),
        "number": found.count(),
    }
    return render(request, "desk/meetings/mail.html", context)


@for_staff
@require_safe
def mail_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hand out one of them whole, with its letter and its calendar file."""
    message = get_object_or_404(queries.inside(here(request)), pk=pk)
    if message.raw is None:
        raise Http404
    content = BytesIO(bytes(message.raw))
    return cast(HttpResponse, attachment(content, f"rehearsal-{pk}.eml", "message/rfc822"))


def _act(request: HttpRequest) -> str:
    """Return which of the two buttons was pressed."""
    act = request.POST.get("act", "")
    if act not in {"take", "leave"}:
        raise BadRequest
    return act


def _context(meeting: Meeting, key: str) -> dict[str, Any]:
    return {
        "subject": meeting,
        "step": BY_KEY[key],
        "steps": presentation.path_of_steps(meeting, key),
        "is_settled": is_settled(meeting, key),
    }


def _left_out(request: HttpRequest, meeting: Meeting, key: str) -> HttpResponse:
    operations.leave_out(meeting, key, **by(request))
    following = after(key)
    name = following.view if following else "next_meeting:overview"
    return redirect(name, meeting.slug)
