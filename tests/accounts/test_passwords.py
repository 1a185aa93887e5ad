"""Passwords that are guessed first are refused, whatever they are composed of."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from intersessional.accounts.models import User
from intersessional.accounts.passwords import OUR_WORDS, GuessableValidator

NORA = User(email="nora.lindqvist@isu.example", name="Nora Lindqvist")


def why_not(password: str) -> list[str]:
    try:
        validate_password(password, NORA)
    except ValidationError as refusal:
        return [error.code for error in refusal.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        # Leaked ones that are long enough, also doubled and decorated.
        *("passwordpassword", "qwertyuiopasdf", "iloveyouforever", "P@ssw0rd123456"),
        *("123456789012", "1q2w3e4r5t6y7u", "abcabcabcabcabc", "june2018june2018"),
        # Ours.
        *("Intersessional2018", "minebanconvention1", "implementation support unit"),
        *("ISU-staff-2018!", "Genève2018Genève", "Ottawa-treaty-1"),
        # Their own.
        "Lindqvist-Nora-1",
    ],
)
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert "guessable" in why_not(password)


@pytest.mark.parametrize(
    "password",
    [
        "quite another long password",
        "correct horse battery staple",
        "Öl Kuchen Dampfer Zwölf",
        "пароль который никто не угадает",
        "h7#Kq29-vLm!x",
        # At least 64 signs, of any kind, and nothing is cut off or asked for.
        "sixty-four signs and more are as good as any other: ёж, ñandú, \u00a0 🙂 and spaces",
    ],
)
def test_anything_else_is_taken_whatever_its_signs(password: str) -> None:
    assert why_not(password) == []


def test_no_list_of_ours_is_needed_twice() -> None:
    assert len(set(OUR_WORDS)) == len(OUR_WORDS)


def test_django_s_own_list_would_take_them() -> None:
    """The negative control: long enough, and in no list of 20,000."""
    from django.contrib.auth.password_validation import CommonPasswordValidator

    CommonPasswordValidator().validate("Intersessional2018")


def test_a_very_long_one_is_looked_at_in_no_time() -> None:
    """Only the beginning is held against the lists."""
    assert "guessable" in why_not("x" * 4096)


def test_every_sign_counts() -> None:
    user = User()
    user.set_password("The Same Words " * 8)

    assert user.check_password("The Same Words " * 8)
    assert not user.check_password("the same words " * 8)
    assert not user.check_password(("The Same Words " * 8)[:-1])


def test_what_is_refused_is_said_beforehand() -> None:
    """Patterns, names, dates and decorated words, too, and what to take instead."""
    assert why_not("Summer.2018!") == why_not("Benedict1987") == ["guessable"]

    said = GuessableValidator().get_help_text()

    for word in ("guessed", "leaked", "name", "date", "pattern", "figures", "portal"):
        assert word in said
    assert "four or more words that have nothing to do with each other" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "helps"),
    [("/accounts/login/", "current-password"), ("/accounts/invitation/", "new-password")],
)
def test_the_field_hides_it_and_lets_managers_help(client: Client, path: str, helps: str) -> None:
    page = client.get(path).content.decode()
    fields = [tag for tag in re.findall(r"<input[^>]*>", page) if 'name="password"' in tag]

    assert len(fields) == 1
    assert 'type="password"' in fields[0]
    assert f'autocomplete="{helps}"' in fields[0]
    assert "onpaste" not in page
