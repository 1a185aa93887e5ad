"""What entities are called: by day, by language, and in which order."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from registration.delegations.models import Entity
from registration.delegations.queries import Choice, choices_for
from registration.meetings.models import Meeting
from tests.people import THURSDAY

pytestmark = pytest.mark.django_db

FYROM = "The former Yugoslav Republic of Macedonia"


def names(meeting: Meeting, language: str) -> list[str]:
    """Return the names of the list in its order."""
    with translation.override(language):
        return [choice.name for choice in choices_for(meeting)]


def choice_of(meeting: Meeting, code: str) -> Choice:
    [choice] = [choice for choice in choices_for(meeting) if choice.code == code]
    return choice


@pytest.mark.parametrize(
    ("code", "day", "language", "name"),
    [
        ("tr", THURSDAY, "en", "Turkey"),
        ("tr", THURSDAY, "fr", "Turquie"),
        ("tr", date(2022, 6, 1), "en", "Turkey"),
        ("tr", date(2022, 6, 2), "en", "Türkiye"),
        ("tr", date(2022, 6, 2), "es", "Türkiye"),
        ("sz", date(2018, 4, 18), "en", "Swaziland"),
        ("sz", date(2018, 4, 19), "en", "Eswatini"),
        ("sz", THURSDAY, "es", "Eswatini"),
        ("mk", THURSDAY, "en", FYROM),
        ("mk", THURSDAY, "fr", "ex-République yougoslave de Macédoine"),
        ("mk", date(2019, 2, 15), "fr", "Macédoine du Nord"),
        ("ec", THURSDAY, "de", "Ecuador"),
    ],
)
def test_a_name_holds_on_its_days(code: str, day: date, language: str, name: str) -> None:
    assert Entity.objects.get(code=code).name_on(day, language) == name


def test_each_state_has_one_name_in_each_language_on_each_day() -> None:
    for day in (THURSDAY, date(2019, 2, 15), date(2022, 6, 2)):
        for state in Entity.objects.states().named_on(day):
            assert sorted(name.language for name in state.current_names) == ["en", "es", "fr"]


def test_each_organisation_has_an_english_name() -> None:
    for entity in Entity.objects.exclude(kind="state").named_on(THURSDAY):
        assert "en" in {name.language for name in entity.current_names}


def test_without_a_day_the_latest_name_is_used() -> None:
    assert Entity.objects.get(code="tr").name == "Türkiye"


def test_the_list_is_sorted_in_english(meeting: Meeting) -> None:
    found = names(meeting, "en")

    assert len(found) == 251
    assert found.index("Côte d’Ivoire") == found.index("Costa Rica") + 1
    assert found.index("Côte d’Ivoire") < found.index("Croatia")


def test_former_macedonia_is_filed_under_t(meeting: Meeting) -> None:
    found = names(meeting, "en")

    assert found.index("Thailand") < found.index(FYROM) < found.index("Timor-Leste")


def test_the_list_is_sorted_in_french(meeting: Meeting) -> None:
    found = names(meeting, "fr")

    assert found.index("Allemagne") < found.index("Autriche") < found.index("Zambie")
    # Accents are ignored: É stands with E, not after Z.
    assert found.index("Égypte") < found.index("Émirats arabes unis") < found.index("Équateur")
    assert found.index("Équateur") < found.index("Espagne") < found.index("Fidji")
    assert found.index("Danemark") < found.index("ex-République yougoslave de Macédoine")
    assert found.index("ex-République yougoslave de Macédoine") < found.index("Finlande")


def test_the_list_is_sorted_in_spanish(meeting: Meeting) -> None:
    found = names(meeting, "es")

    assert found.index("Afganistán") < found.index("Albania") < found.index("Alemania")
    assert found.index("España") < found.index("Estonia") < found.index("Etiopía")


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        ("de", {"Allemagne", "Alemania"}),
        ("ci", {"Côte d’Ivoire"}),
        ("org-unmas", {"UNMAS"}),
    ],
)
def test_a_search_finds_each_spelling(meeting: Meeting, code: str, spellings: set[str]) -> None:
    choice = choice_of(meeting, code)

    assert {s for s in spellings if s in f"{choice.name} {choice.search}"} == spellings


def test_the_names_are_those_of_the_first_day(meeting: Meeting) -> None:
    meeting.begins_on = date(2022, 6, 1)
    before = choice_of(meeting, "tr").name
    meeting.begins_on += timedelta(days=1)

    assert (before, choice_of(meeting, "tr").name) == ("Turkey", "Türkiye")


def test_provisional_entities_are_on_nobodys_list(meeting: Meeting) -> None:
    Entity.objects.create(code="asked-1", kind="other", is_provisional=True, asked_name="Friends")

    assert "asked-1" not in [choice.code for choice in choices_for(meeting)]


def test_the_list_takes_three_queries(meeting: Meeting, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(3):
        choices_for(meeting)
