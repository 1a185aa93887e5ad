"""Mail fails closed: a subject of which nobody can say whether it is rehearsed promises nothing."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from intersessional.audit.models import AuditEntry
from intersessional.outbox import checks
from intersessional.outbox.rehearsing import stays_inside
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


def test_the_check_names_what_is_unknown_or_has_a_meeting(settings: pytest.FixtureRequest) -> None:
    assert checks.of_no_meeting_are_known() == []
    settings.OUTBOX_OF_NO_MEETING = {  # type: ignore[attr-defined]
        "accounts.nobody",
        "registrations.registration",
    }

    assert [one.id for one in checks.of_no_meeting_are_known()] == ["outbox.E004"] * 2
