"""Statements that were handed in, each version to the delegation alone."""

from functools import partial

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intersessional.outbox.composing import Mail
from intersessional.outbox.models import Message

from .. import queries
from ..models import Statement
from ..presentation import Own
from ..statements import queries as of_statements
from ..statements.versions import in_sentence
from ..transitions import COUNTING, State
from .composing import Said, compose_about, no_longer


def statement_received(message: Message) -> Mail:
    """Compose the acknowledgement of one version of a statement, to the delegation alone."""
    rows = Statement.objects.with_stand().select_related("intervention")
    statement = rows.get(pk=message.about_id)
    return compose_about(statement.intervention_id, partial(_statement_received, statement))


def check_statement(message: Message) -> None:
    """Refuse to acknowledge a statement of a request that has ended.

    :raises NoLongerNeeded:
    """
    statement = Statement.objects.select_related("intervention").get(pk=message.about_id)
    state = queries.state_of(statement.intervention)
    if state not in COUNTING | {State.DELIVERED}:
        raise no_longer(state)


def _statement_received(statement: Statement, own: Own) -> Said:
    held = _(
        "It is held until it is delivered, or released by the secretariat: before, your delegation,"
        " the interpreters and the secretariat can open it, and nobody else."
    )
    if own.state == State.DELIVERED:
        held = _("It was delivered: all who take part in the meeting can open it.")
    elif of_statements.is_disclosed(statement):
        held = _("It was released: all who take part in the meeting can open it.")
    return Said(
        _("We have your statement, version %(number)d") % {"number": statement.number},
        [_("Thank you. Your statement has reached us, and so the interpreters."), held],
        statement_facts(statement),
    )


def statement_facts(statement: Statement) -> list[tuple[str, str]]:
    """Return what a mail says of one version."""
    told = {
        "number": statement.number,
        "language": in_sentence(statement.get_language_display()),
        "when": date_format(localtime(statement.uploaded_at), "DATETIME_FORMAT"),
    }
    version = _("version %(number)d, %(language)s, received %(when)s") % told
    rows = [
        (pgettext("file", "Statement"), version),
        (_("File"), statement.file_name),
        (_("What has changed"), statement.reason),
        (
            _("Check against delivery"),
            _("yes") if statement.check_against_delivery else _("no"),
        ),
        (
            _("May be published after the meeting"),
            _("yes") if statement.may_be_published else _("no"),
        ),
    ]
    return [(label, value) for label, value in rows if value]


def newest_statement(own: Own) -> list[tuple[str, str]]:
    """Return what a mail says of the newest version; nothing, where there is none."""
    if not own.takes_statements:
        return []
    pk = own.intervention.pk
    versions = of_statements.of_requests([pk])[pk]
    return statement_facts(versions[-1]) if versions else []
