"""The list of participants: who is on it and how, versions that stay, and who sees them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import translation

from intersessional import printing
from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from registration.attendance.models import ListFile, ListKind, ListVersion
from registration.attendance.participants import population
from registration.attendance.participants.content import from_json
from registration.attendance.participants.differences import differences
from registration.attendance.participants.erasing import forget
from registration.attendance.participants.listing import Listing, listing_of
from registration.attendance.participants.population import Population
from registration.attendance.participants.queries import content_of
from registration.delegations.models import Entity, EntityName, FocalPoint
from registration.registrations import operations
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import ON_14_MAY, PAOLA, administrator, focal_point
from tests.registration.attendance.listed import (
    DESK,
    LATER,
    confirmed,
    everybody,
    form,
    made,
    meeting,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(staff: User, set_clock: Any) -> Client:
    """The browser of somebody of the ISU, on 30 May."""
    set_clock(LATER)
    return signed_in(staff)


def listing(language: str) -> Listing:
    with translation.override(language):
        return listing_of(content_of(meeting(), at=LATER))


def test_the_list_has_un_names_the_delegations_own_order_and_its_totals(staff: User) -> None:
    everybody(staff)

    english, french = listing("en"), listing("fr")

    assert [[block.heading for block in section.blocks] for section in english.sections] == [
        ["Ecuador", "Ethiopia", "Jordan", "The former Yugoslav Republic of Macedonia",
         "Turkey", "Ukraine"],
        ["United States of America"],
        ["International Committee of the Red Cross (ICRC)",
         "United Nations Mine Action Service (UNMAS)"],
        ["International Campaign to Ban Landmines – Cluster Munition Coalition (ICBL-CMC)"],
    ]  # fmt: skip
    assert [section.key for section in english.sections] == [
        *("state_party", "state_not_party", "international", "ngo"),
    ]
    assert [block.heading for block in french.sections[0].blocks] == [
        *("Équateur", "Éthiopie", "ex-République yougoslave de Macédoine"),
        *("Jordanie", "Turquie", "Ukraine"),
    ]
    assert [line.text for line in english.sections[0].blocks[0].lines] == [
        "H.E. Mr. Diego MOREJÓN, Ambassador, Permanent Mission (Head of delegation)",
        "Dr. Ana DE LA TORRE, Counsellor (Deputy head)",
        "Ms. Paola Fernanda CHÁVEZ, Counsellor, Permanent Mission",
    ]
    assert (english.people, english.delegations) == (12, 10)
    assert english.totals_words == "12 participants in 10 delegations"
    assert english.as_of.replace("\u00a0", " ") == "30 May 2018, 18:00, Geneva time"
    whole = " ".join(line.text for line in english.lines())
    assert not {"DOLMETSCH", "YET", "mission.example"} & set(whole.replace(",", "").split())


def test_the_order_within_a_delegation_is_its_own(staff: User) -> None:
    first = confirmed(staff)
    second = confirmed(staff, given_names="Ana", email="a2@mission.example")
    operations.set_positions(first.delegation, [second.pk, first.pk], by=staff, at=ON_14_MAY)

    assert [line.given_names for line in listing("en").lines()] == ["Ana", "Paola Fernanda"]


def test_a_version_stays_as_it_was_made(ines: Client, staff: User) -> None:
    paola = confirmed(staff)
    version = made(ines)
    Registration.objects.filter(pk=paola.pk).update(family_name="Otherwise")

    kept = from_json(ListVersion.objects.get().content)

    assert (version.number, version.kind) == (1, ListKind.PROVISIONAL)
    assert kept.entries[0].people[0].family_name == "Chávez"
    assert kept.digest == version.digest
    assert ListFile.objects.filter(version=version, printed_at=None).count() == 6
    assert AuditEntry.objects.filter(verb="make_list_of_participants").count() == 1
    for change in (
        lambda: ListVersion.objects.update(content={}),
        lambda: ListVersion.objects.update(number=7),
        lambda: connection.cursor().execute("DELETE FROM attendance_listversion"),
    ):
        with pytest.raises(IntegrityError, match="list_stays_as_it_is"), transaction.atomic():
            change()


def test_what_was_printed_stays(ines: Client, staff: User) -> None:
    confirmed(staff)
    made(ines)
    printed = ListFile.objects.filter(language="en", format="pdf")
    printed.update(file=b"%PDF-", sha256="0" * 64, printed_at=LATER)

    with pytest.raises(IntegrityError, match="list_file_stays_as_it_is"), transaction.atomic():
        printed.update(file=b"%PDF-2")
    with pytest.raises(IntegrityError, match="list_file_stays_as_it_is"), transaction.atomic():
        connection.cursor().execute("DELETE FROM attendance_listfile")


def test_a_person_is_erased_from_what_stays_otherwise_and_the_totals_hold(
    ines: Client, staff: User
) -> None:
    paola = confirmed(staff)
    confirmed(staff, given_names="Ana", email="a2@mission.example")
    made(ines)
    ListFile.objects.update(file=b"%PDF-", sha256="0" * 64, printed_at=LATER)

    with transaction.atomic():
        assert forget([paola.pk]) == 1
        with pytest.raises(IntegrityError, match="list_stays_as_it_is"), transaction.atomic():
            ListVersion.objects.update(number=7)

    kept = from_json(ListVersion.objects.get().content)
    assert [one.family_name for one in kept.entries[0].people] == ["[…]", "Chávez"]
    assert "Paola" not in str(ListVersion.objects.get().content)
    assert ListFile.objects.filter(printed_at=None, file=None).count() == 6


def test_a_file_that_is_being_printed_does_not_bring_an_erased_name_back(
    ines: Client, staff: User
) -> None:
    paola = confirmed(staff)
    made(ines)
    files = ListFile.objects.order_by("pk")
    begun = printing.claim(files)

    with transaction.atomic():
        forget([paola.pk])
    printing.claim(files)
    printing._try(files, begun, lambda _file: {"file": b"%PDF-Paola", "sha256": "0" * 64})

    assert begun.attempts == 1
    assert ListFile.objects.filter(printed_at=None, file=None).count() == 6


def test_the_same_form_twice_makes_one_version_and_what_was_not_seen_none(
    ines: Client, staff: User
) -> None:
    confirmed(staff)
    sent = form(ines)
    ines.post(f"{DESK}make/", sent)
    ines.post(f"{DESK}make/", sent)
    stale = form(ines) | {"note": "For the host"}
    confirmed(staff, given_names="Ana", email="a2@mission.example")

    answer = ines.post(f"{DESK}make/", stale)

    assert answer.status_code == 409
    assert "Meanwhile somebody changed" in answer.content.decode()
    assert "For the host" in answer.content.decode()
    assert ListVersion.objects.count() == 1


def test_the_final_list_asks_twice_is_frozen_and_corrected_by_an_administrator_alone(
    ines: Client, staff: User
) -> None:
    confirmed(staff)
    made(ines)
    unticked = ines.post(f"{DESK}final/", form(ines, "final"))
    final = made(ines, "final", agreed="on")
    ada = signed_in(administrator())

    assert unticked.status_code == 422
    assert (final.number, final.kind) == (2, ListKind.FINAL)
    assert "The list is final" in ines.get(f"{DESK}make/").content.decode()
    sent = {"seen": final.digest, "token": "x", "population": "confirmed"}
    assert ines.post(f"{DESK}make/", sent).status_code == 409
    sent |= {"token": "y", "agreed": "on", "reason": "A name"}
    refused = ines.post(f"{DESK}final/", sent)
    assert refused.status_code == 409
    assert "Only an administrator" in refused.content.decode()
    assert ada.post(f"{DESK}final/", form(ada, "final") | {"agreed": "on"}).status_code == 422
    corrected = made(ada, "final", agreed="on", reason="A name was wrong.")
    assert (corrected.number, corrected.kind) == (3, ListKind.CORRECTED)
    assert ListVersion.objects.count() == 3


def test_the_database_has_the_last_word_on_what_is_final(ines: Client, staff: User) -> None:
    confirmed(staff)
    final = made(ines, "final", agreed="on")

    for kind, name in (("final", "list_is_final_once"), ("provisional", "list_final_is_the_last")):
        again = ListVersion.objects.get(pk=final.pk)
        again.pk, again.number, again.token, again.kind = None, 9, kind, kind
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            again.save(force_insert=True)


def test_nothing_is_printed_that_no_font_covers(ines: Client, staff: User) -> None:
    confirmed(staff, given_names="\U00013000", function="-")

    page = ines.get(DESK).content.decode()
    answer = ines.post(f"{DESK}make/", form(ines))

    assert "U+13000" in page
    assert "Nothing can be printed before this is mended." in page
    assert (answer.status_code, ListVersion.objects.count()) == (409, 0)


def test_the_desk_says_what_to_mend(ines: Client, staff: User) -> None:
    everybody(staff)
    confirmed(staff, given_names="JUANA", email="j@mission.example")
    EntityName.objects.filter(entity__code="tr", language="es").delete()
    Entity.objects.filter(code="org-icrc").update(is_provisional=True, asked_name="ICRC")

    page = Page(ines.get(DESK))

    said = " ".join(page.html.split())
    assert "Nobody is its head (1 person)." in said
    assert "Ms. JUANA CHÁVEZ, Counsellor, Permanent Mission" in said
    assert "No name in ES: the English one is printed." in said
    assert "Entities that are still provisional" in said
    assert "1 registration is received and not confirmed" in said
    assert page.links()["Turkey"] == "/delegation/tr/"


def test_differences_name_who_came_left_changed_moved_and_stands_elsewhere(staff: User) -> None:
    paola = confirmed(staff)
    ana = confirmed(staff, given_names="Ana", email="a2@mission.example")
    confirmed(staff, given_names="Luz", email="l2@mission.example", entity_code="tr")
    gone = confirmed(staff, given_names="Rosa", email="r@mission.example", entity_code="tr")
    before = content_of(meeting(), at=ON_14_MAY)

    operations.set_positions(paola.delegation, [ana.pk, paola.pk], by=staff, at=ON_14_MAY)
    Registration.objects.filter(pk=gone.pk).update(state="received")
    Registration.objects.filter(pk=paola.pk).update(function="Minister", role="head")
    turkey = Entity.objects.get(code="tr")
    turkey.names.filter(language="en", name="Turkey").update(name="Turkiye")
    confirmed(staff, given_names="Eva", email="e@mission.example")
    luz = Registration.objects.get(given_names="Luz")
    Registration.objects.filter(pk=luz.pk).update(delegation=paola.delegation)
    found = differences(before, content_of(meeting(), at=LATER))

    assert [one.text for one in found.added] == ["Ms. Eva CHÁVEZ, Counsellor, Permanent Mission"]
    assert [(one.entity, one.registration) for one in found.left] == [("Turkey", gone.pk)]
    assert [(one.name, one.values[0].before, one.values[0].after) for one in found.moved] == [
        ("Ms. Luz CHÁVEZ", "Turkey", "Ecuador")
    ]
    [changed] = found.changed
    assert [(v.label, v.before, v.after) for v in changed.values] == [
        ("function", "Counsellor", "Minister"),
        ("role in the delegation", "Member", "Head of delegation"),
    ]
    assert found.reordered == ()


def test_a_higher_part_brings_its_own_population(
    ines: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(staff)
    ana = confirmed(staff, given_names="Ana", email="a2@mission.example")
    monkeypatch.setattr(population, "_known", dict(population._known))
    population.register(
        Population(
            "came", "who came", "Listed are those who came.", lambda all: all.filter(pk=ana.pk)
        )
    )

    shown = ines.post(f"{DESK}make/", form(ines) | {"population": "came"})
    seen = shown.context["digest"]
    version = made(ines, population="came", seen=seen)
    del population._known["came"]

    assert listing_of(from_json(version.content)).population == "Listed are those who came."
    assert shown.status_code == 409
    assert [one.registration for one in from_json(version.content).entries[0].people] == [ana.pk]


def test_delegations_see_the_newest_version_that_is_shown_and_strangers_none(
    ines: Client, staff: User, set_clock: Any
) -> None:
    confirmed(staff)
    made(ines)
    set_clock(LATER + timedelta(hours=1))
    second = made(ines)
    ListFile.objects.filter(language="fr", format="pdf").update(
        file=b"%PDF-", sha256="0" * 64, printed_at=LATER
    )
    paola = signed_in(User.objects.create_user(PAOLA.email))
    felix, nobody = signed_in(focal_point()), signed_in(User.objects.create_user("x@else.example"))

    hidden = paola.get("/participants/")
    ines.post(f"{DESK}2/show/", {"shown": "on"})

    assert "has not given out a list yet" in hidden.content.decode()
    assert Page(felix.get("/participants/")).links()["French, PDF"] == "/participants/fr.pdf"
    taken = paola.get("/participants/fr.pdf")
    assert taken["Content-Disposition"] == (
        f'attachment; filename="list-of-participants-2018-v{second.number}-provisional.fr.pdf"'
    )
    assert b"".join(taken.streaming_content) == b"%PDF-"  # type: ignore[attr-defined]
    paola.head("/participants/fr.pdf")
    entry = AuditEntry.objects.get(verb="fetch_list_of_participants")
    assert (entry.by.email, entry.subject_id) == (PAOLA.email, second.pk)
    assert entry.values_changed.after == {"language": "fr", "format": "pdf"}
    for client, address in (
        (nobody, "/participants/"),
        (nobody, "/participants/fr.pdf"),
        (paola, "/participants/en.pdf"),
    ):
        assert client.get(address).status_code == 404
    assert Client().get("/participants/fr.pdf").status_code == 302
    ines.post(f"{DESK}2/show/")
    assert paola.get("/participants/fr.pdf").status_code == 404


def test_whoever_is_not_confirmed_reads_no_list(ines: Client, staff: User) -> None:
    paola = confirmed(staff)
    made(ines)
    ines.post(f"{DESK}1/show/", {"shown": "on"})
    reader = signed_in(User.objects.create_user(paola.email))
    states: dict[str, dict[str, Any]] = {
        "received": {},
        "requested": {"is_to_attend": True},
        "waiting": {},
        "declined": {"declined_at": LATER, "declined_by": staff, "decline_reason": "No."},
        "confirmed": {},
    }

    found = {}
    for state, more in states.items():
        Registration.objects.filter(pk=paola.pk).update(state=state, **more)
        found[state] = reader.get("/participants/").status_code

    assert found == dict.fromkeys(states, 404) | {"confirmed": 200}
    # A focal point acts for the delegation; one who was not approved yet only asks to.
    felix = signed_in(focal_point())
    assert felix.get("/participants/").status_code == 200
    FocalPoint.objects.update(approved_at=None, approved_by=None)
    assert felix.get("/participants/").status_code == 404


@pytest.mark.parametrize("people", [3, pytest.param(300, marks=pytest.mark.long)])
def test_pages_ask_as_often_for_many(
    people: int, ines: Client, staff: User, django_assert_max_num_queries: Any
) -> None:
    first = confirmed(staff)
    made(ines)
    codes = list(Entity.objects.states().exclude(code="ec").values_list("code", flat=True)[:190])
    for n in range(people - 1):
        confirmed(staff, entity_code=codes[n % len(codes)], email=f"p{n}@mission.example",
                  given_names=f"P{n}")  # fmt: skip
    made(ines)

    with django_assert_max_num_queries(17):
        assert ines.get(DESK).status_code == 200
    with django_assert_max_num_queries(9):
        assert ines.get(f"{DESK}preview/").status_code == 200
    with django_assert_max_num_queries(12):
        assert ines.get(f"{DESK}2/").status_code == 200
    sent = form(ines)
    with django_assert_max_num_queries(18):
        assert ines.post(f"{DESK}make/", sent).status_code == 302
    assert first.pk
