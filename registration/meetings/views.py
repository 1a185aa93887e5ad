"""The meeting's calendar file."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from intersessional.access import public

from .calendar import calendar_for
from .links import lasting_path
from .requests import meeting_of


@public
@require_safe
def calendar(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Serve the days of the meeting as an .ics file; `?lang=fr` for another language."""
    meeting = meeting_of(request)
    language = request.GET.get("lang", "en")
    known = [code for code, _name in settings.LANGUAGES]
    with translation.override(language if language in known else "en"):
        url = settings.BASE_URL + lasting_path(meeting, "desk:home")
        content = calendar_for(meeting, stamp=timezone.now(), url=url)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{meeting.code}.ics"'
    return response
