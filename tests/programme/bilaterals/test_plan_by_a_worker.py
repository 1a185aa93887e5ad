"""A plan by the real worker: asked for in the browser, killed on its way, and found ready."""

import re
from contextlib import closing

import psycopg2
import pytest

from intersessional.embedded.service import wait_until
from tests.portal import Portal

pytestmark = pytest.mark.long
PLANS = "/bilaterals/plan/"


def test_the_worker_makes_the_plan_even_when_it_is_killed(portal: Portal) -> None:
    office = portal.staff("president_office")
    form = office.get(PLANS)
    office.post(PLANS, {"csrfmiddlewaretoken": form.value("csrfmiddlewaretoken"), "do": "propose"})
    [(pk,)] = portal.rows("SELECT max(id) FROM bilaterals_plan")

    def state() -> str:
        [(found,)] = portal.rows("SELECT state FROM bilaterals_plan WHERE id = %s", pk)
        return str(found)

    wait_until(lambda: state() in {"running", "ready"}, 60)
    portal.kill("letters")
    _end_the_lease(portal, pk)
    wait_until(lambda: state() == "ready", 120)

    page = office.get(f"{PLANS}{pk}/").text
    assert "It is proved that no plan is better." in page
    assert re.search(r"\d+ are placed", page)


def _end_the_lease(portal: Portal, pk: int) -> None:
    """Else the next worker would take the plan up after two minutes and a half."""
    with closing(psycopg2.connect(portal.database_url())) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("UPDATE bilaterals_plan SET lease_until = now() WHERE id = %s", [pk])
