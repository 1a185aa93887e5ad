"""Figures for Prometheus: for whoever asks from inside, and without anything personal."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families as families

from intersessional.embedded.service import ROOT
from intersessional.outbox.models import Message, State
from tests import people

OUTSIDE = "198.41.0.4"


def figures(client: Client, **asked: Any) -> dict[str, float]:
    """Return each figure by its name and labels, as a Prometheus server reads them."""
    answer = client.get("/metrics", **asked)
    assert answer.status_code == 200
    return {
        " ".join([sample.name, *sorted(sample.labels.values())]): sample.value
        for family in families(answer.content.decode())
        for sample in family.samples
    }


@pytest.mark.django_db
def test_what_waits_is_told(client: Client, django_assert_num_queries: Any) -> None:
    common = {"kind": "k", "lane": "mail", "about_type": "x", "about_id": 1, "language": "en"}
    Message.objects.create(key="1", created_at=timezone.now() - timedelta(seconds=90), **common)
    Message.objects.create(key="2", state=State.FAILED, **common)
    people.receive()

    with django_assert_num_queries(5):
        found = figures(client)

    assert found["portal_database_up"] == 1
    assert found["portal_messages queued"] == 2  # one acknowledges Paola's registration
    assert found["portal_messages failed"] == 1
    assert found["portal_oldest_unsent_message_seconds"] == pytest.approx(90, abs=60)
    assert found["portal_registrations received"] == 1
    assert found["portal_database_bytes"] > 1_000_000


@pytest.mark.django_db
def test_requests_are_counted_by_route_and_never_by_address(client: Client) -> None:
    before = figures(client)

    client.get("/register/a-token-that-is-a-key-to-a-receipt/")
    client.get("/no/such/address/of-p.chavez@mission.example")
    client.get("/livez")
    after = figures(client)

    def added(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    receipts = [name for name in after if name.startswith("portal_requests_total") and added(name)]
    assert sorted(receipts) == [
        "portal_requests_total (no such address) 4xx GET",
        "portal_requests_total /register/<str:token>/ 4xx GET",
    ]
    assert added("portal_request_seconds_count GET") == 2
    assert not re.search(r"a-token|chavez", "".join(after))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"REMOTE_ADDR": OUTSIDE},
        {"REMOTE_ADDR": "2001:4860:4860::8888"},
        {"HTTP_X_FORWARDED_FOR": OUTSIDE},
        # …whatever a visitor claims to be, once a proxy passes it on.
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"REMOTE_ADDR": ""},
    ],
)
def test_nobody_outside_sees_them(client: Client, headers: dict[str, str]) -> None:
    answer = client.get("/metrics", **headers)

    assert answer.status_code == 404
    assert b"portal_" not in answer.content


def test_without_the_database_the_requests_are_still_told(
    client: Client, transactional_db: None
) -> None:
    settings = connections["default"].settings_dict
    name, settings["NAME"] = settings["NAME"], "no_such_database"
    connections.close_all()
    try:
        found = figures(client)
    finally:
        connections.close_all()
        settings["NAME"] = name

    assert found["portal_database_up"] == 0
    assert "portal_messages queued" not in found


def test_no_proxy_of_ours_passes_them_on() -> None:
    """The second lock: what comes by the TLS proxy is refused there already."""
    assert re.search(r"respond /metrics 404", (ROOT / "deploy" / "Caddyfile").read_text())
