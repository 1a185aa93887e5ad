"""The messages about a row, on its page in the admin site."""

from typing import Any

from django import template
from django.db import models

from intersessional.outbox.queries import messages_about

register = template.Library()

# The newest; the list of messages has all.
SHOWN = 30


@register.inclusion_tag("admin/outbox/_messages.html", takes_context=True)
def messages_to(context: template.Context, subject: models.Model) -> dict[str, Any]:
    """List what was written about a row, for whoever may see messages: `{% messages_to original %}`."""
    may_see = context["request"].user.has_perm("outbox.view_message")
    return {"may_see": may_see, "found": messages_about(subject)[:SHOWN] if may_see else []}
