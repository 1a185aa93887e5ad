"""Every form of the admin site, opened and saved as it is: nothing changes, and nobody is told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.core import serializers
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client

from intersessional.audit.models import AuditEntry
from intersessional.outbox.models import Message
from registration.meetings.models import Meeting
from registration.registrations.models import CategoryDeadline
from tests import people
from tests.access.actors import signed_in
from tests.access.sent_back import as_shown
from tests.access.world import World

pytestmark = pytest.mark.django_db

# Acts with a name are their own buttons, and tested where they are; the particulars of a factor are
# secrets, which no test has.
LEFT_OUT = {
    "registrations.registration",
    "registrations.likelyduplicate",
    "mfa.authenticator",
    "account.emailaddress",
}
# Forms that the test must find, so that it does not pass for having looked at nothing.
FORMS = {
    "accounts.user",
    "agenda.contributor",
    "agenda.item",
    "agenda.panel",
    "agenda.room",
    "agenda.segment",
    "agenda.session",
    "bilaterals.absence",
    "bilaterals.break",
    "bilaterals.host",
    "bilaterals.sharedroom",
    "delegations.entity",
    "delegations.tag",
    "letters.invitationtemplate",
    "meetings.committee",
    "meetings.meeting",
    "registrations.categorydeadline",
    "registrations.confirmationrule",
    "registrations.extension",
    "registrations.quota",
}


@pytest.fixture
def ada() -> Client:
    """The browser of somebody who may do everything."""
    return signed_in(people.administrator())


def path(model: type[Model], pk: int) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/{pk}/change/"


def stored(row: Model) -> list[dict[str, Any]]:
    """Return all columns of a row, and what it is connected with."""
    found = type(row)._default_manager.filter(pk=row.pk)
    return list(serializers.serialize("python", found))


def save_as_it_is(client: Client, row: Model) -> HttpResponse | None:
    """Open the form of a row and send it back; None where there is nothing to save."""
    model = type(row)
    html = client.get(path(model, row.pk)).content.decode()
    sent = as_shown(html, f"{model._meta.model_name}_form")
    if 'name="_save"' not in html:
        return None
    return client.post(path(model, row.pk), sent | {"_save": ["Save"]})


@pytest.mark.long
def test_a_form_that_comes_back_as_it_was_shown_changes_nothing(ada: Client) -> None:
    world, seen, wrong = World(), set(), {}
    for model in admin.site._registry:
        label = model._meta.label_lower
        if label in LEFT_OUT:
            continue
        row = world.some(model)
        before, told = stored(row), (AuditEntry.objects.count(), Message.objects.count())
        answers = [save_as_it_is(ada, row) for _ in range(2)]
        if answers[0] is None:
            continue
        seen.add(label)
        statuses = [answer.status_code for answer in answers if answer is not None]
        if statuses != [302, 302]:
            wrong[label] = _errors(answers[0])
        elif stored(row) != before:
            wrong[label] = f"{before} became {stored(row)}"
        elif (AuditEntry.objects.count(), Message.objects.count()) != told:
            wrong[label] = "it is on record as a change"

    assert wrong == {}
    assert seen >= FORMS


def _errors(answer: HttpResponse) -> str:
    context = getattr(answer, "context", None) or {}
    return f"{answer.status_code} {context.get('errors', '')}"


@pytest.mark.parametrize("hour", [0, 1])
def test_not_even_in_the_hour_that_the_clocks_show_twice(
    ada: Client, meeting: Meeting, hour: int
) -> None:
    # 2:30 of summer, and an hour later 2:30 of winter; half a second stays, too.
    instant = datetime(2018, 10, 28, hour, 30, 15, 500_000, tzinfo=UTC)
    days = {"begins_on": date(2018, 11, 26), "ends_on": date(2018, 11, 30)}
    Meeting.objects.filter(pk=meeting.pk).update(
        registration_closes_at=instant, bilaterals_on=None, **days
    )
    rows: list[Model] = [
        Meeting.objects.get(pk=meeting.pk),
        CategoryDeadline.objects.create(meeting=meeting, category="ngo", closes_at=instant),
    ]

    for row in rows:
        before = stored(row)
        answer = save_as_it_is(ada, row)
        assert answer is not None
        assert answer.status_code == 302, _errors(answer)
        assert stored(row) == before
