"""No page of the staff asks the database more for ten thousand people than for a hundred."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intersessional.accounts.models import Session, User
from intersessional.audit.operations import record_many
from intersessional.checks import addresses
from intersessional.outbox.models import Message
from registration.attendance.models import Correction, Passage
from registration.delegations.models import Delegation, Entity, FocalPoint
from registration.registrations.models import LikelyDuplicate, Needs, Registration
from tests.access.actors import ask, client_of
from tests.access.world import World
from tests.desk.crowds import crowd
from tests.long import results
from tests.long.crowd import SCALE
from tests.people import ON_14_MAY, THURSDAY

pytestmark = [pytest.mark.django_db, pytest.mark.long]

FEW, MANY = 100, max(1_000, round(10_000 * SCALE))
# What hangs on a delegation or on two people, at most.
RELATED = 300
STATES = ["confirmed", "confirmed", "confirmed", "received", "waiting"]


def test_no_page_asks_more_for_ten_thousand_than_for_a_hundred() -> None:
    world, client = World(), client_of("administrator")
    paths = list(_pages(world))
    _fill(FEW, by=world.user)
    # Whether anybody reads a page's mail at all may make a difference; how many do may not.
    for delegation in Delegation.objects.all():
        _point_of(delegation, by=world.user)
    for path in paths:
        ask(client, "GET", path)
    few = {path: _asked(client, path) for path in paths}

    _fill(MANY, by=world.user)
    many = {path: _asked(client, path) for path in paths}

    assert Registration.objects.count() >= MANY
    pages = {path for path, (status, _number) in few.items() if status == 200}
    assert len(pages) > 150
    assert {path: many[path][0] for path in pages if many[path][0] != 200} == {}
    grown = {path: (few[path][1], many[path][1]) for path in pages if many[path] > few[path]}
    assert grown == {}
    results.record(
        "ten thousand", {"registrations": MANY, "pages": len(pages), "that ask more": len(grown)}
    )


def _pages(world: World) -> Iterator[str]:
    """Return the path of each page of the current meeting, and of each list of the admin site."""
    for address in addresses():
        is_other_meeting = ":other:" in address.name
        is_list = address.name.endswith(("_changelist", ":index"))
        if not is_other_meeting and (is_list or not address.route.startswith("admin/")):
            yield world.path(address)


def _asked(client: Client, path: str) -> tuple[int, int]:
    """Return the status of a page and how many queries it took."""
    # Once in minutes a session writes down that it was seen, which is undone here each time.
    Session.objects.update(seen_at=timezone.now())
    with CaptureQueriesContext(connection) as queries:
        response = ask(client, "GET", path)
    return response.status_code, len(queries)


def _fill(size: int, *, by: User) -> None:
    """Let so many people be registered, of more delegations the more they are."""
    others = Entity.objects.states().exclude(code="ec").order_by("code")
    # Ecuador is the delegation whose pages are asked for.
    codes = ["ec", *others.values_list("code", flat=True)]
    codes = codes[: max(5, len(codes) * size // 10_000)]
    missing = size - Registration.objects.count()
    for number, code in enumerate(codes):
        share = missing // len(codes) + (number < missing % len(codes))
        _hang(crowd(code, ["female"] * share, by=by), by=by)
    for number, state in enumerate(STATES):
        if state != "confirmed":
            rows = Registration.objects.filter(receipt_number__startswith="R-")
            rows = rows.annotate(rest=F("pk") % len(STATES)).filter(rest=number)
            rows.update(state=state, confirmed_at=None, confirmed_by=None)
    # As receipts are numbered.
    number_of_receipt = Concat(Value("IM18-"), Cast(F("pk") + 100_000, CharField()))
    new = Registration.objects.filter(receipt_number__startswith="R-")
    new.update(receipt_number=number_of_receipt)


def _hang(members: list[Registration], *, by: User) -> None:
    """Give members of one delegation needs, mails, a history, comings and a focal point."""
    Needs.objects.bulk_create(Needs(registration=one, accessibility="-") for one in members[::5])
    Message.objects.bulk_create(
        Message(
            kind="registration_received",
            lane="mail",
            about_type="registrations.registration",
            about_id=one.pk,
            key=f"many/{one.pk}",
            language="en",
            state="failed",
        )
        for one in members
    )
    with transaction.atomic():
        record_many("receive", [(one, None, None) for one in members], by=by, at=ON_14_MAY)
    Passage.objects.bulk_create(
        Passage(
            meeting_id=one.meeting_id,
            registration=one,
            day=THURSDAY,
            act="check_in",
            happened_at=ON_14_MAY,
            written_at=ON_14_MAY,
            by=by,
            way="name",
            key=f"many/{one.pk}",
        )
        for one in members
    )
    _hang_on_some(members, by=by)


def _hang_on_some(members: list[Registration], *, by: User) -> None:
    if not members or FocalPoint.objects.count() > RELATED:
        return
    first = members[0]
    _point_of(first.delegation, by=by)
    Correction.objects.create(
        registration=first,
        given_names="Other",
        family_name="Name",
        function="Counsellor",
        asked_at=ON_14_MAY,
        asked_by=by,
    )
    if len(members) > 1:
        LikelyDuplicate.objects.create(
            first=first, second=members[1], likeness="name", similarity=0.9, found_at=ON_14_MAY
        )


def _point_of(delegation: Delegation, *, by: User) -> None:
    """Give a delegation a focal point, unless it has one."""
    if not FocalPoint.objects.filter(delegation=delegation).exists():
        FocalPoint.objects.create(
            delegation=delegation,
            name="Focal Point",
            email=f"point{delegation.pk}@mission.example",
            function="Counsellor",
            language="en",
            added_at=ON_14_MAY,
            added_by=by,
            approved_at=ON_14_MAY,
            approved_by=by,
        )
