"""Requests and events in the admin site: names at the cost of a page, not of a row."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intersessional.accounts.models import User
from tests.access.actors import signed_in
from tests.people import administrator
from tests.programme.interventions.floors import ask, states_speak

ADMIN = "/admin/interventions"


# Two of the requests' are for the days above the list.
@pytest.mark.parametrize(("name", "queries"), [("intervention", 11), ("floorevent", 8)])
def test_a_list_takes_the_same_queries_however_many_rows(
    felix: User, name: str, queries: int
) -> None:
    segment, client = states_speak(), signed_in(administrator())
    ask(segment, "ec", by=felix, kind="comment", about_code="hr")
    client.get(f"{ADMIN}/{name}/")
    counts = [count(client, f"{ADMIN}/{name}/", "Ecuador")]

    for code in ("ua", "zw", "th"):
        ask(segment, code, by=felix, kind="comment", about_code="hr")
    counts.append(count(client, f"{ADMIN}/{name}/", "Thailand"))

    assert counts == [queries, queries]


def count(client: Client, address: str, shown: str) -> int:
    with CaptureQueriesContext(connection) as found:
        response = client.get(address)
    assert shown in response.content.decode()
    return len(found)
