"""What must hold before the portal is let out on a real host: `manage.py check --deploy`."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def is_no_demonstration(**_: Any) -> list[CheckMessage]:
    """Refuse the demonstration: its clock is shifted, and a password alone opens staff accounts."""
    problems: list[CheckMessage] = []
    if settings.DEMONSTRATION:
        problems.append(
            Error(
                "INTERSESSIONAL_DEMONSTRATION is set: this is for trying out, on one machine.",
                id="intersessional.E001",
            )
        )
    if not settings.STAFF_SECOND_FACTOR:
        problems.append(
            Error("Staff would sign in without a second factor.", id="intersessional.E002")
        )
    return problems
