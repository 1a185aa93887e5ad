"""The Seventeenth Meeting of the States Parties, set up by the guided pages alone.

What the project knows of it: Geneva, 26 to 30 November 2018. Where it met, nobody has told us.
"""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.desk.next_meeting import operations
from programme.agenda.models import Contributor, Item, Panellist, Publication
from programme.bilaterals.models import Host, Officer
from registration.delegations.models import CommitteeMembership, Entity
from registration.letters.issuing import preview_invitation
from registration.letters.models import InvitationTemplate
from registration.meetings.models import Meeting, Preparation
from registration.registrations.models import ConfirmationRule, Quota, Registration
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import ON_14_MAY, PAOLA_FORM

pytestmark = pytest.mark.django_db

NAMES = {
    "source": "2018",
    "kind": "parties",
    "title_en": "Seventeenth Meeting of the States Parties",
    "title_fr": "Dix-septième Assemblée des États parties",
    "title_es": "Decimoséptima Reunión de los Estados Partes",
    "short_title_en": "17MSP",
    "short_title_fr": "17AEP",
    "short_title_es": "17REP",
    "slug": "17msp",
    "code": "MSP17",
    "begins_on": "2018-11-26",
    "ends_on": "2018-11-30",
}
DAYS = [f"2018-11-{day}" for day in range(26, 31)]


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


def page(client: Client, step: str = "") -> str:
    return f"/desk/meetings/17msp/{step + '/' if step else ''}"


def plain(text: str) -> str:
    """Return a text with one kind of space."""
    return re.sub(r"\s+", " ", text)


def begin(client: Client, **changes: str) -> Any:
    answers = Page(client.get("/desk/meetings/new/")).answers()
    return client.post("/desk/meetings/new/", answers | NAMES | changes)


def settle(client: Client, step: str, **changes: Any) -> Any:
    """Send a step as it is offered, but for some answers."""
    answers = Page(client.get(page(client, step))).answers()
    return client.post(page(client, step), answers | changes)


def act(client: Client, verb: str, **fields: str) -> Any:
    return client.post(page(client), {"act": verb} | fields)


def set_up(client: Client) -> Meeting:
    """Go through all steps, as somebody would."""
    assert begin(client).headers["Location"] == page(client, "place")
    unknown = {"venue_en": "", "venue_fr": "", "venue_es": "", "street": "", "postal_code": ""}
    assert settle(client, "place", **unknown).status_code == 302
    assert settle(client, "dates", bilaterals_on="2018-11-27").status_code == 302
    assert settle(client, "committees").status_code == 302
    assert settle(client, "requirements", places_ngo="40").status_code == 302
    client.post(page(client, "texts"), {"act": "take"})
    settle(client, "programme", act="take")
    client.post(page(client, "bilaterals"), {"act": "take"})
    return Meeting.objects.get(slug="17msp")


def test_the_seventeenth_meeting_is_set_up_registered_for_and_made_current(
    ines: Client, client: Client, set_clock: Any
) -> None:
    meeting = set_up(ines)

    assert client.get("/m/17msp/").status_code == 404
    assert act(ines, "open").status_code == 302
    # By the clocks of Geneva, 19 November at midnight: as in June, six days before.
    assert meeting.registration_closes_at == datetime(2018, 11, 19, 23, tzinfo=UTC)
    home = plain(client.get("/m/17msp/").content.decode())
    assert "Seventeenth Meeting of the States Parties" in home
    assert "26–30 November 2018" in home
    assert "Venue to be confirmed" in home
    assert "World Meteorological" not in home
    set_clock(datetime(2018, 11, 1, 9, tzinfo=UTC))
    form = Page(client.get("/m/17msp/register/")).answers()
    answer = client.post("/m/17msp/register/", form | PAOLA_FORM | {"days": DAYS})
    assert answer.status_code == 302, Page(answer).problems()
    paola = Registration.objects.get(meeting=meeting)
    assert paola.receipt_number == "MSP17-0001"
    assert [day.isoformat() for day in paola.days] == DAYS

    set_clock(datetime(2018, 5, 20, 9, tzinfo=UTC))
    act(ines, "current")

    assert "Seventeenth Meeting" in client.get("/").content.decode()
    assert "7–8 June 2018" in plain(client.get("/m/2018/").content.decode())
    assert client.get("/m/2018/register/").status_code == 200


def begun(by: User, source: Meeting) -> Meeting:
    """The same meeting, begun without a browser."""
    names = {name: value for name, value in NAMES.items() if name != "source"}
    days = {name: date.fromisoformat(names[name]) for name in ("begins_on", "ends_on")}
    details = operations.NewMeeting(**(names | days))  # type: ignore[arg-type]
    return operations.begin(details, source=source, token="t" * 22, by=by, at=ON_14_MAY)


def test_what_is_taken_over_and_what_never_is(
    ines: Client, staff: User, meeting: Meeting, set_clock: Any
) -> None:
    Quota.objects.create(meeting=meeting, category="ngo", places=30)
    before = Meeting.objects.filter(slug="2018").values().get()
    new = begun(staff, meeting)
    Meeting.objects.filter(pk=new.pk).update(bilaterals_on=date(2018, 11, 27))
    days = dict(zip(new.days, [*meeting.days, None, None, None], strict=True))

    operations.take_texts(new, meeting, by=staff, at=ON_14_MAY)
    operations.take_programme(new, meeting, days, by=staff, at=ON_14_MAY)
    operations.take_frame(new, meeting, by=staff, at=ON_14_MAY)

    offered = Page(ines.get(page(ines, "requirements"))).answers()
    assert offered["places_ngo"] == "30"
    assert ConfirmationRule.objects.filter(meeting=new).count() == 7
    assert InvitationTemplate.objects.filter(meeting=new, dated_on=None).count() == 9
    numbers = Item.objects.filter(meeting=new).values_list("number", flat=True)
    assert list(numbers) == list(range(1, 12))
    # At ten in Geneva, before and after the clocks were set back.
    sittings = [one.begins_at.astimezone(new.zone) for one in new.sessions.all()]
    assert {(one.date().isoformat(), one.hour) for one in sittings} == {
        (day, hour) for day in DAYS for hour in (10, 15)
    }
    hosts = Host.objects.filter(meeting=new)
    windows = [window for host in hosts for window in host.windows.all()]
    assert hosts.count() == 5
    assert {one.begins_at.astimezone(new.zone).date() for one in windows} == {date(2018, 11, 27)}
    assert not Officer.objects.filter(host__meeting=new).exists()
    assert not Contributor.objects.filter(meeting=new).exists()
    assert not Panellist.objects.filter(panel__segment__session__meeting=new).exists()
    assert not Publication.objects.filter(meeting=new).exists()
    assert not new.sessions.filter(chair__isnull=False).exists()
    assert Meeting.objects.filter(slug="2018").values().get() == before


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("en", "26.{1,4}30 November 2018"),
        ("fr", "26.{1,4}30 novembre 2018"),
        ("es", "26.{1,4}30 de noviembre"),
    ],
)
def test_the_letters_speak_of_the_new_meeting(
    staff: User, meeting: Meeting, language: str, days: str
) -> None:
    new = begun(staff, meeting)
    president = {
        name: getattr(meeting, name)
        for name in ("president_name", *(f"president_title_{code}" for code in ("en", "fr", "es")))
    }
    Meeting.objects.filter(pk=new.pk).update(**president)
    operations.take_texts(new, meeting, by=staff, at=ON_14_MAY)
    new.refresh_from_db()

    pdf = preview_invitation(
        Entity.objects.get(code="ec"), meeting=new, at=ON_14_MAY, language=language
    )

    text = plain(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))
    assert re.search(days, text)
    assert not re.search("7.{1,4}8", text)


def test_a_meeting_is_begun_once_and_by_one_name(ines: Client, meeting: Meeting) -> None:
    answers = Page(ines.get("/desk/meetings/new/")).answers() | NAMES

    first, again = (ines.post("/desk/meetings/new/", answers) for _ in range(2))
    other = ines.post("/desk/meetings/new/", answers | {"slug": "other"})
    taken = begin(ines, code="IM18", slug="taken")

    assert [one.headers["Location"] for one in (first, again)] == [page(ines, "place")] * 2
    assert other.headers["Location"] == page(ines)
    assert taken.status_code == 422
    assert Preparation.objects.count() == 1
    assert AuditEntry.objects.filter(verb="begin_meeting").count() == 1


def test_it_does_not_open_before_it_is_ready_and_says_why(ines: Client) -> None:
    begin(ines, source="", title_es="")

    refused = act(ines, "open")

    assert refused.status_code == 422
    said = refused.content.decode()
    for name in ("Name in three languages", "City and contact address", "Texts of the invitation"):
        assert name in said
    assert not Meeting.objects.get(slug="17msp").is_open


def test_two_editors_do_not_overwrite_each_other(ines: Client) -> None:
    begin(ines)
    seen = Page(ines.get(page(ines, "place"))).answers()
    ines.post(page(ines, "place"), seen | {"city_fr": "Genf"})

    late = ines.post(page(ines, "place"), seen | {"city_fr": "Genève!"})

    assert late.status_code == 422
    assert "Genf" in late.content.decode()
    typed = Page(late).answers()
    assert typed["city_fr"] == "Genève!"
    assert ines.post(page(ines, "place"), typed).status_code == 302
    assert Meeting.objects.get(slug="17msp").city_fr == "Genève!"


@pytest.mark.parametrize(
    ("step", "changes", "said"),
    [
        ("dates", {"registration_closes_at": "2018-12-02T00:00"}, "closes after the last day"),
        ("dates", {"registration_opens_at": "rubbish"}, "Enter day and time"),
        ("dates", {"visa_advised_on": "2018-11-28"}, "after the meeting begins"),
        ("names", {"ends_on": "2018-11-01"}, "last day is before the first"),
        ("names", {"slug": "new"}, "Choose another address"),
        ("place", {"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ("committees", {"n0_committee": "article-5"}, "Choose both"),
        ("requirements", {"closes_at_ngo": "2018-12-24T00:00"}, "after the last day"),
        ("requirements", {"places_ngo": "many"}, "Enter a whole number"),
    ],
)
def test_a_wrong_answer_is_told_and_the_form_stays_filled(
    ines: Client, step: str, changes: dict[str, str], said: str
) -> None:
    begin(ines)

    answer = settle(ines, step, **changes)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    [(name, typed)] = changes.items()
    if step != "place":
        assert Page(answer).answers().get(name, typed) == typed


def test_who_serves_is_changed_with_dates_and_on_record(ines: Client) -> None:
    begin(ines)
    chile = CommitteeMembership.objects.get(entity__code="cl")

    settle(
        ines,
        "committees",
        **{
            f"m{chile.pk}_until": "2018-11-26",
            "n0_committee": "article-5",
            "n0_entity": "ec",
            "n0_role": "member",
            "n0_from": "2018-11-26",
            "n0_open": "on",
        },
    )

    ecuador = CommitteeMembership.objects.get(committee__slug="article-5", entity__code="ec")
    assert (ecuador.valid_from, ecuador.is_to_be_confirmed) == (date(2018, 11, 26), True)
    chile.refresh_from_db()
    assert chile.valid_until == date(2018, 11, 26)
    assert AuditEntry.objects.filter(verb="set_membership").count() == 2


def test_the_list_grows_by_no_query(
    ines: Client, meeting: Meeting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    begin(ines)
    with django_assert_num_queries(15):
        ines.get("/desk/meetings/")
    for number in range(3):
        begin(ines, slug=f"more{number}", code=f"MORE{number}")

    with django_assert_num_queries(15):
        ines.get("/desk/meetings/")
    with django_assert_num_queries(16):
        ines.get(page(ines))


def test_other_staff_see_it_and_others_do_not(ines: Client, client: Client) -> None:
    begin(ines)

    assert "Being prepared." in ines.get("/m/17msp/").content.decode()
    assert [
        client.get(f"/m/17msp/{path}").status_code for path in ("", "register/", "meeting.ics")
    ] == [404] * 3
    assert client.get("/m/17msp/programme/").status_code == 404
