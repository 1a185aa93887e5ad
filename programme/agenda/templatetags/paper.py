"""Filters and tags for the programme on paper."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from programme.agenda import paper, wording
from programme.agenda.models import Publication
from programme.agenda.reading import Programme, Text
from registration.letters.typography import typed

register = template.Library()
register.filter("person", lambda one: wording.person(one))
register.filter("part", lambda one: wording.part(one))


@register.simple_tag
def paper_words(publication: Publication, programme: Programme) -> dict[str, Any]:
    """Say a version in the active language: `{% paper_words publication programme as words %}`."""
    return paper.words(publication, programme)


@register.filter
def printed(text: Text) -> SafeString:
    """Return a text of the programme, escaped; marked as English where it is for want of another."""
    html = typed(text)
    return format_html('<span lang="en">{}</span>', html) if text.is_fallback else html
