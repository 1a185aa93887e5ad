"""Proof at start that each audience of a part above this one can be found."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

from .audiences import Source


@register
def audiences_can_be_found(**_: Any) -> list[CheckMessage]:
    """Report each entry of `MAILING_AUDIENCES` that cannot be imported, or is no source."""
    problems: list[CheckMessage] = []
    for key, path in settings.MAILING_AUDIENCES.items():
        try:
            found = import_string(path)
        except ImportError as error:
            problems.append(Error(f"{key}: {error}", id="mailings.E001"))
        else:
            if not isinstance(found, Source):
                problems.append(Error(f"{key}: {path} is no source.", id="mailings.E002"))
    return problems
