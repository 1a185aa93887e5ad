"""What is left of a rehearsal: all of it is cleared, and no meeting opens before."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client

from intersessional.accounts.models import User
from intersessional.desk.models import Export, StatisticsPublication
from intersessional.desk.next_meeting import operations, queries
from intersessional.desk.next_meeting.operations import clearing
from intersessional.desk.next_meeting.readiness import hard_lines_left
from intersessional.desk.next_meeting.rehearsed import KEPT, ROOTS
from intersessional.outbox.models import Message
from registration.attendance.models import BadgePrint, ListFile, ListVersion
from registration.delegations.models import Entity
from registration.letters.models import Batch
from registration.letters.operations import approve, prepare
from registration.mailings.models import Mailing, Trial
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.desk.test_next_meeting import act, begun, page
from tests.people import ON_14_MAY
from tests.registration.mailings.messages import draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


@pytest.fixture
def prepared(staff: User, meeting: Meeting) -> Meeting:
    """The Seventeenth Meeting, being prepared."""
    return begun(staff, meeting)


def left(meeting: Meeting) -> set[str]:
    return {line.key for line in hard_lines_left(meeting, at=ON_14_MAY)}


def fill(meeting: Meeting, by: User) -> None:
    """A final list with a file, a message that was sent, statistics, an export, an order of badges."""
    version = ListVersion.objects.create(
        meeting=meeting, number=1, kind="final", population="confirmed", content={"en": []},
        digest="d" * 64, made_at=ON_14_MAY, made_by=by, token=f"rehearsed-{meeting.pk}",
    )  # fmt: skip
    ListFile.objects.create(version=version, language="en", format="pdf")
    sent = draft(by, meeting=meeting)
    Mailing.objects.filter(pk=sent.pk).update(sent_at=ON_14_MAY, sent_by=by)
    StatisticsPublication.objects.create(
        meeting=meeting, figures={}, basis={}, published_at=ON_14_MAY, published_by=by
    )
    Export.objects.create(
        meeting=meeting, asked_by=by, dataset="registrations", format="csv", columns=["name"], wanted=1,
        language="en",
    )  # fmt: skip


def test_lists_messages_statistics_and_exports_go_with_their_rehearsal(
    ines: Client, staff: User, meeting: Meeting, prepared: Meeting
) -> None:
    fill(prepared, staff)
    fill(meeting, staff)
    kept = draft(staff, meeting=prepared, title="For the real meeting")
    assert "cleared" in left(prepared)

    assert act(ines, "clear", typed="17msp").status_code == 302

    assert "cleared" not in left(prepared)
    for model in (ListVersion, StatisticsPublication, Export):
        assert not model.objects.filter(meeting=prepared).exists()  # type: ignore[attr-defined]
        assert model.objects.filter(meeting=meeting).count() == 1  # type: ignore[attr-defined]
    assert list(Mailing.objects.filter(meeting=prepared)) == [kept]
    assert ListFile.objects.count() == 1


@pytest.mark.parametrize("model", [ListFile, ListVersion, Mailing])
def test_the_same_of_an_open_meeting_stays(staff: User, meeting: Meeting, model: Any) -> None:
    fill(meeting, staff)

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_invitations_that_never_left_keep_the_meeting_from_opening(
    ines: Client, staff: User, meeting: Meeting, prepared: Meeting
) -> None:
    operations.take_texts(prepared, meeting, by=staff, at=ON_14_MAY)
    Entity.objects.filter(code="ec").update(email="ec@mission.example")
    keys = Entity.objects.filter(code="ec").values_list("pk", flat=True)
    batch = prepare(prepared, keys, choice="group=parties", by=staff, at=ON_14_MAY)
    approve(batch, by=staff, at=ON_14_MAY)
    assert Message.objects.filter(is_inside=True).exists()

    assert act(ines, "open").status_code == 422
    assert "cleared" in left(prepared)
    shown = ines.get(page(ines)).content.decode()
    assert 'value="clear"' in shown
    said = ines.get(f"/m/17msp/desk/invitations/{batch.pk}/")
    assert "Nothing leaves" in said.content.decode()
    act(ines, "clear", typed="17msp")

    assert "cleared" not in left(prepared)
    assert not Batch.objects.exists()
    assert not queries.inside(prepared).exists()


def test_a_test_to_oneself_alone_is_cleared_too(
    ines: Client, staff: User, prepared: Meeting
) -> None:
    mailing = draft(staff, meeting=prepared)

    shown = ines.get(f"/m/17msp/desk/messages/{mailing.pk}/send/").content.decode()

    assert "Nothing leaves" in shown
    assert "within seconds" not in shown
    assert Trial in ROOTS
    assert BadgePrint in ROOTS


def cleared() -> set[type[models.Model]]:
    """All models that go: the roots, and what hangs on them."""
    found, waiting = set(ROOTS), list(ROOTS)
    while waiting:
        for hanging, _field in clearing._hanging(waiting.pop()):
            if hanging not in found:
                found.add(hanging)
                waiting.append(hanging)
    return found


def reaches_a_meeting(model: type[models.Model]) -> bool:
    """Say whether any keys, also those that may be empty, lead from a model to a meeting."""
    seen, waiting = {model}, [model]
    while waiting:
        at = waiting.pop()
        if at is Meeting:
            return True
        for field in at._meta.concrete_fields:
            other: Any = field.remote_field and field.remote_field.model
            if other and other not in seen:
                seen.add(other)
                waiting.append(other)
    return False


def test_each_model_of_a_meeting_is_cleared_or_named_as_kept() -> None:
    every = apps.get_models(include_auto_created=True)
    of_meetings = {model for model in every if reaches_a_meeting(model)}

    unsaid = {model._meta.label_lower for model in of_meetings - cleared()} - set(KEPT)

    assert unsaid == set(), "say whether it goes (ROOTS) or stays and why (KEPT)"
    assert not set(KEPT) & {model._meta.label_lower for model in ROOTS}
    assert all(apps.get_model(label) in of_meetings for label in KEPT)


def test_clearing_twice_changes_nothing(staff: User, prepared: Meeting) -> None:
    fill(prepared, staff)

    for _again in range(2):
        operations.clear_rehearsal(prepared, typed="17msp", by=staff, at=ON_14_MAY)

    assert Meeting.objects.filter(pk=prepared.pk).exists()
