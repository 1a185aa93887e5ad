"""The catalogues: every text in French and Spanish, with its placeholders; and what would be found."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from intersessional import catalogues

TEXTS = [
    ("Home", "Accueil"),
    ("Received on %(day)s", "Reçu le %(day)s"),
    (("%d day", "%d days"), ("%d jour", "%d jours")),
]


@pytest.fixture
def write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Write catalogues of the tests' own, complete but for the changes."""
    texts = Catalog(charset="utf-8")
    for text, _translation in TEXTS:
        texts.add(text)
    monkeypatch.setattr(catalogues, "template", lambda: texts)
    monkeypatch.setattr(
        catalogues, "path_of", lambda language, suffix="po": tmp_path / f"{language}.{suffix}"
    )

    def written(changes: dict[object, object], *, fuzzy: str = "") -> None:
        for language in catalogues.LANGUAGES:
            catalog = Catalog(locale=language, charset="utf-8")
            for text, translation in (dict(TEXTS) | changes).items():
                if translation is not None:
                    flags = ["fuzzy"] if text == fuzzy else []
                    catalog.add(text, translation, flags=flags)
            with (tmp_path / f"{language}.po").open("wb") as file:
                write_po(file, catalog)

    return written


def test_the_catalogues_are_complete() -> None:
    assert catalogues.problems() == []


def test_texts_of_programs_and_templates_are_found() -> None:
    texts = catalogues.template()

    # From a module, a form, a template, and one with a context.
    for text in ("%(span)s left", "Given name(s)", "What you can do now"):
        assert texts.get(text) is not None, text
    assert texts.get("received", context="registration") is not None


def test_a_complete_catalogue_has_no_problem(write) -> None:  # type: ignore[no-untyped-def]
    write({})

    assert catalogues.problems() == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"Home": None}, "not translated: 'Home'"),
        ({"Home": ""}, "not translated: 'Home'"),
        ({("%d day", "%d days"): ("%d jour", "")}, "not translated: ('%d day', '%d days')"),
        (
            {"Received on %(day)s": "Reçu le %(jour)s"},
            "placeholders differ in 'Reçu le %(jour)s': 'Received on %(day)s'",
        ),
        (
            {"Received on %(day)s": "Reçu"},
            "placeholders differ in 'Reçu': 'Received on %(day)s'",
        ),
        (
            {("%d day", "%d days"): ("%d jour", "des jours")},
            "placeholders differ in 'des jours': ('%d day', '%d days')",
        ),
        ({"Gone": "Parti"}, "not used any more: 'Gone'"),
    ],
)
def test_each_fault_is_found_in_each_language(write, changes, problem: str) -> None:  # type: ignore[no-untyped-def]
    write(changes)

    assert catalogues.problems() == [f"fr: {problem}", f"es: {problem}"]


def test_a_fuzzy_translation_is_found(write) -> None:  # type: ignore[no-untyped-def]
    write({}, fuzzy="Home")

    assert catalogues.problems() == ["fr: fuzzy: 'Home'", "es: fuzzy: 'Home'"]


def test_a_missing_catalogue_is_found(write) -> None:  # type: ignore[no-untyped-def]
    assert len(catalogues.problems()) == 2 * len(TEXTS)
