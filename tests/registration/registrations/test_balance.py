"""The line about women and men: neutral, and silent where it would tell of one person."""

import pytest

from intersessional.outbox.models import Message
from registration.registrations import balance, emails
from tests.people import PAOLA, focal_point, receive

WOMAN, MAN, ANOTHER, UNSAID = "woman", "man", "another", "unsaid"


@pytest.mark.parametrize(
    ("genders", "said"),
    [
        ([], ""),
        ([WOMAN], ""),
        ([WOMAN, ANOTHER, UNSAID, ""], ""),
        ([WOMAN, MAN], "In the delegation: 1 woman, 1 man."),
        ([MAN, MAN], "In the delegation: 0 women, 2 men."),
        (
            [MAN, MAN, ""],
            "In the delegation: 0 women, 2 men. 1 person gave another answer or none.",
        ),
    ],
)
def test_it_counts_women_and_men(genders: list[str], said: str) -> None:
    assert balance.line(genders) == said


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_another_and_no_answer_cannot_be_told_apart(language: str) -> None:
    from django.utils import translation

    with translation.override(language):
        lines = {balance.line([WOMAN, MAN, rest]) for rest in (ANOTHER, UNSAID, "")}

    assert len(lines) == 1


@pytest.mark.django_db
def test_only_the_mail_to_the_focal_point_holds_it() -> None:
    from dataclasses import replace

    focal_point()
    receive(replace(PAOLA, gender="woman"))
    receive(replace(PAOLA, given_names="Jean", family_name="Dupont", gender="man"))

    to_confirm = Message.objects.filter(kind="delegation_member_to_confirm").first()
    received = Message.objects.filter(kind="registration_received").first()
    mail, other = emails.to_confirm(to_confirm), emails.received(received)

    assert "1 woman, 1 man" in mail.text
    assert "1 woman, 1 man" in mail.html
    assert "because you manage this delegation" in " ".join(mail.text.split())
    assert "woman" not in other.text
