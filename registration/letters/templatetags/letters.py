"""Filters and tags for the templates of letters."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from intersessional.text import capitals
from registration.letters import confirmation, delegation_letter, qr, visa_letter
from registration.letters.delegation_facts import DelegationFacts
from registration.letters.facts import ConfirmationFacts
from registration.letters.invitations import InvitationFacts, Wording, page
from registration.letters.typography import end_paragraphs, typed, typeset
from registration.letters.visa_letter import VisaFacts

register = template.Library()
register.filter("capitals", capitals)
register.filter("typed", typed)


@register.filter("typeset", is_safe=True)
def typeset_filter(html: str) -> SafeString:
    """Set our own paragraphs in the active language: `{% filter typeset %}…{% endfilter %}`."""
    return end_paragraphs(typeset(html))


@register.simple_tag
def qr_code(payload: str, title: str) -> SafeString:
    """Draw a QR code: `{% qr_code facts.verify_url _("QR code to verify this letter") %}`."""
    return qr.qr_svg(payload, title)


@register.simple_tag
def confirmation_words(facts: ConfirmationFacts) -> dict[str, Any]:
    """Say the facts in the active language: `{% confirmation_words facts as words %}`."""
    return confirmation.words(facts)


@register.simple_tag
def invitation_parts(facts: InvitationFacts, wording: Wording) -> dict[str, Any]:
    """Fill a wording in the active language: `{% invitation_parts facts wording as parts %}`."""
    return page.parts(facts, wording)


@register.simple_tag
def delegation_words(facts: DelegationFacts) -> dict[str, Any]:
    """Say the facts about a delegation: `{% delegation_words facts as words %}`."""
    return delegation_letter.words(facts)


@register.simple_tag
def visa_words(facts: VisaFacts, language: str) -> dict[str, Any]:
    """Say the facts of a letter for a visa in one language: `{% visa_words facts "fr" as words %}`."""
    return visa_letter.words(facts, language)
