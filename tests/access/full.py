"""A meeting full of people, with what hangs on each: needs, mails, a history, comings, focal points."""

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from intersessional.accounts.models import User
from intersessional.audit.operations import record_many
from intersessional.outbox.models import Message
from registration.attendance.models import Correction, Passage
from registration.delegations.models import Delegation, Entity, FocalPoint
from registration.registrations.models import LikelyDuplicate, Needs, Registration
from tests.desk.crowds import crowd
from tests.people import ON_14_MAY, THURSDAY

# What hangs on a delegation or on two people, at most.
RELATED = 300
STATES = ["confirmed", "confirmed", "confirmed", "received", "waiting"]


def fill(size: int, *, by: User) -> None:
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
    point_of(first.delegation, by=by)
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


def point_of(delegation: Delegation, *, by: User) -> None:
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
