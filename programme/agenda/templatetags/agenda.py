"""Texts with a visible fall-back, and times with the reader's own beside them."""

from datetime import datetime

from django import template
from django.template.context import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programme.agenda.presentation import zones
from programme.agenda.reading import Text

register = template.Library()


@register.filter
def shown(text: Text) -> str | SafeString:
    """Return a text in the reader's language; or the English one, named as such for eye and ear."""
    if not text.is_fallback:
        return str(text)
    return format_html(
        '<span lang="{}">{}</span> <span class="tag lang">{}</span>',
        *(text.language, str(text), _("in English")),
    )


@register.filter
def language_of(text: Text) -> SafeString:
    """Return the attribute that names the language of a text which is not in the reader's."""
    return format_html(' lang="{}"', text.language) if text.is_fallback else SafeString("")


@register.simple_tag(takes_context=True)
def clock(context: Context, at: datetime) -> SafeString:
    """Return an instant of the programme as hours and minutes; the reader's own beside, if wanted."""
    own_zone = context.get("own_zone")
    html = format_html(
        '<time datetime="{}" data-clock>{}</time>',
        at.isoformat(timespec="minutes"),
        date_format(at, "TIME_FORMAT"),
    )
    if own_zone is None:
        return html
    own = zones.moment(at, own_zone)
    return format_html(
        '{} <span class="own"><span class="visually-hidden">{} </span>{}</span>',
        *(html, _("your time:"), own),
    )
