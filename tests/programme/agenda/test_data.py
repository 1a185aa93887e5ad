"""The programme as data, for other programs."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from programme.agenda.models import Audience, Contributor, OrderRule, Segment
from registration.meetings.models import Meeting
from tests.programme.agenda.versions import (
    nothing_kept,  # noqa: F401 - a fixture
    publish,
)

# Everything that anybody learns of the programme by this way.
FIELDS = {
    "$schema", "about", "audience", "begins_at", "chair", "city", "close_at", "code", "committee",
    "date", "days", "en", "ends_at", "entity", "es", "format", "fr", "function", "group",
    "is_accessible", "is_indicative", "item", "items", "meeting", "minutes", "moderator", "name",
    "national", "note", "number", "open_at", "order", "organisation", "panel", "panellists",
    "person", "published_at", "requests", "room", "segments", "sessions", "slug", "summary",
    "time_zone", "title", "topic", "uid", "url", "venue", "version",
}  # fmt: skip


def schema() -> Any:
    response = Client().get("/programme.schema.json")
    assert response["Content-Type"] == "application/schema+json"
    return response.json()


def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema(), format_checker=FormatChecker())


def fields(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(fields, value))
    return set(value) | fields(list(value.values())) if isinstance(value, dict) else set()


def objects(value: Any) -> list[Any]:
    """Every part of a schema that describes an object."""
    if isinstance(value, list):
        return [found for one in value for found in objects(one)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.get("type") == "object" else []
    return own + objects(list(value.values()))


def test_the_programme_of_2018_is_as_the_schema_says(client: Client, meeting: Meeting) -> None:
    response = client.get("/programme.json")

    validator().validate(response.json())
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Link"] == f'<{response.json()["$schema"]}>; rel="describedby"'
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-cache"


def test_the_schema_lets_nothing_else_through(client: Client, meeting: Meeting) -> None:
    described = objects(schema())

    assert len(described) == 16
    assert all(one["additionalProperties"] is False for one in described)
    assert all(set(one["required"]) == set(one["properties"]) for one in described)
    more = client.get("/programme.json").json()
    more["days"][0]["sessions"][0]["chair"]["email"] = "s.dalil@mission.example"
    with pytest.raises(ValidationError, match="email"):
        validator().validate(more)


def test_exactly_these_fields_are_public(client: Client, meeting: Meeting) -> None:
    assert fields(client.get("/programme.json").json()) == FIELDS


def test_what_is_private_stays_inside(client: Client, meeting: Meeting) -> None:
    people = Contributor.objects.filter(meeting=meeting)
    people.update(email="hidden@mission.example", gender="woman", language="es")
    publish(meeting)

    text = client.get("/programme.json").content.decode()

    assert "hidden" not in text
    assert "woman" not in text
    assert not re.search(r'"(pk|id|email|gender|language)"', text)


def test_it_says_what_the_pages_say_in_three_languages(client: Client, meeting: Meeting) -> None:
    data = client.get("/programme.json").json()

    assert data["version"] == 1
    assert data["note"]["fr"] == "Première version. Les heures sont indicatives."
    assert [item["number"] for item in data["items"]] == list(range(1, 12))
    assert data["items"][2]["title"] == {
        "en": "Clearing mined areas",
        "fr": "Déminage des zones minées",
        "es": "Limpieza de zonas minadas",
    }
    assert [day["date"] for day in data["days"]] == ["2018-06-07", "2018-06-08"]
    first = data["days"][0]["sessions"][0]["segments"][0]
    assert first["begins_at"] == "2018-06-07T10:00:00+02:00"
    assert (
        data["days"][1]["sessions"][1]["segments"][0]["panel"]["moderator"]["entity"]["code"]
        == "ch"
    )
    assert data["items"][0]["url"].endswith("/m/2018/programme/items/1/")


def test_the_schema_names_every_audience_and_order(meeting: Meeting) -> None:
    segment = schema()["$defs"]["segment"]["properties"]

    assert segment["audience"]["enum"] == Audience.values
    assert segment["requests"]["properties"]["order"]["enum"] == OrderRule.values


def test_the_mark_changes_with_the_version(
    client: Client, meeting: Meeting, django_assert_num_queries: Any
) -> None:
    first = client.get("/programme.json")
    assert first["ETag"].startswith('"1-')

    with django_assert_num_queries(2):
        same = client.get("/programme.json", headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert same["Access-Control-Allow-Origin"] == "*"

    publish(meeting)

    with django_assert_num_queries(3):
        second = client.get("/programme.json", headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert second.json()["version"] == 2


def test_a_draft_is_nobodys_to_read(client: Client, meeting: Meeting) -> None:
    Segment.objects.filter(session__meeting=meeting, item__number=11).update(title_en="Secret")

    assert b"Secret" not in client.get("/programme.json").content


def test_a_small_programme_is_valid_too(client: Client, meeting: Meeting) -> None:
    Segment.objects.filter(session__meeting=meeting).delete()
    publish(meeting)

    data = client.get("/programme.json").json()

    validator().validate(data)
    assert json.dumps(data["days"]).count('"segments": []') == 4


def test_the_schema_is_not_sent_twice(client: Client, db: None) -> None:
    mark = client.get("/programme.schema.json")["ETag"]

    again = client.get("/programme.schema.json", headers={"If-None-Match": mark})

    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/programme.json", "/programme.ics", "/programme.atom"])
def test_what_is_mended_in_the_meeting_shows_in_every_file_at_once(
    client: Client, meeting: Meeting, path: str
) -> None:
    before = client.get(path)

    Meeting.objects.filter(pk=meeting.pk).update(title_en="Mended title", slug="mended")

    after = client.get(path)
    assert b"/m/2018/" in before.content
    assert b"/m/mended/" in after.content
    assert b"/m/2018/" not in after.content
    assert before["ETag"] != after["ETag"]
