"""Writing the invitation in the admin site, with the letter beside the form."""

import base64
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from intersessional.accounts import roles
from intersessional.accounts.limits import count
from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from registration.letters.admin.templates import PREVIEWS
from registration.letters.models import InvitationTemplate, Letter
from registration.meetings.models import Meeting
from tests.pages import Page, attributes
from tests.people import _user, administrator

pytestmark = pytest.mark.django_db

LIST = "/admin/letters/invitationtemplate/"


@pytest.fixture
def template(settings: Any) -> InvitationTemplate:
    """The text for States Parties in English."""
    settings.STAFF_SECOND_FACTOR = False
    return InvitationTemplate.objects.get(audience="state_party", language="en")


@pytest.fixture
def office(client: Client, staff: User) -> Client:
    """A browser in which somebody of the ISU is signed in."""
    return signed_in(client, staff)


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def send(template: InvitationTemplate, office: Client) -> Callable[..., HttpResponse]:
    """Return a function that sends the form as it was opened, changed as asked."""
    opened = form_of(template)
    return lambda **changes: office.post(f"{LIST}{template.pk}/change/", opened | changes)


def form_of(template: InvitationTemplate) -> dict[str, Any]:
    names = [field.name for field in template._meta.concrete_fields][2:]
    return {name: getattr(template, name) or "" for name in names}


def row(template: InvitationTemplate) -> dict[str, Any]:
    return InvitationTemplate.objects.values().get(pk=template.pk)


def pictures(response: HttpResponse) -> list[Image.Image]:
    sources = [attributes(image)["src"] for image in Page(response).all("img")]
    return [Image.open(BytesIO(base64.b64decode(source.partition(",")[2]))) for source in sources]


def test_a_save_is_counted_and_on_record(
    template: InvitationTemplate, send: Callable[..., HttpResponse], staff: User
) -> None:
    response = send(salutation="Your Excellency,")

    template.refresh_from_db()
    entry = AuditEntry.objects.get()
    assert response.status_code == 302
    assert (template.salutation, template.version) == ("Your Excellency,", 2)
    assert (entry.verb, entry.subject_id, entry.by) == ("edit", template.pk, staff)
    assert entry.values_changed.before == {"salutation": "Excellency,"}
    assert entry.values_changed.after == {"salutation": "Your Excellency,"}


def test_a_save_without_a_change_changes_nothing(
    template: InvitationTemplate, send: Callable[..., HttpResponse]
) -> None:
    before = row(template)

    send()

    assert row(template) == before
    assert not AuditEntry.objects.exists()


def test_the_line_ends_of_a_browser_are_no_change(
    template: InvitationTemplate, send: Callable[..., HttpResponse]
) -> None:
    before = row(template)

    send(body=template.body.replace("\n", "\r\n"), addressee=template.addressee + "\r\n")

    assert row(template) == before
    assert not AuditEntry.objects.exists()


def test_what_an_administrator_adds_is_not_loaded_over(
    template: InvitationTemplate, client: Client
) -> None:
    browser = signed_in(client, administrator())
    given = form_of(template) | {"salutation": "By hand,", "meeting": template.meeting_id}
    template.delete()

    response = browser.post(f"{LIST}add/", given)
    call_command("load_meeting", "2018", verbosity=0)

    assert response.status_code == 302
    assert InvitationTemplate.objects.filter(salutation="By hand,", version=2).count() == 1


def test_an_unknown_placeholder_is_refused_by_name_at_its_part(
    template: InvitationTemplate, send: Callable[..., HttpResponse]
) -> None:
    before = row(template)

    response = send(closing="Welcome to {town}.", body="One { brace")

    html = response.content.decode()
    assert response.status_code == 200
    assert "There is no placeholder {town}. There are: {entity}, {mission}," in html
    assert set(response.context["adminform"].form.errors) == {"closing", "body"}
    assert "Welcome to {town}." in html
    assert row(template) == before


def test_the_preview_prints_what_is_not_saved(
    template: InvitationTemplate, send: Callable[..., HttpResponse]
) -> None:
    before = row(template)

    response = send(salutation="Dear {entity},", _preview="1", preview_for="zm")

    first, second = pictures(response)
    assert first.size == second.size == (794, 1123)
    assert first.convert("L").getextrema() != (255, 255)
    assert 'value="zm" selected' in response.content.decode()
    assert "Dear {entity}," in response.content.decode()
    assert row(template) == before
    assert not AuditEntry.objects.exists()
    assert not Letter.objects.exists()


def test_the_preview_may_be_taken_as_a_file(
    send: Callable[..., HttpResponse], open_pdf: Any
) -> None:
    response = send(salutation="Dear {entity},", _pdf="1", preview_for="zm")

    assert response["Content-Disposition"] == 'attachment; filename="draft-state_party-en.pdf"'
    assert "Dear Zambia," in open_pdf(response.content).text
    assert "This letter has not been issued." in open_pdf(response.content).text


def test_only_a_page_with_pictures_in_it_may_show_such(
    template: InvitationTemplate, office: Client, send: Callable[..., HttpResponse]
) -> None:
    plain = office.get(f"{LIST}{template.pk}/change/")
    shown = send(_preview="1", preview_for="zm")

    assert "img-src 'self';" in plain["Content-Security-Policy"]
    assert "img-src 'self' data:;" in shown["Content-Security-Policy"]
    for response in (plain, shown):
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_a_preview_of_what_cannot_be_printed_says_why(send: Callable[..., HttpResponse]) -> None:
    response = send(closing="{town}", _preview="1", preview_for="zm")

    html = response.content.decode()
    assert "These parts cannot be printed as they are:" in html
    assert '<a href="#id_closing">Closing</a>' in html
    assert pictures(response) == []


def test_a_preview_says_what_the_meeting_lacks(send: Callable[..., HttpResponse]) -> None:
    Meeting.objects.update(bilaterals_on=None)

    response = send(_preview="1", preview_for="zm")

    assert "The meeting does not say the day of the bilaterals" in response.content.decode()
    assert pictures(response) == []


@pytest.mark.parametrize("code", ["", "nowhere", "cu", "org-icrc"])
def test_a_preview_is_for_those_who_receive_this_text(
    send: Callable[..., HttpResponse], code: str
) -> None:
    response = send(_preview="1", preview_for=code)

    assert "Please choose whose letter to show." in response.content.decode()
    assert pictures(response) == []


def test_too_many_previews_have_to_wait(
    send: Callable[..., HttpResponse], template: InvitationTemplate, staff: User
) -> None:
    for _ in range(PREVIEWS.tries):
        count(PREVIEWS, str(staff.pk))

    response = send(_preview="1", preview_for="zm", salutation="Kept,")

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "Kept," in response.content.decode()
    assert pictures(response) == []


def test_of_two_editors_the_second_sees_both_versions(
    template: InvitationTemplate, send: Callable[..., HttpResponse], staff: User
) -> None:
    send(salutation="First,", subject="The same")
    between = row(template)

    response = send(salutation="Second,", subject="The same", closing="Mine.")

    errors = response.context["adminform"].form.errors
    assert row(template) == between
    assert "ines@isu.example has saved this text since you opened it" in errors["__all__"][0]
    assert errors["salutation"] == ["The other version: “First,”"]
    assert set(errors) == {"__all__", "salutation", "closing"}
    html = response.content.decode()
    assert "Second," in html
    assert '<input type="hidden" name="version" value="2"' in html


def test_who_has_seen_both_may_save_again(
    template: InvitationTemplate, send: Callable[..., HttpResponse]
) -> None:
    send(salutation="First,")
    send(salutation="Second,")

    response = send(salutation="Second,", version="2")

    template.refresh_from_db()
    assert response.status_code == 302
    assert (template.salutation, template.version) == ("Second,", 3)


@pytest.mark.parametrize("version", ["", "0", "x"])
def test_a_form_without_its_version_is_refused(
    template: InvitationTemplate, send: Callable[..., HttpResponse], version: str
) -> None:
    before = row(template)

    response = send(salutation="First,", version=version)

    assert response.status_code == 200
    assert row(template) == before


def test_the_same_form_sent_twice_changes_once(
    template: InvitationTemplate, send: Callable[..., HttpResponse]
) -> None:
    send(salutation="First,")

    response = send(salutation="First,")

    template.refresh_from_db()
    assert response.status_code == 302
    assert template.version == 2
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("field", ["meeting", "audience", "language"])
def test_which_text_it_is_stays(
    template: InvitationTemplate, send: Callable[..., HttpResponse], field: str
) -> None:
    before = row(template)

    send(**{field: {"meeting": "0", "audience": "organisation", "language": "fr"}[field]})

    assert row(template) == before


@pytest.mark.parametrize("role", [roles.COMMITTEE, roles.PRESIDENT_OFFICE, roles.DELEGATE])
@pytest.mark.parametrize("button", ["_save", "_preview", "_pdf"])
def test_nobody_else_writes_or_previews(
    template: InvitationTemplate, client: Client, role: str, button: str
) -> None:
    before = row(template)
    browser = signed_in(client, _user("c@isu.example", role))

    response = browser.post(
        f"{LIST}{template.pk}/change/",
        form_of(template) | {"salutation": "Mine,", button: "1", "preview_for": "zm"},
    )

    assert response.status_code == 403
    assert row(template) == before


def test_the_staff_add_texts_and_delete_none(template: InvitationTemplate, office: Client) -> None:
    assert office.get(f"{LIST}add/").status_code == 200
    assert office.get(f"{LIST}{template.pk}/delete/").status_code == 403


def test_the_queries_are_the_same_for_all_who_may_be_chosen(
    template: InvitationTemplate,
    office: Client,
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(9):
        office.get(f"{LIST}{template.pk}/change/")


def test_the_list_takes_the_same_queries(office: Client, template: InvitationTemplate) -> None:
    response = office.get(LIST)

    assert len(response.context["cl"].result_list) == 9
    assert "States Parties, English" in response.content.decode()
