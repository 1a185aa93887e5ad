"""The desk’s page of badges: its figures are those of the whole list, and it reads whom it shows."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client

from registration.attendance.badges import queries
from registration.attendance.badges.counting import Choice, Counted
from registration.attendance.models import Badge, BadgeState, Scope
from registration.delegations.models import Entity
from registration.meetings.models import Meeting
from registration.registrations import operations
from registration.registrations.models import Participation, Registration
from tests.people import ABEBE, ON_14_MAY, User, receive
from tests.registration.attendance.door import confirmed, order

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(staff: User) -> list[Registration]:
    """Six people whose badges were printed: one stays as they are; one more has none."""
    found = [confirmed(staff, number) for number in range(1, 5)]
    found.append(confirmed(staff, 5, entity_code="tr"))
    found.append(operations.confirm(receive(ABEBE), by=staff, at=ON_14_MAY))
    order(*found, by=staff)
    order(found[3], by=staff, token="f" * 22, language="fr")
    Badge.objects.update(printed_at=ON_14_MAY)
    rows = Registration.objects.all()
    rows.filter(pk=found[0].pk).update(function="Minister")
    operations.set_participation(found[1], Participation.MEDIA, by=staff, at=ON_14_MAY)
    Badge.objects.filter(registration=found[2]).update(
        state=BadgeState.REPLACED, ended_at=ON_14_MAY
    )
    Entity.objects.get(code="tr").names.filter(language="en").update(name="Turkiye")
    confirmed(staff, 6, given_names="ᚠᚢᚦ")
    return found


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("delegation", ["", "ec", "tr", "et"])
@pytest.mark.parametrize("category", ["", "state_party", "ngo"])
def test_the_figures_and_lines_are_those_of_the_whole_list(
    delegation: str, category: str, meeting: Meeting
) -> None:
    for scope in (Scope.TO_PRINT, Scope.NEVER, Scope.CHANGED, Scope.ALL):
        choice, whole = Choice(scope, category, delegation), queries.lines_of(meeting, "en")
        wanted = [
            line
            for line in queries.in_scope(whole, scope)
            if choice.takes(line.standing, line.registration.delegation)
        ]

        counted = Counted(meeting, "en")
        chosen = counted.chosen(choice)

        assert counted.counts == Counter(str(line.standing) for line in whole)
        assert counted.counts == {"never": 2, "changed": 3, "printed": 2}
        assert counted.lines(choice, chosen) == wanted
        assert sum(group.number for group in chosen) == len(wanted)
        # Of a long list, those alone whom no font may have.
        unusual = [line.missing for line in counted.lines(choice, []) if line.missing]
        assert unusual == [line.missing for line in wanted if line.missing]


@pytest.mark.usefixtures("people")
def test_of_a_long_list_nobody_is_read(
    client: Client, staff: User, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    client.force_login(staff)
    monkeypatch.setattr("registration.attendance.badges.views.LONG_LIST", 2)

    with django_assert_num_queries(11):
        page = client.get("/desk/badges/?scope=all")

    assert [(row["name"], row["number"]) for row in page.context["delegations"]] == [
        *(("Ecuador", 5), ("Ethiopia", 1), ("Turkiye", 1)),
    ]
    # One of Ecuador cannot be printed.
    assert (page.context["all"], page.context["number"], page.context["chosen"]) == (7, 6, [])
    assert len(page.context["missing"]) == 1
    assert "Print 6 badges" in page.text
