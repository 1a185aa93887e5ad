"""Asking for a bilateral, and what the office decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.outbox.operations import enqueue_many
from intersessional.text import tidy
from registration.delegations.models import Delegation

from .. import addressees
from ..addressees import Reader
from ..details import CandidateDetails
from ..details_of_asks import AskDetails
from ..models import Ask, AskState, Candidate, Host, Source
from ..models.candidates import REASON_LENGTH
from ..policies import Refused, needed
from .candidate_rows import held_candidate, save
from .candidates import add_within


class AskedAlready(Refused):
    """There is a request of this delegation to this host that waits for an answer."""


class SentOtherwise(Refused):
    """The same form was sent before, and said something else; the text says what."""


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
    """Ask a host for a bilateral; the same `token` counts once, whoever sends it.

    :raises SentOtherwise: the token came before, with something else
    :raises AskedAlready: one waits for an answer
    """
    with transaction.atomic(durable=True):
        lock(f"bilateral ask {delegation.pk}", f"bilateral ask token {token}")
        first = _sent_before(token)
        if first:
            _check_same(first, details, host, delegation, by)
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
        _tell_officers(made)
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
    """Make the delegation a candidate of the host, and tell who acts for it.

    Where it is one already, that one stays as it is, with its own rank and weight; but plans no longer
    leave it out because somebody had set it aside.

    :raises AskDecided:
    """
    with transaction.atomic(durable=True):
        found = _held(ask)
        candidate = _candidate_for(found, rank, weight, by=by, at=at)
        found.candidate = candidate
        _decide(found, AskState.TAKEN_UP, by=by, at=at)
        _tell(found)
        return candidate


def refuse(ask: Ask, *, reason: str, by: User, at: datetime) -> None:
    """Refuse a request, and tell who acts for the delegation why.

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
        Ask.objects.select_related("host__committee", "host__meeting", "delegation__entity")
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


def _sent_before(token: str) -> Ask | None:
    found: Ask | None = (
        Ask.objects.select_related("host__committee", "delegation__entity")
        .filter(token=token)
        .first()
    )
    return found


def _check_same(
    first: Ask, details: AskDetails, host: Host, delegation: Delegation, by: User
) -> None:
    said = (first.delegation_id, first.host_id, first.reason, first.wishes)
    if said == (delegation.pk, host.pk, details.reason, details.wishes):
        return
    if first.delegation_id != delegation.pk and first.asked_by_id != by.pk:
        # What others have asked for is nobody else's to read.
        raise SentOtherwise(
            _("This form was sent before. If you send it now, it is a request of its own.")
        )
    raise SentOtherwise(
        _(
            "This form was sent before: %(delegation)s asked %(host)s, about “%(reason)s”. If you"
            " send it now, it is a request of its own."
        )
        % {
            "delegation": first.delegation.name,
            "host": first.host.name,
            "reason": " – ".join(filter(None, [first.reason, first.wishes])),
        }
    )


def _candidate_for(found: Ask, rank: int, weight: int, *, by: User, at: datetime) -> Candidate:
    """Return the delegation as a candidate of the host: as it is one already, or a new one."""
    reason = tidy(" ".join(found.reason.split()))[:REASON_LENGTH]
    details = CandidateDetails(rank=rank, weight=weight, reason=reason)
    entities = [found.delegation.entity_id]
    # It holds the list of the host, so that nobody adds the same one beside us.
    added = add_within(
        found.host.meeting, [found.host], entities, details, source=Source.REQUEST, by=by, at=at
    )
    if added.candidates:
        return added.candidates[0]
    same = Candidate.objects.filter(delegation=found.delegation_id, hosts=found.host_id)
    one = min(same.order_by("pk").prefetch_related("hosts"), key=lambda one: len(one.hosts.all()))
    if one.is_set_aside:
        one = held_candidate(one)
        one.is_set_aside = False
        save(one, "is_set_aside")
        record("take_bilateral_candidate_back", one, by=by, at=at)
    return one


def _tell(found: Ask) -> None:
    """Promise the answer to each who acts for the delegation now; the key says to whom."""
    readers = addressees.of_delegations([found.delegation])[found.delegation_id]
    enqueue_many(
        "bilateral_ask_decided",
        [(found, _key(found, reader), reader.language) for reader in readers],
    )


def _tell_officers(made: Ask) -> None:
    """Promise the news to each officer of the host."""
    readers = addressees.of_host(made.host)
    enqueue_many(
        "bilateral_asked",
        [
            (made, f"bilateral_asked/{made.pk}/{reader.officer_id}", reader.language)
            for reader in readers
        ],
    )


def _key(found: Ask, reader: Reader) -> str:
    return f"bilateral_ask_decided/{found.pk}/{reader.focal_point_id or 0}"
