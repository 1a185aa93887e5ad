"""The menu of those who plan bilaterals."""

from typing import Any

from django import template
from django.template.context import Context

from ..models.hosts import plans_for_all

register = template.Library()


@register.inclusion_tag("bilaterals/_menu.html", takes_context=True)
def bilaterals_menu(context: Context) -> dict[str, Any]:
    """Link to the pages that the reader may open; `open_requests` of the page is shown beside them."""
    request = context["request"]
    return {
        "request": request,
        "meeting": context.get("meeting"),
        "plans_for_all": plans_for_all(request.user),
        "open_requests": context.get("open_requests"),
    }
