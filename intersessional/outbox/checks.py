"""Proof at start that each kind of message has its composer, and that reports can be read."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

from .mailboxes import problem_of


@register
def composers_exist(**_: Any) -> list[CheckMessage]:
    """Report each composer that cannot be imported."""
    problems: list[CheckMessage] = []
    composers = [(kind, path) for kind, (path, _lane) in settings.OUTBOX_COMPOSERS.items()]
    others = [("OUTBOX_REHEARSAL", settings.OUTBOX_REHEARSAL)] + [
        (label, path) for label, paths in settings.OUTBOX_ALSO_ABOUT.items() for path in paths
    ]
    for kind, path in [*composers, *settings.OUTBOX_CHECKS.items(), *others]:
        try:
            import_string(path)
        except ImportError as error:
            problems.append(Error(f"{kind}: {error}", id="outbox.E001"))
    return problems


@register
def of_no_meeting_are_known(**_: Any) -> list[CheckMessage]:
    """Report a subject that is named as of no meeting, and is unknown or has one."""
    problems: list[CheckMessage] = []
    rehearsed = import_string(settings.OUTBOX_REHEARSAL)
    for label in sorted(settings.OUTBOX_OF_NO_MEETING):
        try:
            is_wrong = rehearsed(apps.get_model(label)) is not None
        except LookupError:
            is_wrong = True
        if is_wrong:
            text = f"OUTBOX_OF_NO_MEETING: {label} is unknown, or has a meeting."
            problems.append(Error(text, id="outbox.E004"))
    return problems


@register
def reports_can_be_read(**_: Any) -> list[CheckMessage]:
    """Report a mailbox that cannot be read or tells its password, and an address that is none."""
    problems: list[CheckMessage] = []
    wrong = problem_of(settings.BOUNCES_URL) if settings.BOUNCES_URL else ""
    if wrong:
        problems.append(Error(wrong, id="outbox.E002"))
    if settings.BOUNCE_ADDRESS and not all(settings.BOUNCE_ADDRESS.rpartition("@")):
        problems.append(Error("INTERSESSIONAL_BOUNCE_ADDRESS is no address.", id="outbox.E003"))
    return problems
