"""What the staff set for a meeting: one table of rules; quotas and extensions of its delegations."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.transaction import atomic
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from registration.delegations.models import Category, Delegation
from registration.meetings.models import Meeting
from registration.registrations import operations, queries
from registration.registrations.models import (
    ConfirmationRule,
    Extension,
    Quota,
    Registration,
)
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import CLOSING, OLENA, ON_14_MAY, PAOLA, administrator, focal_point, receive

pytestmark = pytest.mark.django_db

RULES = "/admin/registrations/confirmationrule/"
QUOTA = "/admin/registrations/quota/add/"
EXTENSION = "/admin/registrations/extension/add/"
ICBL = replace(PAOLA, entity_code="org-icbl-cmc", email="i@icbl.example")
UNLISTED = replace(PAOLA, entity_code="", unlisted_name="Friends of the Field")


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


@pytest.fixture
def next_meeting(meeting: Meeting) -> Meeting:
    """Another meeting, made like this one."""
    other = Meeting.objects.get(pk=meeting.pk)
    other.pk, other.slug, other.code, other.title_en = None, "2019", "IM19", "Next Meetings"
    other.save()
    return other


def ukraine_at(meeting: Meeting) -> Delegation:
    return receive(OLENA, meeting=meeting).delegation


def needs(meeting: Meeting) -> dict[str, str]:
    rules = ConfirmationRule.objects.filter(meeting=meeting)
    return dict(rules.values_list("category", "needs"))


def set_rule(category: str, needed: str) -> None:
    ConfirmationRule.objects.filter(category=category).update(needs=needed)


DEFAULTS = {
    "state_party": "mission",
    "state_not_party": "staff",
    "un": "staff",
    "international": "staff",
    "red_cross": "staff",
    "ngo": "staff",
    "other": "request",
}


def test_each_meeting_has_its_table(meeting: Meeting, next_meeting: Meeting) -> None:
    assert needs(meeting) == needs(next_meeting) == DEFAULTS


def test_a_meeting_made_in_the_admin_site_has_its_table(meeting: Meeting) -> None:
    client = signed_in(administrator())
    shown = Page(client.get(f"/admin/meetings/meeting/{meeting.pk}/change/")).answers()

    answer = client.post("/admin/meetings/meeting/add/", {**shown, "slug": "2019", "code": "IM19"})

    assert answer.status_code == 302
    assert needs(Meeting.objects.get(slug="2019")) == DEFAULTS


def test_the_table_is_seen_and_changed_where_it_stands(ines: Client, meeting: Meeting) -> None:
    address = f"{RULES}?meeting__id__exact={meeting.pk}"
    page = Page(ines.get(address))
    ngo = ConfirmationRule.objects.get(meeting=meeting, category="ngo")
    rows = {int(value): name for name, value in page.answers().items() if name.endswith("-id")}
    changed = rows[ngo.pk].replace("-id", "-needs")

    ines.post(address, {**page.answers(), changed: "both", "_save": "Save"})

    assert address in Page(ines.get("/desk/missing/")).links().values()
    assert len(rows) == len(Category)
    assert "its focal point’s, or a note that names the person" in page.html
    assert 'aria-label="non-governmental organisation, ' in page.html
    assert needs(meeting) == DEFAULTS | {"ngo": "both"}
    assert [one.subject_id for one in AuditEntry.objects.filter(verb="set")] == [ngo.pk]


def test_a_row_whose_number_did_not_come_changes_nothing(ines: Client, meeting: Meeting) -> None:
    answers = Page(ines.get(RULES)).answers()

    page = ines.post(RULES, answers | {"form-0-id": "", "form-0-needs": "both", "_save": "Save"})

    assert page.status_code == 200
    assert needs(meeting) == DEFAULTS


def test_a_table_whose_count_of_rows_is_damaged_changes_nothing(
    ines: Client, meeting: Meeting
) -> None:
    answers = Page(ines.get(RULES)).answers()
    damaged = {name: text for name, text in answers.items() if name != "form-TOTAL_FORMS"}

    page = ines.post(RULES, damaged | {"form-0-needs": "both", "_save": "Save"}, follow=True)

    assert "The form came incomplete." in Page(page).html
    assert Page(page).answers().keys() == answers.keys()
    assert needs(meeting) == DEFAULTS


def test_the_table_stays_when_the_meeting_is_saved_again(meeting: Meeting) -> None:
    set_rule("ngo", "both")

    meeting.save()
    operations.settings.write_rules(meeting)

    assert needs(meeting)["ngo"] == "both"
    assert ConfirmationRule.objects.filter(meeting=meeting).count() == len(Category)


def test_without_a_row_the_default_holds(meeting: Meeting) -> None:
    ConfirmationRule.objects.all().delete()

    assert receive(UNLISTED).state == "requested"
    assert receive(ICBL).state == "received"


def test_who_is_on_no_list_asks_to_attend_while_the_table_says_so() -> None:
    asking = receive(UNLISTED)
    set_rule("other", "staff")
    free = receive(replace(UNLISTED, email="other@field.example"))

    assert (asking.state, asking.is_to_attend) == ("requested", True)
    assert (free.state, free.is_to_attend) == ("received", False)


def test_the_staff_can_require_it_of_any_category(staff: User) -> None:
    set_rule("ngo", "request")
    alone = receive(ICBL)
    ines = focal_point("org-icbl-cmc", "ines@icbl.example")
    by_focal_point = receive(replace(ICBL, email="x@icbl.example"), by=ines)

    accepted = operations.accept(alone, by=staff, at=ON_14_MAY)

    assert (alone.state, alone.is_to_attend) == ("requested", True)
    # Still the staff's decision, and not the focal point's word alone.
    assert (accepted.state, by_focal_point.state) == ("received", "received")
    assert not by_focal_point.is_to_attend


def test_the_delegation_is_not_asked_for_a_letter_where_the_staff_decide() -> None:
    set_rule("ngo", "request")
    client = Client()
    client.force_login(
        focal_point("org-icbl-cmc", "ines@icbl.example"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    receive(ICBL)

    page = Page(client.get("/delegation/org-icbl-cmc/")).html

    assert "The letter has not been received." not in page
    assert "The secretariat has to accept the request first." in page or "Confirm or reject" in page


@pytest.mark.parametrize("address", [QUOTA, EXTENSION])
def test_only_delegations_to_the_meeting_are_offered_with_its_name(
    ines: Client, meeting: Meeting, next_meeting: Meeting, address: str
) -> None:
    here, there = ukraine_at(meeting), ukraine_at(next_meeting)

    page = Page(ines.get(address)).html
    other = Page(ines.get(f"{address}?meeting={next_meeting.pk}")).html

    assert f'<option value="{here.pk}">Ukraine (Intersessional Meetings 2018)</option>' in page
    assert f'<option value="{there.pk}"' not in page
    assert f'<option value="{there.pk}">Ukraine (Next Meetings 2018)</option>' in other
    assert f'<option value="{here.pk}"' not in other


@pytest.mark.parametrize(
    ("address", "answers"),
    [
        (QUOTA, {"category": "", "places": "1"}),
        (
            EXTENSION,
            {
                "email": "",
                "closes_at_0": "2018-06-03",
                "closes_at_1": "00:00:00",
                "reason": "A strike.",
            },
        ),
    ],
)
def test_a_delegation_to_another_meeting_is_refused(
    ines: Client,
    meeting: Meeting,
    next_meeting: Meeting,
    address: str,
    answers: dict[str, str],
) -> None:
    here, there = ukraine_at(meeting), ukraine_at(next_meeting)
    given = {"meeting": str(meeting.pk), **answers}

    wrong = ines.post(address, {**given, "delegation": str(there.pk)})
    rubbish = ines.post(address, {**given, "meeting": "٣x", "delegation": str(here.pk)})
    before = (Quota.objects.count(), Extension.objects.count())
    right = ines.post(address, {**given, "delegation": str(here.pk)})

    assert wrong.status_code == rubbish.status_code == 200
    assert "That delegation is not one to this meeting." in wrong.content.decode()
    assert before == (0, 0)
    assert right.status_code == 302
    assert Quota.objects.count() + Extension.objects.count() == 1


def test_the_database_keeps_delegation_and_meeting_together(
    meeting: Meeting, next_meeting: Meeting, staff: User
) -> None:
    there = ukraine_at(next_meeting)
    granted = {"closes_at": CLOSING, "reason": "A strike.", "granted_by": staff}

    with pytest.raises(IntegrityError, match="quota_of_the_delegations_meeting"), atomic():
        Quota.objects.create(meeting=meeting, delegation=there, places=1)
    with pytest.raises(IntegrityError, match="extension_of_the_delegations_meeting"), atomic():
        Extension.objects.create(meeting=meeting, delegation=there, granted_at=ON_14_MAY, **granted)
    Quota.objects.create(meeting=next_meeting, delegation=there, places=1)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Quota.objects.count() == 1


def somebody(number: int, code: str) -> Registration:
    name = f"{chr(65 + number % 26)}{number}quist" * 2
    email = f"p{number}@{code}.example"
    return receive(replace(PAOLA, entity_code=code, family_name=name, email=email))


def limit(places: int, **whose: Any) -> None:
    Quota.objects.create(meeting=Meeting.objects.get(slug="2018"), places=places, **whose)


def places(*waiting: Registration) -> list[int]:
    assert {one.state for one in waiting} == {"waiting"}
    return [queries.place_on_waiting_list(one) for one in waiting]


def test_who_waits_for_their_own_delegation_stands_in_its_line() -> None:
    for number, code in enumerate(("ec", "ua")):
        limit(1, delegation=somebody(number, code).delegation)

    first, other = somebody(2, "ec"), somebody(3, "ua")
    second = somebody(4, "ec")

    assert places(first, other, second) == [1, 1, 2]


def test_who_waits_for_the_category_does_not_wait_behind_full_delegations() -> None:
    limit(1, delegation=somebody(0, "ec").delegation)
    limit(2, category="state_party")
    somebody(1, "ua")

    ecuador, first, second = somebody(2, "ec"), somebody(3, "ua"), somebody(4, "fr")

    assert places(first, second) == [1, 2]
    # Ecuador's waits for both: for its delegation's place and the category's.
    assert places(ecuador) == [1]
    assert places(somebody(5, "ec")) == [4]
