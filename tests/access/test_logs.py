"""One line of JSON for each record, and what never stands in it."""

import json
import logging
import re
import sys
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import path

from intersessional import logs, urls
from intersessional.access import public
from tests.access.actors import client_of

CANARY = "p.chavez@mission.example"


def write(logger: str, message: str, *args: Any, **extra: Any) -> dict[str, Any]:
    """Return the line that a record becomes."""
    level, exc_info = logging.WARNING, extra.pop("exc_info", None)
    record = logging.getLogger(logger).makeRecord(
        logger, level, "file.py", 1, message, args, exc_info, extra=extra
    )
    return json.loads(logs.JsonFormatter().format(record))  # type: ignore[no-any-return]


@public
def broken(request: HttpRequest, token: str) -> None:
    try:
        raise KeyError(CANARY)
    except KeyError as error:
        raise ValueError(f"about {CANARY}") from error


urlpatterns = [path("broken/<str:token>/", broken), *urls.urlpatterns]
handler500 = urls.handler500


def test_a_line_says_when_how_grave_and_who() -> None:
    line = write("intersessional.x", "message %s sent", 7)

    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "WARNING", "logger": "intersessional.x", "message": "message 7 sent"}


def test_a_line_break_makes_no_second_line() -> None:
    record = logging.LogRecord("intersessional", 20, "f", 1, "a\nb\r\u2028c", (), None)

    assert len(logs.JsonFormatter().format(record).splitlines()) == 1


def test_lines_about_a_message_carry_its_id() -> None:
    with logs.about_message("1b4e28ba"):
        assert write("weasyprint", "Step")["message_id"] == "1b4e28ba"
    assert "message_id" not in write("weasyprint", "Step")


@pytest.mark.parametrize(
    ("message", "args", "written"),
    [
        ("Booting worker with pid: %s", (12,), "Booting worker with pid: 12"),
        ("Error handling request %s", (f"/register/{CANARY}/",), "Error handling request …"),
        ("Task %(name)s took %(seconds)s", ({"name": CANARY, "seconds": 2},), "Task … took 2"),
        (f"Invalid HTTP method: '{CANARY}'", (), "Invalid HTTP method"),
        (f'Key ("email")={CANARY}', (), "Key "),
        (f"First\n{CANARY}", (), "First"),
        ("wrong number of arguments %s %s", (CANARY,), "wrong number of arguments %s %s"),
        ("%d", (CANARY,), "%d"),
    ],
)
def test_the_words_of_other_packages_are_left_out(message: str, args: Any, written: str) -> None:
    assert write("gunicorn.error", message, *args)["message"] == written


def test_of_an_address_its_route_is_kept() -> None:
    request = RequestFactory().generic(CANARY.upper(), f"/{CANARY}/?{CANARY}")

    line = write("django.request", f"Not Found: /{CANARY}/", request=request, status_code=404)

    assert line["message"] == "404 (other) (no such address)"


def test_of_an_error_its_class_and_its_places_are_kept() -> None:
    try:
        broken(RequestFactory().get("/"), CANARY)
    except ValueError:
        line = write("intersessional.x", "failed", exc_info=sys.exc_info())

    assert line["error"].startswith("builtins.ValueError at ")
    assert "from builtins.KeyError at " in line["error"]
    assert CANARY not in json.dumps(line)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_an_error_of_ours_is_logged_without_the_visitor(
    caplog: pytest.LogCaptureFixture, client: Client
) -> None:
    client.raise_request_exception = False

    with caplog.at_level(logging.INFO):
        response = client.get(f"/broken/{CANARY}/?{CANARY}", headers={"user-agent": CANARY})

    lines = [json.loads(logs.JsonFormatter().format(record)) for record in caplog.records]
    assert response.status_code == 500
    assert CANARY not in json.dumps(lines)
    assert {line["logger"]: line["message"].partition(" in ")[0] for line in lines} == {
        "django.request": "500 GET /broken/<str:token>/",
        "intersessional.desk.middleware": "500 GET /broken/<str:token>/",
    }
    assert any("test_logs.py" in line.get("error", "") for line in lines)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_line_and_answer_bear_the_same_id(caplog: pytest.LogCaptureFixture, client: Client) -> None:
    written: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(logs.JsonFormatter().format(record))  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    client.raise_request_exception = False
    try:
        response = client.get("/broken/x/")
    finally:
        logging.getLogger().removeHandler(handler)

    ids = {json.loads(line)["request_id"] for line in written}
    assert ids == {response["X-Request-ID"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "path", "level", "said"),
    [
        ("delegate", "/desk/exports/", "WARNING", "403 GET /desk/exports/ in N ms by user N"),
        ("delegate", "/registrations/", "INFO", "200 GET /registrations/ in N ms by user N"),
        # Of whoever is nobody there is no number, and nothing is read to find one.
        ("anonymous", "/livez/x", "INFO", "404 GET (no such address) in N ms"),
        ("anonymous", "/register/", "INFO", "200 GET /register/ in N ms"),
    ],
)
def test_a_refusal_says_to_whom(
    caplog: pytest.LogCaptureFixture, who: str, path: str, level: str, said: str
) -> None:
    client = client_of(who)

    with caplog.at_level(logging.INFO, "intersessional.desk.middleware"):
        client.get(path)

    [line] = [r for r in caplog.records if r.name == "intersessional.desk.middleware"]
    assert line.levelname == level
    assert re.sub(r"(?<=in )\d+|(?<=user )\d+", "N", line.getMessage()) == said
