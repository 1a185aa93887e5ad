"""The postal address of an entity: lines that fit an envelope, edited in the admin site."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from registration.delegations.models import Entity
from registration.delegations.models.entities import validate_address
from tests.access.actors import signed_in

pytestmark = pytest.mark.django_db


def form_of(client: Client, path: str) -> dict[str, object]:
    """Return what the page of an entity would send as it stands."""
    response = client.get(path)
    form = response.context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    for formset in response.context["inline_admin_formsets"]:
        for one in [formset.formset.management_form, *formset.formset.forms]:
            sent |= {one.add_prefix(name): one[name].value() for name in one.fields}
    return {name: value for name, value in sent.items() if value not in (None, False)}


def test_the_staff_write_it_on_the_page_of_the_entity(staff: User) -> None:
    client, entity = signed_in(staff), Entity.objects.get(code="ec")
    path = f"/admin/delegations/entity/{entity.pk}/change/"
    sent = form_of(client, path) | {"postal_address": "Rue de Lausanne 80\r\n\r\n 1202 Geneva "}

    answer = client.post(path, sent)

    entity.refresh_from_db()
    entry = AuditEntry.objects.select_related("values_changed").get(verb="edit")
    assert answer.status_code == 302
    assert entity.address_lines == ("Rue de Lausanne 80", "1202 Geneva")
    assert "postal_address" in entry.values_changed.after


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("a\n" * 6, "At most 5 lines"),
        ("a" * 81, "At most 80 characters"),
        ("Rue\u2028de", "on one line"),
        ("Rue\u202ede", "invisible control characters"),
        ("Rue\ufffd", "damaged"),
    ],
)
def test_what_fits_no_envelope_is_refused(value: str, reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        validate_address(value)


@pytest.mark.parametrize("value", ["", "a\r\nb", "a\n\nb\n"])
def test_lines_that_fit_are_taken(value: str) -> None:
    validate_address(value)


def test_nothing_is_known_of_anybodys_address_when_loaded() -> None:
    assert not Entity.objects.exclude(postal_address="").exists()
