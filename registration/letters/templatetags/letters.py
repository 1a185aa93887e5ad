"""Filters and tags for the templates of letters."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from intersessional.text import capitals
from registration.letters import confirmation, qr
from registration.letters.facts import ConfirmationFacts
from registration.letters.typography import typed, typeset

register = template.Library()
register.filter("capitals", capitals)
register.filter("typed", typed)


@register.filter("typeset", is_safe=True)
def typeset_filter(html: str) -> SafeString:
    """Set our own sentences in the active language: `{% filter typeset %}…{% endfilter %}`."""
    return typeset(html)


@register.simple_tag
def qr_code(payload: str, title: str) -> SafeString:
    """Draw a QR code: `{% qr_code facts.verify_url _("QR code to verify this letter") %}`."""
    return qr.qr_svg(payload, title)


@register.simple_tag
def confirmation_words(facts: ConfirmationFacts) -> dict[str, Any]:
    """Say the facts in the active language: `{% confirmation_words facts as words %}`."""
    return confirmation.words(facts)
