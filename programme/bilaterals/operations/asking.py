"""Asking for a bilateral, and what the office decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.outbox.operations import enqueue
from intersessional.text import tidy
from registration.delegations.models import Delegation

from ..details_of_asks import AskDetails
from ..models import Ask, AskState, Candidate, Host, Source
from ..models.candidates import REASON_LENGTH
from ..policies import Refused, needed


class AskedAlready(Refused):
    """There is a request of this delegation to this host that waits for an answer."""


class AskDecided(Refused):
    """Somebody else was first; the text says what has become of the request."""


def ask(
    details: AskDetails,
    *,
    host: Host,
    delegation: Delegation,
    token: str,
    language: str,
    by: User,
    at: datetime,
) -> Ask:
    """Ask a host for a bilateral; the same `token` of the same delegation counts once.

    :raises AskedAlready: one waits for an answer
    """
    with transaction.atomic(durable=True):
        lock(f"bilateral ask {delegation.pk}")
        first: Ask | None = Ask.objects.filter(token=token, delegation=delegation).first()
        if first:
            return first
        if Ask.objects.filter(delegation=delegation, host=host, state=AskState.OPEN).exists():
            raise AskedAlready(
                _("Your delegation has asked %(host)s already, and gets an answer by e-mail.")
                % {"host": host.name}
            )
        made: Ask = Ask.objects.create(
            delegation=delegation,
            host=host,
            token=token,
            reason=details.reason,
            wishes=details.wishes,
            language=language,
            asked_at=at,
            asked_by=by,
        )
        record("ask_bilateral", made, by=by, at=at)
        return made


def take_back_ask(ask: Ask, *, by: User, at: datetime) -> None:
    """Take a request back, as long as nobody has decided.

    :raises AskDecided:
    """
    with transaction.atomic(durable=True):
        found = _held(ask)
        if found.state == AskState.TAKEN_BACK:
            return
        _decide(found, AskState.TAKEN_BACK, by=by, at=at)


def take_up(ask: Ask, *, rank: int, weight: int, by: User, at: datetime) -> Candidate:
    """Make the delegation a candidate of the host, and tell whoever asked.

    Where it is one already, that one stays as it is, with its own rank and weight.

    :raises AskDecided:
    """
    with transaction.atomic(durable=True):
        found = _held(ask)
        candidate = _candidate_of(found) or _make_candidate(found, rank, weight)
        found.candidate = candidate
        _decide(found, AskState.TAKEN_UP, by=by, at=at)
        _tell(found)
        return candidate


def refuse(ask: Ask, *, reason: str, by: User, at: datetime) -> None:
    """Refuse a request, and tell whoever asked why.

    :raises ReasonNeeded:
    :raises AskDecided:
    """
    reason = needed(reason)
    with transaction.atomic(durable=True):
        found = _held(ask)
        found.answer = reason
        _decide(found, AskState.REFUSED, by=by, at=at)
        _tell(found)


def _held(ask: Ask) -> Ask:
    lock(f"bilateral ask {ask.delegation_id}")
    found: Ask = (
        Ask.objects.select_related("host__committee", "host__meeting", "delegation")
        .select_for_update(of=("self",))
        .get(pk=ask.pk)
    )
    return found


def _decide(found: Ask, state: AskState, *, by: User, at: datetime) -> None:
    if found.state != AskState.OPEN:
        raise AskDecided(
            _("This request is %(state)s by now.") % {"state": found.get_state_display()}
        )
    found.state, found.decided_at, found.decided_by = state, at, by
    found.save(update_fields=["state", "decided_at", "decided_by", "answer", "candidate"])
    record(f"bilateral_ask_{state}", found, by=by, at=at)


def _candidate_of(found: Ask) -> Candidate | None:
    """Return the candidate of this host alone that nobody else asked for."""
    same = Candidate.objects.filter(delegation=found.delegation_id, hosts=found.host_id, ask=None)
    return next((one for one in same if one.hosts.count() == 1), None)


def _make_candidate(found: Ask, rank: int, weight: int) -> Candidate:
    made: Candidate = Candidate.objects.create(
        meeting=found.host.meeting,
        delegation=found.delegation,
        source=Source.REQUEST,
        reason=tidy(" ".join(found.reason.split()))[:REASON_LENGTH],
        rank=rank,
        weight=weight,
    )
    made.hosts.set([found.host])
    return made


def _tell(found: Ask) -> None:
    enqueue(
        "bilateral_ask_decided",
        found,
        key=f"bilateral_ask_decided/{found.pk}",
        language=found.language,
    )
