"""Whom a host should meet: adding, changing, ranking and removing candidates."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record, record_many
from intersessional.locks import lock
from registration.delegations.models import Delegation, Entity, Tag
from registration.delegations.operations.opening import open_delegations
from registration.delegations.queries import with_categories
from registration.meetings.models import Meeting

from .. import resources
from ..details import CandidateDetails
from ..models import Candidate, Host, Source, WantedPeriod
from ..policies import Refused
from .candidate_rows import CandidateChanged, held_candidate, hold_candidate, save

# The columns that `CandidateDetails` holds; the times are rows of their own.
_COLUMNS = (
    *("rank", "weight", "reason", "minutes"),
    *("languages", "needs_accessible_room", "is_set_aside"),
)


class OrderChanged(Refused):
    """The order of a host's candidates is not the one that was seen."""


class BilateralStands(Refused):
    """There is, or was, a bilateral of the candidate."""


@dataclass(frozen=True)
class Added:
    """Who became a candidate, and who was one already."""

    candidates: list[Candidate] = field(default_factory=list)
    skipped: list[Entity] = field(default_factory=list)


def add_candidates(
    meeting: Meeting,
    hosts: Sequence[Host],
    *,
    tag: Tag | None = None,
    entities: Iterable[Entity] = (),
    reason: str = "",
    rank: int = 50,
    weight: int = 1,
    by: User,
    at: datetime,
) -> Added:
    """Let all entities with a tag, or those given, be candidates of a host; of several: together.

    Delegations are opened where nobody has. Whoever is a candidate of one of the hosts already is
    left as it is: the same form twice adds nobody twice.
    """
    details = CandidateDetails(rank=rank, weight=weight, reason=reason)
    source = Source.TAG if tag else Source.HAND
    chosen = [one.pk for one in entities]
    with transaction.atomic(durable=True):
        if tag:
            chosen += Entity.objects.listed().filter(tags=tag).values_list("pk", flat=True)
        return add_within(meeting, hosts, chosen, details, source=source, by=by, at=at)


def add_within(
    meeting: Meeting,
    hosts: Sequence[Host],
    entities: Collection[int],
    details: CandidateDetails,
    *,
    source: str,
    by: User,
    at: datetime,
) -> Added:
    """Add candidates as above, by the keys of their entities, in the caller's transaction."""
    _hold_lists(hosts)
    guests = Candidate.objects.filter(hosts__in=hosts).values("delegation__entity")
    chosen = Entity.objects.filter(pk__in=entities).prefetch_related("names")
    skipped = list(chosen.filter(pk__in=guests))
    new = with_categories(chosen.exclude(pk__in=guests), meeting.begins_on)
    opened = open_delegations(meeting, new)
    resources.of_entities(entity for entity, _category in new)
    found = _write(meeting, hosts, opened, details, source)
    after = {"hosts": [host.pk for host in hosts], "source": str(source)}
    acts = [
        (one, None, after | {"delegation": one.delegation_id, "reason": one.reason})
        for one in found
    ]
    record_many("add_bilateral_candidate", acts, by=by, at=at)
    return Added(found, skipped)


def _write(
    meeting: Meeting,
    hosts: Sequence[Host],
    delegations: Sequence[Delegation],
    details: CandidateDetails,
    source: str,
) -> list[Candidate]:
    columns = _columns(details)
    found: list[Candidate] = Candidate.objects.bulk_create(
        Candidate(meeting=meeting, delegation=one, source=source, **columns) for one in delegations
    )
    through: Any = Candidate.hosts.through
    through.objects.bulk_create(
        through(candidate_id=one.pk, host_id=host.pk) for one in found for host in hosts
    )
    for one in found:
        _write_wanted(one, details)
    return found


def change_candidate(
    candidate: Candidate,
    details: CandidateDetails,
    *,
    version: int,
    by: User,
    at: datetime,
) -> bool:
    """Write what a placement has to mind; say whether anything was changed. A bilateral stays.

    :raises CandidateChanged: it is not the `version` that was seen, and says otherwise
    """
    with transaction.atomic(durable=True):
        current = held_candidate(candidate)
        before, after = _differences(current, details)
        if not after:
            return False
        if current.version != version:
            raise CandidateChanged(current)
        for name, value in _columns(details).items():
            setattr(current, name, value)
        save(current, *_COLUMNS)
        if "wanted" in after:
            current.wanted.all().delete()
            _write_wanted(current, details)
        record("change_bilateral_candidate", current, by=by, at=at, before=before, after=after)
        return True


def set_aside(candidate: Candidate, *, aside: bool, by: User, at: datetime) -> bool:
    """Let the plan leave a candidate out, or mind it again; say whether that is new."""
    with transaction.atomic(durable=True):
        current = held_candidate(candidate)
        if current.is_set_aside == aside:
            return False
        current.is_set_aside = aside
        save(current, "is_set_aside")
        verb = "set_bilateral_candidate_aside" if aside else "take_bilateral_candidate_back"
        record(verb, current, by=by, at=at)
        return True


def rank_candidates(
    host: Host,
    ordered: Sequence[int],
    *,
    seen: Sequence[int] | None = None,
    by: User,
    at: datetime,
) -> bool:
    """Rank candidates of a host from 1 in an order of their keys; say whether any rank is new.

    `seen` is their order as somebody saw it.

    :raises OrderChanged: they do not stand in the order that was seen, or one is no candidate any more
    """
    with transaction.atomic(durable=True):
        _hold_lists([host])
        rows = Candidate.objects.filter(hosts=host, pk__in=ordered)
        # In the order in which all others lock them, whatever their ranks are.
        held = rows.order_by("pk").select_for_update(of=("self",), no_key=True)
        standing = {one.pk: one for one in held}
        order = list(rows.values_list("pk", flat=True))
        if len(standing) != len(ordered) or (seen is not None and order != list(seen)):
            raise OrderChanged(order_words())
        acts = []
        for rank, pk in enumerate(ordered, start=1):
            one = standing[pk]
            if one.rank != rank:
                acts.append((one, {"rank": one.rank}, {"rank": rank}))
                one.rank, one.version = rank, one.version + 1
        Candidate.objects.bulk_update([one for one, _before, _after in acts], ["rank", "version"])
        record_many("rank_bilateral_candidate", acts, by=by, at=at)
        return bool(acts)


def order_words() -> str:
    """Say that the order is another one by now."""
    return _(
        "Somebody changed the list meanwhile, so nothing was moved. This is the list as it is now."
    )


def remove_candidate(candidate: Candidate, *, by: User, at: datetime) -> bool:
    """Let somebody be no candidate any more; say whether it was one.

    :raises BilateralStands: there is a bilateral, or was one, which keeps its candidate
    """
    with transaction.atomic(durable=True):
        hold_candidate(candidate)
        current = Candidate.objects.filter(pk=candidate.pk).with_names().first()
        if current is None:
            return False
        if current.bilaterals.exists():
            raise BilateralStands(_why_it_stays(current))
        before = {
            "delegation": current.delegation_id,
            "hosts": [host.pk for host in current.hosts.all()],
        }
        record("remove_bilateral_candidate", current, by=by, at=at, before=before)
        current.delete()
        return True


def _why_it_stays(candidate: Candidate) -> str:
    name = {"delegation": candidate.delegation.name}
    if candidate.bilaterals.active().exists():
        return (
            _(
                "A bilateral of %(delegation)s stands. Cancel it first, then set the candidate aside:"
                " what was placed keeps its candidate."
            )
            % name
        )
    return (
        _("%(delegation)s had a bilateral, whose record is kept. Set the candidate aside instead.")
        % name
    )


def details_of(candidate: Candidate) -> CandidateDetails:
    """Return what is stored."""
    columns = {name: getattr(candidate, name) for name in _COLUMNS}
    return CandidateDetails(
        **columns | {"languages": tuple(candidate.languages)},
        wanted=tuple((one.begins_at, one.ends_at) for one in candidate.wanted.all()),
    )


def _differences(
    candidate: Candidate, details: CandidateDetails
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what details would change, before and after, as JSON can carry it."""
    stored = details_of(candidate)
    names = [
        name for name in (*_COLUMNS, "wanted") if getattr(stored, name) != getattr(details, name)
    ]
    return _plain(stored, names), _plain(details, names)


def _plain(details: CandidateDetails, names: Iterable[str]) -> dict[str, Any]:
    plain = {name: getattr(details, name) for name in names}
    if "wanted" in plain:
        plain["wanted"] = [[one.isoformat() for one in pair] for pair in details.wanted]
    if "languages" in plain:
        plain["languages"] = list(details.languages)
    return plain


def _columns(details: CandidateDetails) -> dict[str, Any]:
    columns = {name: getattr(details, name) for name in _COLUMNS}
    return columns | {"languages": list(details.languages)}


def _write_wanted(candidate: Candidate, details: CandidateDetails) -> None:
    WantedPeriod.objects.bulk_create(
        WantedPeriod(candidate=candidate, begins_at=begins, ends_at=ends)
        for begins, ends in details.wanted
    )


def _hold_lists(hosts: Iterable[Host]) -> None:
    """Hold the lists of candidates of some hosts."""
    lock(*(f"bilateral candidates {host.pk}" for host in hosts))
