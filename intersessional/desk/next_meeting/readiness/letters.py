"""Whether the texts of the invitation are there, can be printed, and speak of this very meeting."""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intersessional.localised import LANGUAGES
from registration.letters.audiences import Audience
from registration.letters.invitations.wording import LIMITS, PARTS, problems_of
from registration.letters.models import InvitationTemplate
from registration.letters.operations.texts import COPIED
from registration.meetings.models import Meeting

from .facts import Facts

# Placeholders without which a letter cannot be printed, and what of the meeting fills them.
_FILLED_BY = {
    "bilaterals_on": "bilaterals_on",
    "visa_advised_on": "visa_advised_on",
    "requests_last_day": "interventions_close_at",
    "president": "president_name",
    "presidency": "president_title_en",
    "city": "city_en",
    "contact": "contact_email",
}


def lines(facts: Facts) -> Iterator[dict[str, Any]]:
    """Return what a `Line` is made of: the texts, whether they were read, and the signature."""
    wanted, held = len(Audience) * len(LANGUAGES), len(facts.texts)
    broken = sum(bool(problems(text, facts.meeting)) for text in facts.texts)
    said = _("%(held)d of %(wanted)d texts.") % {"held": held, "wanted": wanted}
    if broken:
        found = ngettext("%d cannot be printed.", "%d cannot be printed.", broken) % broken
        said = f"{said} {found}"
    is_ready = held == wanted and not broken
    yield {
        "key": "texts",
        "title": _("Texts of the invitation"),
        "state": "ready" if is_ready else "to_do",
        "text": said,
        "step": "texts",
        "hard": True,
    }
    unread = sum(is_unread(text, facts.source) for text in facts.texts)
    yield {
        "key": "read",
        "title": _("Texts speak of this meeting"),
        "state": "to_decide" if unread else "ready",
        "text": ngettext("%d text is to be read.", "%d texts are to be read.", unread) % unread,
        "step": "texts",
    }
    signs = bool(settings.SIGNING_CERTIFICATE)
    yield {
        "key": "signature",
        "title": _("Letters are signed"),
        "state": "ready" if signs else "to_decide",
        "text": _("By the certificate of the institution.")
        if signs
        else _("No certificate is set: letters leave unsigned."),
        "step": "",
    }


def problems(text: InvitationTemplate, meeting: Meeting) -> list[str]:
    """Return what keeps letters with a text from being printed for a meeting."""
    found = [
        problem
        for name in PARTS
        for problem in problems_of(getattr(text, name), LIMITS[name])
        if getattr(text, name)
    ]
    whole = " ".join(getattr(text, name) for name in PARTS)
    for placeholder, column in _FILLED_BY.items():
        if f"{{{placeholder}}}" in whole and not getattr(meeting, column):
            found.append(_("It has {%s}, of which the meeting says nothing.") % placeholder)
    return found


def is_unread(text: InvitationTemplate, source: Meeting | None) -> bool:
    """Say whether a text was copied and saved by nobody since, or still names the other meeting."""
    return text.version == COPIED or bool(source and names_of_other(text, source))


def names_of_other(text: InvitationTemplate, source: Meeting) -> bool:
    """Say whether a text names another meeting by its title."""
    title = getattr(source, f"title_{text.language}") or source.title_en
    whole = " ".join(getattr(text, name) for name in PARTS)
    return bool(title) and bool(re.search(re.escape(title), whole, re.IGNORECASE))
