"""How often each page asks the database: of every address, opened by everybody; and the form, sent.

That none asks more for more rows is the subject of tests/access/test_ten_thousand.py. And the negative
control: a page that asks once for each of its rows is found.
"""

import pytest
from django.db import connection, reset_queries
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from intersessional import urls
from intersessional.accounts.models import Session
from intersessional.checks import addresses
from registration.delegations.models import Entity
from tests.access.actors import ACTORS, ask, client_of
from tests.access.world import World
from tests.long import results
from tests.people import PAOLA_FORM

pytestmark = [pytest.mark.long, pytest.mark.django_db]

MOST_OF_A_PAGE = 25
MOST_OF_THE_FORM = 14
# At a small scale, those who open the most.
WHO = list(ACTORS) if results.SCALE >= 1 else ["anonymous", "focal_point", "administrator"]
# What a test's own transaction makes of the transactions of an operation.
_OF_THE_TEST = ("SAVEPOINT", "RELEASE", "ROLLBACK")


def asked(client: Client, method: str, path: str, **given: object) -> tuple[int, int]:
    """Return the status of an answer, and how many queries it took."""
    # Once in minutes a session writes down that it was seen.
    Session.objects.update(seen_at=timezone.now())
    # Django keeps some thousands of queries, and says so once there are more.
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        response = ask(client, method, path, **given)
    mine = [one for one in queries if not one["sql"].startswith(_OF_THE_TEST)]
    return response.status_code, len(mine)


def test_no_page_asks_more_than_its_budget(capsys: pytest.CaptureFixture[str]) -> None:
    counts: dict[str, int] = {}
    world = World()
    for number, actor in enumerate(WHO):
        client = client_of(actor)
        for address in addresses():
            place = world.path(address)
            if number == 0:
                # What a process remembers of a version of the programme is there.
                ask(client, "GET", place)
            status, count = asked(client, "GET", place)
            if status == 200:
                name = f"{address.name} ({address.route})"
                counts[name] = max(counts.get(name, 0), count)

    most = sorted(counts.items(), key=lambda each: -each[1])
    over = {name: count for name, count in most if count > MOST_OF_A_PAGE}
    form = queries_of_the_form()
    figures = {
        "pages": len(counts),
        "most queries of a page": most[0][1],
        "page": most[0][0],
        "pages above 25": len(over),
        "form POST": form,
    }
    with capsys.disabled():
        print(f"\n{figures}\n{most[:10]}")
    results.record("query budget", figures)
    assert len(counts) > 150
    assert over == {}
    assert form <= MOST_OF_THE_FORM


def queries_of_the_form() -> int:
    """Return how many queries a registration takes, sent by somebody who has never been here."""
    form = {**PAOLA_FORM, "token": "B" * 22}
    status, count = asked(
        client_of("anonymous"),
        "POST",
        "/register/",
        data="&".join(
            f"{name}={one}"
            for name, value in form.items()
            for one in (value if isinstance(value, list) else [value])
        ),
        content_type="application/x-www-form-urlencoded",
    )
    assert status == 302
    return count


def asks_for_each_row(request: HttpRequest) -> HttpResponse:
    """Name some entities, each by a query of its own."""
    keys = Entity.objects.values_list("pk", flat=True)[:30]
    return HttpResponse("".join(Entity.objects.get(pk=pk).code for pk in keys))


urlpatterns = [*urls.urlpatterns, path("each/", asks_for_each_row, name="each")]


@pytest.mark.urls(__name__)
def test_a_page_that_asks_for_each_row_is_found(client: Client) -> None:
    assert asked(client, "GET", "/each/")[1] > MOST_OF_A_PAGE
