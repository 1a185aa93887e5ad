"""Template tags that keep links within the meeting a page is about."""

from typing import Any

from django import template
from django.template.context import RequestContext

from registration.meetings.links import meeting_path

register = template.Library()


@register.simple_tag(takes_context=True)
def meeting_url(context: RequestContext, name: str, *args: Any) -> str:
    """Return the address of a page for the meeting in the context: `{% meeting_url 'desk:home' %}`."""
    return meeting_path(context.get("meeting"), name, *args)
