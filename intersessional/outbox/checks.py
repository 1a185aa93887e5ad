"""Proof at start that each kind of message has its composer."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string


@register
def composers_exist(**_: Any) -> list[CheckMessage]:
    """Report each composer that cannot be imported."""
    problems: list[CheckMessage] = []
    composers = [(kind, path) for kind, (path, _lane) in settings.OUTBOX_COMPOSERS.items()]
    others = [("OUTBOX_REHEARSAL", settings.OUTBOX_REHEARSAL)]
    for kind, path in [*composers, *settings.OUTBOX_CHECKS.items(), *others]:
        try:
            import_string(path)
        except ImportError as error:
            problems.append(Error(f"{kind}: {error}", id="outbox.E001"))
    return problems
