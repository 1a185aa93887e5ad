"""The certificate of attendance: from its facts to the paper."""

from typing import Any

from django.utils.translation import override

from registration.letters import confirmation
from registration.letters.rendering import render_pdf
from registration.meetings.wording import dates_text

from .facts import CertificateFacts

TEMPLATE = "letters/attendance.html"


def render(facts: CertificateFacts) -> bytes:
    """Return the certificate, one tagged A4 page, in the language of the facts.

    :raises rendering.PrintingUnavailable, rendering.ContentRefused, rendering.DoesNotFit: see there
    """
    with override(facts.language):
        context = {"facts": facts, "words": _words(facts)}
    return render_pdf(TEMPLATE, context, language=facts.language, one_page=True)


def _words(facts: CertificateFacts) -> dict[str, Any]:
    return {
        **confirmation.sender(),
        "meeting_days": dates_text(facts.meeting_begins_on, facts.meeting_ends_on),
        "name": confirmation.full_name(facts),
        "function": ", ".join(filter(None, [facts.function, facts.department])),
        "delegation": confirmation.delegation(facts),
        "days": confirmation.days_in_words(facts.days),
        # The rest of the meeting is still to come.
        "is_early": facts.issued_on <= facts.meeting_ends_on,
        "verify_address": confirmation.without_scheme(facts.verify_url),
    }
