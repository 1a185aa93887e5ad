"""Badges: issued once, renewed when they say something wrong, ended with the registration."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from intersessional.audit.models import AuditEntry
from registration.attendance.badges import operations as badges
from registration.attendance.badges import queries
from registration.attendance.models import Badge, BadgePrint, BadgeSheet
from registration.meetings.models import Meeting
from registration.registrations import operations
from registration.registrations.models import Participation, Registration
from tests.people import ON_14_MAY, User, receive
from tests.registration.attendance.door import TOKEN, badge, confirmed, order

pytestmark = pytest.mark.django_db


def standings(meeting: Meeting) -> list[str]:
    return [str(line.standing) for line in queries.lines_of(meeting, "en")]


def test_an_order_issues_a_badge_for_each_who_is_confirmed(staff: User) -> None:
    people = [confirmed(staff), confirmed(staff, 1), receive(token="r" * 22)]

    made = order(*people, by=staff)

    codes = set(Badge.objects.values_list("code", flat=True))
    assert (made.count, len(codes)) == (2, 2)
    assert not codes & {people[0].badge_code, people[0].receipt_number}
    assert BadgeSheet.objects.get().badges == list(
        Badge.objects.order_by("registration_id").values_list("pk", flat=True)
    )


def test_the_same_order_twice_is_one(staff: User) -> None:
    paola = confirmed(staff)

    assert order(paola, by=staff) == order(paola, by=staff)
    assert (BadgePrint.objects.count(), Badge.objects.count()) == (1, 1)


def test_what_changed_gets_a_new_code_and_the_rest_keeps_its_own(
    staff: User, meeting: Meeting
) -> None:
    paola, other = confirmed(staff), confirmed(staff, 1)
    order(paola, other, by=staff)
    Badge.objects.update(printed_at=ON_14_MAY)
    before = {one.registration_id: one.code for one in Badge.objects.all()}
    operations.set_participation(paola, Participation.MEDIA, by=staff, at=ON_14_MAY)
    assert standings(meeting) == ["changed", "printed"]

    order(paola, other, by=staff, token="u" * 22)

    after = {one.registration_id: one.code for one in Badge.objects.valid()}
    assert after[other.pk] == before[other.pk]
    assert after[paola.pk] != before[paola.pk]
    assert Badge.objects.get(code=before[paola.pk]).state == "replaced"
    assert standings(meeting) == ["never", "printed"]


def test_another_language_is_no_other_badge(staff: User) -> None:
    paola = confirmed(staff, entity_code="ch")
    code = badge(paola, staff).code

    order(paola, by=staff, token="u" * 22, language="fr")

    one = Badge.objects.get()
    assert (one.code, one.language, one.facts["entity"]) == (code, "fr", "Suisse")


def test_a_badge_that_was_lost_is_replaced_by_one_with_another_code(staff: User) -> None:
    paola = confirmed(staff)
    old = badge(paola, staff)
    wanted = badges.one_card(paola, "en", "v" * 22)

    badges.reissue(paola, wanted, reason="lost", by=staff, at=ON_14_MAY)
    badges.reissue(paola, wanted, reason="lost", by=staff, at=ON_14_MAY)

    new = Badge.objects.valid().get()
    assert (new.number, new.reason) == (2, "lost")
    assert new.code != old.code
    old.refresh_from_db()
    assert old.state == "replaced"


def test_a_badge_ends_with_the_registration(staff: User) -> None:
    paola = confirmed(staff)
    badge(paola, staff)

    operations.withdraw(
        Registration.objects.for_change().get(pk=paola.pk),
        version=paola.version,
        by=staff,
        at=ON_14_MAY,
    )

    assert Badge.objects.get().state == "withdrawn"


def test_only_one_badge_is_valid(staff: User) -> None:
    one = badge(confirmed(staff), staff)

    with pytest.raises(IntegrityError, match="badge_one_is_valid"), transaction.atomic():
        Badge.objects.create(
            meeting=one.meeting,
            registration=one.registration,
            number=2,
            language="en",
            facts={},
            issued_at=ON_14_MAY,
            issued_by=staff,
        )


def test_a_name_without_font_is_shown_before_printing(client: Client, staff: User) -> None:
    confirmed(staff)
    confirmed(staff, 1, given_names="ᚠᚢᚦ", function="Runemaster")
    client.force_login(staff)

    page = client.get("/desk/badges/?scope=all").text
    response = client.post(
        "/desk/badges/?scope=all", {"layout": "a4", "language": "en", "token": TOKEN}
    )

    assert "These names cannot be printed" in page
    assert "ᚠ ᚢ ᚦ" in page
    assert response.status_code == 302
    assert BadgePrint.objects.get().count == 1


def test_the_pages_ask_the_same_of_the_database_for_one_and_for_three(
    client: Client, staff: User, meeting: Meeting, django_assert_num_queries: object
) -> None:
    client.force_login(staff)
    for numbers in ([1], [2, 3]):
        for number in numbers:
            badge(confirmed(staff, number), staff)
        with django_assert_num_queries(11):  # type: ignore[operator]
            assert client.get("/desk/badges/?scope=all&delegation=ec").status_code == 200


def test_whoever_takes_a_file_is_on_record(client: Client, staff: User) -> None:
    made = order(confirmed(staff), by=staff)
    client.force_login(staff)
    assert client.get(f"/desk/badges/prints/{made.pk}/file/").status_code == 404
    BadgePrint.objects.update(pdf=b"%PDF-", printed_at=ON_14_MAY)

    response = client.get(f"/desk/badges/prints/{made.pk}/file/")

    assert response["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(verb="take_badges", by=staff).count() == 1


def test_a_person_gets_another_badge_only_for_a_reason(client: Client, staff: User) -> None:
    paola = confirmed(staff)
    badge(paola, staff)
    client.force_login(staff)
    path = f"/desk/badges/person/{paola.receipt_number}/"
    given = {"act": "anew", "layout": "a6", "language": "en", "token": "w" * 22}

    refused = client.post(path, given)
    taken = client.post(path, given | {"reason": "Lost at lunch"})

    assert refused.status_code == 422
    assert "Say why the person gets another badge." in refused.text
    assert taken.status_code == 302
    assert Badge.objects.valid().get().reason == "Lost at lunch"
