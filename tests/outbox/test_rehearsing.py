"""Mail fails closed: a subject of which nobody can say whether it is rehearsed promises nothing."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from intersessional.audit.models import AuditEntry
from intersessional.outbox import checks, operations
from intersessional.outbox.models import Message
from intersessional.outbox.operations import promising
from intersessional.outbox.rehearsing import stays_inside
from registration.delegations.models import Delegation, Entity
from registration.meetings.models import Meeting
from registration.meetings.rehearsal import rehearsed


def test_a_subject_that_knows_no_meeting_is_refused_unless_it_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match="OUTBOX_OF_NO_MEETING"):
        stays_inside(AuditEntry(pk=1))


def test_each_model_has_a_way_or_is_named_or_refused(settings: pytest.FixtureRequest) -> None:
    for model in apps.get_models():
        named = model._meta.label_lower in settings.OUTBOX_OF_NO_MEETING  # type: ignore[attr-defined]
        if rehearsed(model) is not None:
            assert not named
            assert stays_inside(model(pk=1)) is not False
        elif named:
            assert stays_inside(model(pk=1)) is False
        else:
            with pytest.raises(ImproperlyConfigured):
                stays_inside(model(pk=1))


def test_many_are_asked_for_at_once(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    """One question for all, and not one in each row of the statement."""
    monkeypatch.setattr(promising, "FEW", 1)
    other = Delegation.objects.create(meeting=_rehearsed(meeting), entity=Entity.objects.first())
    own = Delegation.objects.create(meeting=meeting, entity=Entity.objects.first())
    promised = [(one, f"x/{one.pk}", "en") for one in (other, own)]

    with transaction.atomic(), django_assert_num_queries(2) as asked:
        operations.enqueue_many("delegation_confirmed", promised)

    assert [one["sql"].count("EXISTS") for one in asked.captured_queries] == [0, 0]
    assert set(Message.objects.values_list("about_id", "is_inside")) == {
        (other.pk, True),
        (own.pk, False),
    }


def _rehearsed(meeting: Meeting) -> Meeting:
    fields = {field.name: getattr(meeting, field.name) for field in meeting._meta.fields}
    changed = {"id": None, "slug": "2019", "code": "19X", "stage": "rehearsing"}
    return Meeting.objects.create(**(fields | changed | {"is_set_current": False}))


def test_the_check_names_what_is_unknown_or_has_a_meeting(settings: pytest.FixtureRequest) -> None:
    assert checks.of_no_meeting_are_known() == []
    settings.OUTBOX_OF_NO_MEETING = {  # type: ignore[attr-defined]
        "accounts.nobody",
        "registrations.registration",
    }

    assert [one.id for one in checks.of_no_meeting_are_known()] == ["outbox.E004"] * 2
