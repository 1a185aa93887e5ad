"""Names in notes find the people who are registered, however they are written."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.registrations.models import Registration
from registration.registrations.naming import compare

WORDS = [
    "Lucía",
    "Esteban",
    "Chávez",
    "Pazmiño",
    "Øberg",
    "Łukasz",
    "O’Brien",
    "Müller",
    "Villacís",
]


def person(given_names: str, family_name: str) -> Registration:
    return Registration(given_names=given_names, family_name=family_name)


def fits(name: str, given_names: str, family_name: str) -> bool:
    return bool(compare([name], [person(given_names, family_name)]).matched)


@pytest.mark.parametrize(
    ("name", "given_names", "family_name"),
    [
        ("H.E. Ms. Lucía ANDRADE MOSQUERA", "Lucía", "Andrade Mosquera"),
        ("S.E. Sra. Lucia Andrade", "Lucía", "Andrade Mosquera"),
        ("ANDRADE MOSQUERA, Lucía", "Lucía", "Andrade Mosquera"),
        ("Mme l'Ambassadrice Lucía Andrade Mosquera", "Lucía", "Andrade Mosquera"),
        ("Lucía Isabel Andrade", "Lucía", "Andrade"),
        ("Lucía I. Andrade", "Lucía", "Andrade Mosquera"),
        ("Lucía Andrade, Ambassador, Permanent Representative", "Lucía", "Andrade"),
        ("Col. Rodrigo TERAN", "Rodrigo", "Terán"),
        ("Soren Obrien", "Søren", "O’Brien"),
        ("Jean-Pierre DUPONT", "Jean Pierre", "Dupont"),
        ("Олена КОВАЛЬЧУК", "Олена", "Ковальчук"),
        ("王小明", "小明", "王"),
        ("ليلى الحسن", "ليلى", "الحسن"),
        ("Strasse Gross", "Straße", "Groß"),
    ],
)
def test_the_same_person(name: str, given_names: str, family_name: str) -> None:
    assert fits(name, given_names, family_name)


@pytest.mark.parametrize(
    ("name", "given_names", "family_name"),
    [
        ("John Smith", "Joan", "Smith"),
        ("John Smith", "John", "Smithson"),
        ("Smith", "John", "Smith"),
        ("John", "John", "Smith"),
        ("Mr. J. Smith", "John", "Smith"),
        ("Ana López", "Ana", "Pérez"),
        ("María de Soto", "Juan", "de Soto"),
        ("...", "John", "Smith"),
        ("", "…", "–"),
    ],
)
def test_another_person(name: str, given_names: str, family_name: str) -> None:
    assert not fits(name, given_names, family_name)


def test_the_differences() -> None:
    lucia, esteban = person("Lucía", "Andrade Mosquera"), person("Esteban", "Pazmiño")

    found = compare(["Ms. Lucía Andrade", "Col. Rodrigo Terán"], [esteban, lucia])

    assert found.matched == [("Ms. Lucía Andrade", lucia)]
    assert found.named_only == ["Col. Rodrigo Terán"]
    assert found.registered_only == [esteban]


def test_the_closest_pair_comes_first() -> None:
    long, short = person("John Alan", "Smith"), person("John", "Smith")

    found = compare(["John Smith", "John Alan Smith"], [long, short])

    assert found.matched == [("John Alan Smith", long), ("John Smith", short)]


def test_one_name_means_one_person() -> None:
    found = compare(["John Smith"], [person("John", "Smith"), person("John Alan", "Smith")])

    assert len(found.matched) == len(found.registered_only) == 1


def test_two_notes_that_name_the_same_person_are_no_difference() -> None:
    found = compare(["John Smith", "Mr. John SMITH"], [person("John", "Smith")])

    assert (len(found.matched), found.named_only) == (1, [])


names = st.lists(st.sampled_from(WORDS), min_size=2, max_size=4, unique=True)


def rewritten(parts: list[str], chance: random.Random) -> str:
    """The same name as another hand writes it."""
    parts = chance.sample(parts, len(parts))
    text = " ".join(chance.choice([str, str.upper, str.lower])(part) for part in parts)
    if chance.random() < 0.5:
        bare = unicodedata.normalize("NFD", text)
        text = "".join(c for c in bare if not unicodedata.combining(c))
    return chance.choice(["", "Mr. ", "H.E. Ms. ", "Dr "]) + text


@given(names, st.integers(1, 3), st.randoms(use_true_random=False))
def test_accents_case_order_and_honorifics_do_not_matter(
    parts: list[str], cut: int, chance: random.Random
) -> None:
    cut = min(cut, len(parts) - 1)

    assert fits(rewritten(parts, chance), " ".join(parts[:cut]), " ".join(parts[cut:]))


@given(names, st.sampled_from(WORDS))
def test_another_given_name_is_another_person(parts: list[str], given_name: str) -> None:
    if given_name not in parts:
        assert not fits(" ".join(parts), given_name, parts[-1])


@given(st.lists(st.text(max_size=30), max_size=5), st.lists(names, max_size=5))
def test_nobody_is_lost(typed: list[str], registered: list[list[str]]) -> None:
    people = [person(parts[0], " ".join(parts[1:])) for parts in registered]

    found = compare(typed, people)

    assert len(found.matched) + len(found.registered_only) == len(people)
    assert {name for name, _one in found.matched} | set(found.named_only) <= set(typed)
