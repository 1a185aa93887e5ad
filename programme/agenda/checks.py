"""Proof at start that the parts above this one that are asked can be found."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string


@register
def concerned_can_be_found(**_: Any) -> list[CheckMessage]:
    """Report each source of `PROGRAMME_CONCERNED` that cannot be imported."""
    problems: list[CheckMessage] = []
    for path in settings.PROGRAMME_CONCERNED:
        try:
            import_string(path)
        except ImportError as error:
            problems.append(Error(str(error), id="agenda.E001"))
    return problems


@register
def needs_can_be_found(**_: Any) -> list[CheckMessage]:
    """Report `PROGRAMME_NEEDS` or `PROGRAMME_STATEMENTS` where it cannot be imported."""
    problems: list[CheckMessage] = []
    for path in (settings.PROGRAMME_NEEDS, settings.PROGRAMME_STATEMENTS):
        try:
            import_string(path)
        except ImportError as error:
            problems.append(Error(str(error), id="agenda.E002"))
    return problems
