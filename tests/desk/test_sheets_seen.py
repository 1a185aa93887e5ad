"""A sheet writes what its preview showed, of what was sent, and what was chosen."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from intersessional.outbox.models import Message
from registration.registrations.models import Registration, Sheet
from tests.access.actors import signed_in
from tests.desk.test_delegation import browser_of
from tests.desk.test_sheets import (
    CHOSEN,
    DESK,
    FOUR,
    GOOD,
    HEADING,
    START,
    WIDE,
    columns,
    pasted,
    person,
    preview,
    send,
    write,
)
from tests.people import OLENA, PAOLA, focal_point, isu_staff, receive

pytestmark = pytest.mark.django_db

SWAPPED = columns("family_name", "given_names", "function", "email")
DIFFERENT = "The sheet is read differently now than you had seen it"


@pytest.fixture
def felix() -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(focal_point())


def is_refused(answer: Any) -> bool:
    """Say whether a preview came back with that sentence, and nothing was written."""
    return (
        answer.status_code == 422
        and DIFFERENT in answer.content.decode()
        and not Registration.objects.exists()
        and not Message.objects.exists()
        and not Sheet.objects.exclude(written_to=0).exists()
    )


# --- What was seen --------------------------------------------------------------------------------


def test_columns_that_were_changed_in_another_window_are_seen_first(felix: Client) -> None:
    address, page = preview(felix, [HEADING, GOOD])
    felix.post(address.removesuffix("rows/"), SWAPPED)

    answer = write(felix, address, page)

    assert is_refused(answer)
    # Whoever looks at the new preview writes that.
    assert write(felix, address, answer.content.decode()).status_code == 302
    assert Registration.objects.get().given_names == "Terán"


def test_a_heading_that_became_a_row_is_seen_first(felix: Client) -> None:
    address, page = preview(felix, [HEADING, GOOD])
    felix.post(address.removesuffix("rows/"), FOUR | {"has_heading": ""})

    assert is_refused(write(felix, address, page))


def test_the_preview_of_another_sheet_does_not_count(felix: Client) -> None:
    _address, page = preview(felix, [HEADING, person(1)])
    other, _page = preview(felix, [HEADING, person(2)])

    assert is_refused(write(felix, other, page))


def test_rows_that_say_something_else_are_seen_first(felix: Client) -> None:
    address, page = preview(felix, [HEADING, GOOD])
    Sheet.objects.update(rows=[[1, HEADING], [2, [*GOOD[:2], "Emperor", GOOD[3]]]])

    assert is_refused(write(felix, address, page))


def test_a_sheet_for_several_delegations_opens_them_in_any_portion() -> None:
    ines = signed_in(isu_staff())
    codes = ["ec", "ua", "cr"] * 20
    rows = [[*HEADING, "Country"], *([*person(n), code] for n, code in enumerate(codes))]
    address, page = preview(ines, rows, FOUR | {"column_4": "delegation"}, DESK)

    assert write(ines, address, page).status_code == 302

    found = Registration.objects.order_by("position")
    assert list(found.values_list("delegation__entity__code", flat=True)) == codes
    assert [one.receipt_number for one in found] == [f"IM18-{n:04d}" for n in range(1, 61)]


# --- Quotation marks ------------------------------------------------------------------------------

TABBED = "\t".join


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        # Never closed; closed by one three rows below; by one at the end of a cell; at once.
        ({2: '"no nuts'}, 2),
        ({2: '"no nuts', 5: '"vegan'}, 2),
        ({3: '"no nuts', 5: 'no "fish"'}, 3),
        ({4: '"no" nuts'}, 4),
        ({5: '"'}, 5),
        ({2: '"no nuts', 3: 'vegan"'}, 2),
        ({2: '"no nuts', 5: 'vegan"'}, 2),
    ],
)
@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_an_open_quotation_mark_swallows_nobody(
    felix: Client, cells: dict[int, str], row: int, delimiter: str
) -> None:
    rows = [[*person(n)[:2], cells.get(n, "Counsellor"), f"{n}@m.example"] for n in range(2, 6)]
    text = "\n".join(delimiter.join(one) for one in [HEADING, *rows])

    for answer in (felix.post(START, {"pasted": text}), send(felix, text.encode(), name="s.csv")):
        assert answer.status_code == 422
        page = answer.content.decode()
        assert f"Row {row}: a cell begins with a quotation mark" in page
        assert "Delete the mark in the sheet, or send the file as XLSX." in page
    assert not Sheet.objects.exists()


def test_cells_of_several_lines_and_marks_inside_are_in_order(felix: Client) -> None:
    rows = [
        TABBED(HEADING),
        TABBED(["Ana", "Terán", '"Counsellor\nPermanent Mission"', "a@mission.example"]),
        TABBED(["Luz", "Vega", '"Head of ""Mines"", \nGeneva"', "l@mission.example"]),
        TABBED(["Rumi", 'O"Hara', 'Adviser "a.i."', "r@mission.example"]),
    ]
    felix.post(START, {"pasted": "\r\n".join(rows)})
    send(felix, b'a,b,c,d\n"x, y,\nz",2,3,4\n', name="s.csv")

    first, second = Sheet.objects.order_by("pk")
    assert [cells[2] for _number, cells in first.rows[1:]] == [
        "Counsellor\nPermanent Mission",
        'Head of "Mines", \nGeneva',
        'Adviser "a.i."',
    ]
    assert second.rows == [[1, ["a", "b", "c", "d"]], [2, ["x, y,\nz", "2", "3", "4"]]]


# --- What is chosen -------------------------------------------------------------------------------


def test_the_button_says_how_many_rows_it_writes(felix: Client) -> None:
    receive()
    rows = [HEADING, person(1), person(2), ["Paola Fernanda", "Chávez", "Envoy", PAOLA.email]]

    assert "Write the 3 new and changed rows</button>" in preview(felix, rows)[1]
    assert "Write the new or changed row</button>" in preview(felix, [HEADING, person(1)])[1]
    _address, page = preview(felix, [*rows, [*person(4)[:3], "nonsense"]])
    assert "Write the 3 new and changed rows</button>" in page
    assert "Rows with errors are not written" in page


@pytest.mark.parametrize(("choice", "people"), [("leave", 2), ("register", 3)])
def test_what_is_done_with_likely_duplicates_is_chosen(
    felix: Client, choice: str, people: int
) -> None:
    receive(OLENA)
    like = ["Олена", "Ковальчук", "Counsellor", "else@mission.example"]
    address, page = preview(felix, [HEADING, like, person(1)])
    assert "Leave the likely duplicate out." in page
    assert not re.search(r'name="duplicates"[^>]*checked', page)

    refused = write(felix, address, page)

    assert refused.status_code == 422
    text = refused.content.decode()
    assert 'href="#id_duplicates_0">Choose what is done with the likely duplicates.' in text
    assert Registration.objects.count() == 1

    assert write(felix, address, page, duplicates=choice).status_code == 302
    assert Registration.objects.count() == people


def test_where_there_are_only_likely_duplicates_the_button_says_so(felix: Client) -> None:
    receive(OLENA)
    like = ["Олена", "Ковальчук", "Counsellor", "else@mission.example"]

    _address, page = preview(felix, [HEADING, like])

    assert "Do what is chosen with the likely duplicates</button>" in page


# --- Gender ---------------------------------------------------------------------------------------


def test_gender_is_taken_for_new_people_only(felix: Client) -> None:
    paola = receive(replace(PAOLA, gender="unsaid"))
    rows = [
        [*HEADING, "Gender", "Dietary needs"],
        [*GOOD, "F"],
        ["Paola Fernanda", "Chávez", "Envoy", PAOLA.email, "Man"],
        [*person(1), "Man", "halal"],
    ]
    chosen = FOUR | {"column_4": "gender", "column_5": "diet"}
    address, page = preview(felix, rows, chosen)

    assert page.count("The gender in this row is not taken over.") == 1
    assert "Woman" not in page
    assert "prefer not to say" not in page
    assert "Gender:" not in page
    write(felix, address, page)

    paola.refresh_from_db()
    assert (paola.function, paola.gender) == ("Envoy", "unsaid")
    new = Registration.objects.exclude(pk=paola.pk).order_by("pk")
    assert list(new.values_list("gender", flat=True)) == ["woman", "man"]

    again = [rows[0], ["Paola Fernanda", "Chávez", "Envoy", PAOLA.email, "Man", "kosher"]]
    _address, page = preview(felix, again, chosen)
    assert "The needs and the gender in this row are not taken over." in page
    assert "Unchanged" in page


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "languages", "gender", "visa", "said"),
    [
        ("Head", "EN, fr", "F", "Y", ("head", ["en", "fr"], "woman", True)),
        ("Chef", "Anglais; français", "Femme", "Oui", ("head", ["en", "fr"], "woman", True)),
        ("Cheffe de délégation", "Arabe", "Homme", "non", ("head", ["ar"], "man", False)),
        ("JEFE", "Inglés, castellano", "Mujer", "Sí", ("head", ["en", "es"], "woman", True)),
        ("Jefa de la delegación", "Ruso", "M", "NO", ("head", ["ru"], "man", False)),
        ("Conseillère", "Chino", "autre", "", ("adviser", ["zh"], "another", False)),
        ("deputy", "", "", "x", ("deputy", [], "", True)),
        ("Delegado", "", "hombre", "-", ("member", [], "man", False)),
    ],
)
def test_the_words_that_people_write_are_known(
    felix: Client, role: str, languages: str, gender: str, visa: str, said: tuple[Any, ...]
) -> None:
    row = [*GOOD, role, languages, "", gender, "", "", visa]
    address = felix.post(felix.post(START, {"pasted": pasted([WIDE, row])})["Location"], CHOSEN)[
        "Location"
    ]

    write(felix, address, felix.get(address).content.decode())

    one = Registration.objects.get()
    assert (one.role, one.languages, one.gender, one.wants_visa_letter) == said


def test_french_puts_its_no_break_space_before_the_colon(felix: Client) -> None:
    address, _page = preview(felix, [HEADING, person(1), ["", *GOOD[1:]]])

    page = felix.get(f"/fr{address}").content.decode()

    assert "Nouveau\u00a0: 1" in page
    assert "Prénom(s)\u00a0: " in page
