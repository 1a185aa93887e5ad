"""Who spoke under each item: on the page, as text, as a Word document, and who may have it."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from programme.interventions import operations
from programme.interventions.models import Intervention
from registration.delegations.models import Entity, EntityName
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.people import LAYLA, ON_14_MAY, PAOLA, receive
from tests.programme.interventions.floors import ask, states_speak
from tests.programme.interventions.meetings_held import Floor, person
from tests.programme.interventions.test_lists_pages import text_of

pytestmark = pytest.mark.django_db

RECORD = "/desk/speakers/record/"


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


@pytest.fixture
def floor(felix: User, staff: User, set_clock: Any) -> Floor:
    """A list that was run: Croatia for a group, Ecuador interrupted by Ukraine, Jordan in reply.

    Zimbabwe only wrote, Thailand was not there, Peru was not reached, Chad withdrew.
    """
    set_clock(ON_14_MAY)
    segment = states_speak()
    paola, layla = receive(PAOLA), receive(LAYLA)
    asked = {
        "ec": ask(segment, "ec", by=felix, speaker_id=paola.pk),
        "hr": ask(segment, "hr", by=felix, on_behalf_of="Group of Friends"),
        "zw": ask(segment, "zw", by=felix, is_written_only=True),
        "th": ask(segment, "th", by=felix),
        "pe": ask(segment, "pe", by=felix, kind="comment", about_code="sd"),
        "td": ask(segment, "td", by=felix),
    }
    operations.withdraw(asked["td"], segment=segment, version=1, by=felix, at=ON_14_MAY)
    floor = Floor(segment, staff)
    floor.speak(asked["hr"], 250)
    floor.call(asked["ec"])
    floor.do("start")
    floor.at += timedelta(seconds=30)
    floor.add("ua", "point_of_order")
    floor.do("start", 5)
    floor.do("deliver", 20)
    floor.do("resume", 5)
    floor.do("deliver", 60)
    reply = floor.add("jo", "reply")
    Intervention.objects.filter(pk=reply.pk).update(speaker=layla)
    floor.speak(reply, 65)
    floor.call(asked["th"])
    floor.do("skip")
    set_clock(floor.at)
    return floor


def number(floor: Floor) -> int:
    """The number of the item."""
    assert floor.segment.segment.item
    return floor.segment.segment.item.number


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def rows(page: str) -> list[str]:
    """The delegations that spoke, with the number before each, as the page shows them."""
    return re.findall(r'scope="row"><div>(\d+&ensp;<bdi>.*?)</bdi>', page)


def test_the_page_shows_them_in_the_order_in_which_they_spoke(ines: Client, floor: Floor) -> None:
    page = ines.get(f"{RECORD}{number(floor)}/")

    html, words = page.content.decode(), text_of(page)
    # Ecuador began before the point of order that interrupted it.
    assert [one.replace("&ensp;<bdi>", " ") for one in rows(html)] == [
        "1 Croatia",
        "2 Ecuador",
        "3 Ukraine",
        "4 Jordan",
    ]
    assert "3 statements; 7:05 minutes in all" in words
    assert "Croatia on behalf of Group of Friends speaker not named Update 4:10" in words
    assert "Ms. Paola Fernanda CHÁVEZ, Counsellor Update 1:30" in words
    assert '<span class="tag solid">Point of order</span>' in html
    assert '<span class="tag solid">Right of reply</span>' in html
    assert "In writing only Zimbabwe, update" in words
    assert (
        "On the list, but did not speak Peru, comment on the request of Sudan: on the list" in words
    )
    assert "Thailand, update: called, and not there" in words
    assert "Chad" not in words
    assert "The meetings go on" not in words
    assert "The meetings go on: this is not the whole yet." in text_of(ines.get(RECORD))


def test_the_text_can_be_pasted_into_a_report(ines: Client, floor: Floor) -> None:
    response = ines.get(f"{RECORD}{number(floor)}/text/")

    text = content(response).decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert f'filename="speakers-item-{number(floor)}-2018.txt"' in response["Content-Disposition"]
    assert max(map(len, text.splitlines())) <= 72
    spoken = re.findall(r"^ ?\d+\. (.*)\n {4}(.*)$", text, re.MULTILINE)
    assert spoken == [
        ("Croatia, on behalf of Group of Friends", "speaker not named; update; 4:10"),
        ("Ecuador", "Ms. Paola Fernanda CHÁVEZ, Counsellor; update; 1:30"),
        ("Ukraine", "speaker not named; point of order; 0:20"),
        ("Jordan", "Ms. ليلى الحسن, Counsellor; right of reply; 1:05"),
    ]


def test_a_name_told_in_the_room_stands_in_the_record(ines: Client, floor: Floor) -> None:
    Intervention.objects.filter(delegation__entity__code="hr").update(
        name_in_the_room="Ms. Ad HOC", speaker=None
    )
    path = f"{RECORD}{number(floor)}/"

    text = content(ines.get(f"{path}text/")).decode()
    document = docx.Document(BytesIO(content(ines.get(f"{path}document/"))))

    assert "Ms. Ad HOC; update; 4:10" in text
    assert "Croatia on behalf of Group of Friends Ms. Ad HOC Update 4:10" in text_of(ines.get(path))
    rows = [row for table in document.tables for row in table.rows]
    assert "Ms. Ad HOC" in [cell.text for row in rows for cell in row.cells]


def test_all_items_are_one_file(ines: Client, floor: Floor) -> None:
    response = ines.get(f"{RECORD}text/")

    text = content(response).decode()
    numbers = [int(one) for one in re.findall(r"^(\d+)\. .*\n=+$", text, re.MULTILINE)]
    assert len(numbers) > 3
    assert numbers == sorted(numbers)
    assert 'filename="speakers-2018.txt"' in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("language", "name", "title", "heads", "croatia", "locale"),
    [
        ("en", "speakers-item", "Who spoke", "Delegation", "Croatia", "en-GB"),
        ("fr", "orateurs-point", "Qui a pris la parole", "Délégation", "Croatie", "fr-CH"),
        ("es", "oradores-tema", "Quiénes intervinieron", "Delegación", "Croacia", "es-ES"),
    ],
)
def test_the_word_document_is_whole_in_each_language(
    ines: Client,
    floor: Floor,
    language: str,
    name: str,
    title: str,
    heads: str,
    croatia: str,
    locale: str,
) -> None:
    prefix = "" if language == "en" else f"/{language}"

    response = ines.get(f"{prefix}{RECORD}{number(floor)}/document/")

    raw = content(response)
    assert f'filename="{name}-{number(floor)}-2018.docx"' in response["Content-Disposition"]
    opened = docx.Document(BytesIO(raw))
    styles = {one.style.name: one.text for one in reversed(opened.paragraphs)}
    assert styles["Title"] == title
    assert styles["Heading 1"].startswith(f"{number(floor)}. ")
    assert {"Heading 2", "Heading 3", "List Bullet"} <= styles.keys()
    spoken = [[cell.text for cell in row.cells] for row in opened.tables[0].rows]
    assert spoken[0][1] == heads
    assert [row[0] for row in spoken[1:]] == ["1", "2", "3", "4"]
    assert spoken[1][1].startswith(f"{croatia}, ")
    assert [row[4] for row in spoken[1:]] == ["4:10", "1:30", "0:20", "1:05"]
    assert spoken[4][2] == "Ms. ليلى الحسن, Counsellor"
    assert f'w:lang w:val="{locale}"' in opened.styles.element.xml
    # A heading for each page, and no row over two.
    assert "w:tblHeader" in opened.tables[0].rows[0]._tr.xml
    assert "<w:rtl/>" in opened.tables[0].rows[4]._tr.xml


def test_the_document_tells_nothing_of_who_made_it(ines: Client, floor: Floor) -> None:
    path = f"{RECORD}{number(floor)}/document/"

    first, second = content(ines.get(path)), content(ines.get(path))

    assert first == second
    opened = docx.Document(BytesIO(first))
    known = opened.core_properties
    assert known.author == "Implementation Support Unit"
    assert known.last_modified_by == known.comments == ""
    assert known.created == known.modified
    assert "Who spoke" in known.title
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert not [one for one in package.namelist() if re.search("vba|thumbnail|macro", one)]
        assert {one.date_time[0] for one in package.infolist()} == {1980}


def test_names_are_those_of_the_united_nations_at_the_time(ines: Client, floor: Floor) -> None:
    croatia = Entity.objects.get(code="hr")
    EntityName.objects.filter(entity=croatia, language="en").update(valid_until="2017-01-01")
    EntityName.objects.create(
        entity=croatia, language="en", name="Republic of X", valid_from="2017-01-01"
    )

    text = content(ines.get(f"{RECORD}{number(floor)}/text/")).decode()

    assert "1. Republic of X, on behalf of" in text


def test_whoever_has_spoken_stays_whatever_became_of_them(ines: Client, floor: Floor) -> None:
    Registration.objects.filter(family_name="Chávez").update(
        state="withdrawn", withdrawn_at=ON_14_MAY
    )

    assert "Paola Fernanda CHÁVEZ" in text_of(ines.get(f"{RECORD}{number(floor)}/"))


def test_a_name_that_was_told_in_the_room_is_on_record(ines: Client, floor: Floor) -> None:
    spoke = Intervention.objects.filter(delegation__entity__code="ua")
    spoke.update(name_in_the_room="Ms. Ad HOC")

    assert "Ukraine Ms. Ad HOC Point of order" in text_of(ines.get(f"{RECORD}{number(floor)}/"))
    assert "Ms. Ad HOC" in content(ines.get(f"{RECORD}{number(floor)}/text/")).decode()


def test_an_item_without_a_list_is_absent(ines: Client, floor: Floor) -> None:
    for rest in ("99/", "99/text/", "99/document/", "0/"):
        assert ines.get(f"{RECORD}{rest}").status_code == 404


def test_who_takes_a_file_is_written_down(ines: Client, staff: User, floor: Floor) -> None:
    before = AuditEntry.objects.filter(verb="export_speakers").count()

    ines.get(f"{RECORD}{number(floor)}/")
    ines.get(f"{RECORD}{number(floor)}/document/")
    ines.get(f"/fr{RECORD}text/")

    found = AuditEntry.objects.filter(verb="export_speakers").order_by("pk")[before:]
    assert [(one.by_id, one.subject_type, one.values_changed.after) for one in found] == [
        (staff.pk, "meetings.meeting", {"format": "docx", "language": "en", "item": number(floor)}),
        (staff.pk, "meetings.meeting", {"format": "txt", "language": "fr"}),
    ]


def test_it_takes_the_same_queries_however_many_spoke(
    ines: Client, floor: Floor, django_assert_num_queries: Any
) -> None:
    ines.get(RECORD)
    with django_assert_num_queries(13):
        ines.get(RECORD)
    for code in ("co", "kh", "sn"):
        row = floor.add(code, "reply")
        Intervention.objects.filter(pk=row.pk).update(speaker=person(code))
        floor.speak(row)
    with django_assert_num_queries(13):
        ines.get(RECORD)
