"""The programme as files: calendar, paper, data, and what describes the data."""

from collections.abc import Callable, Hashable
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from intersessional.access import public
from intersessional.localised import LANGUAGES
from registration.meetings.requests import meeting_of

from .. import open_data, queries
from ..calendar import NoSuchItem, calendar_bytes
from ..feed import feed_bytes
from ..models import Publication

JSON = "application/json; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
PDF = "application/pdf"
ATOM = "application/atom+xml; charset=utf-8"
# From then on the file is not on its way, but was tried and failed.
LONG_SECONDS = 60


@public
@require_safe
def calendar(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Serve the whole programme as an .ics file; `?lang=fr` for another language."""
    version = _version_or_404(request)
    content = calendar_bytes(version.pk, language_of(request), _facts(request))
    return _as_calendar(request, version, content, "programme")


@public
@require_safe
def item_calendar(request: HttpRequest, number: int, slug: str | None = None) -> HttpResponse:
    """Serve one item as an .ics file."""
    version = _version_or_404(request)
    try:
        content = calendar_bytes(version.pk, language_of(request), _facts(request), number)
    except NoSuchItem as error:
        raise Http404 from error
    return _as_calendar(request, version, content, f"item-{number}")


@public
@require_safe
def data(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Serve the programme as JSON, for pages of others too."""
    version = _version_or_404(request)
    content = open_data.data_bytes(version.pk, _facts(request))
    response = _unless_known(request, version, content, JSON)
    response["Content-Language"] = ", ".join(LANGUAGES)
    response["Link"] = f'<{open_data.schema_url()}>; rel="describedby"'
    return _for_everybody(response)


@public
@require_safe
def feed(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Serve the changes as an Atom feed; `?lang=fr` for another language."""
    version = _version_or_404(request)
    content = feed_bytes(version.pk, language_of(request), _facts(request))
    return _unless_known(request, version, content, ATOM)


@public
@require_safe
def pdf(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Serve the printed programme; `?lang=fr` for another language.

    A worker prints it within seconds of the publication; until then 503, which says when to come back.
    """
    version, language = _version_or_404(request), language_of(request)
    edition = queries.edition(version, language)
    if edition is None:
        return _not_printed_yet(language, queries.seconds_to_print(version, language))
    tag = f'"{version.number}-{edition.sha256[:20]}"'
    response = _conditional(request, tag, lambda: HttpResponse(edition.pdf, content_type=PDF))
    if response.status_code == 200:
        name = f"{meeting_of(request).code}-programme-{version.number}-{language}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        response["Content-Language"] = language
    return response


@public
@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """Serve the JSON Schema of the programme."""
    content, kind = open_data.schema_bytes(), "application/schema+json"
    tag = f'"{_fingerprint(content)}"'
    return _for_everybody(_conditional(request, tag, lambda: HttpResponse(content, kind)))


def language_of(request: HttpRequest) -> str:
    """Return the language that `?lang=` asks for, or English."""
    language = request.GET.get("lang", "en")
    return language if language in dict(settings.LANGUAGES) else "en"


def _version_or_404(request: HttpRequest) -> Publication:
    version = queries.current_version(meeting_of(request))
    if version is None:
        raise Http404
    return version


def _facts(request: HttpRequest) -> Hashable:
    return queries.facts_of(meeting_of(request))


def _not_printed_yet(language: str, seconds: int) -> HttpResponse:
    with override(language):
        sentence = (
            _("The programme is being printed in this form. Please try again in some seconds.")
            if seconds < LONG_SECONDS
            else _(
                "The programme cannot be printed at the moment. It is tried again in some minutes."
            )
        )
    response = HttpResponse(f"{sentence}\n", content_type="text/plain; charset=utf-8", status=503)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    return response


def _as_calendar(
    request: HttpRequest, version: Publication, content: bytes, name: str
) -> HttpResponse:
    name = f"{meeting_of(request).code}-{name}"
    return serve_calendar(request, version, content, name=name, language=language_of(request))


def serve_calendar(
    request: HttpRequest, version: Publication, content: bytes, *, name: str, language: str
) -> HttpResponse:
    """Return a calendar made of a version, under a file name (without .ics), or 304."""
    response = _unless_known(request, version, content, CALENDAR)
    response["Content-Language"] = language
    if response.status_code == 200:
        response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _unless_known(
    request: HttpRequest, version: Publication, content: bytes, kind: str
) -> HttpResponse:
    """Return a file made of a version, or 304 to whoever has it.

    The mark names the version, and the bytes: a new release may write the same version otherwise.
    """
    tag = f'"{version.number}-{_fingerprint(content)}"'
    return _conditional(request, tag, lambda: HttpResponse(content, content_type=kind))


def _conditional(request: HttpRequest, tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what `make` makes under its mark, to be asked for anew each time; or 304."""
    response = get_conditional_response(request, etag=tag) or make()
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    return response


def _for_everybody(response: HttpResponse) -> HttpResponse:
    """Let pages of other sites read an answer: it holds nothing but what is public."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link"
    return response


def _fingerprint(content: bytes) -> str:
    return sha256(content).hexdigest()[:20]
