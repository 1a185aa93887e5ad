"""The record of an act: with the act or not at all, and read-only for everybody."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry, AuditValues
from intersessional.audit.operations import record
from tests.people import ON_14_MAY, administrator, isu_staff

LIST = "/admin/audit/auditentry/"


@pytest.mark.django_db
def test_values_are_kept_apart_as_json_can_carry_them(staff: User) -> None:
    entry = record(
        "try", staff, by=staff, at=ON_14_MAY, before={"on": date(2018, 6, 7)}, after={"on": None}
    )

    values = AuditValues.objects.get(entry=entry)
    assert (values.before, values.after) == ({"on": "2018-06-07"}, {"on": None})


@pytest.mark.django_db
def test_an_act_without_values_writes_none(staff: User) -> None:
    record("look", staff, by=None, at=ON_14_MAY)

    assert AuditEntry.objects.get().by is None
    assert not AuditValues.objects.exists()


def test_an_act_that_is_rolled_back_leaves_no_record(transactional_db: None) -> None:
    user = isu_staff()

    @transaction.atomic
    def act() -> None:
        record("try", user, by=user, at=ON_14_MAY, after={"a": 1})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_not_even_an_administrator_writes_or_removes(
    client: Client, settings: Any, path: str
) -> None:
    settings.STAFF_SECOND_FACTOR = False
    user = administrator()
    entry = record("try", user, by=user, at=ON_14_MAY)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    answers = [getattr(client, m)(f"{LIST}{path.format(pk=entry.pk)}") for m in ("get", "post")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert AuditEntry.objects.count() == 1
