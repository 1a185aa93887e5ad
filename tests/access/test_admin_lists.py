"""Every list of the admin site asks as much for many rows as for one."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.access.actors import signed_in
from tests.access.many import rows_of_each_model

pytestmark = pytest.mark.django_db


# There is one meeting, and its row shows nothing of others.
FEW = {"meetings.meeting"}


def asked(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    return len(queries)


@pytest.mark.long
def test_a_list_asks_the_same_for_all_its_rows_as_for_one(monkeypatch: Any) -> None:
    ada = people.administrator()
    rows_of_each_model(ada)
    client = signed_in(ada)
    few, wrong, most = {}, {}, {}
    for model, model_admin in admin.site._registry.items():
        label = model._meta.label_lower
        path = f"/admin/{label.replace('.', '/')}/"
        client.get(path)
        if model._default_manager.count() < 3 and label not in FEW:
            few[label] = model._default_manager.count()
        numbers = []
        for shown in (1, 100):
            monkeypatch.setattr(model_admin, "list_per_page", shown)
            numbers.append(asked(client, path))
        if numbers[0] != numbers[1]:
            wrong[label] = numbers
        if numbers[1] > 25:
            most[label] = numbers[1]

    assert (few, wrong, most) == ({}, {}, {})


@pytest.mark.long
@pytest.mark.parametrize("language", ["/fr", "/es"])
def test_every_list_opens_in_the_other_languages(language: str) -> None:
    client = signed_in(people.administrator())
    labels = [model._meta.label_lower for model in admin.site._registry]
    paths = [
        f"{language}/admin/",
        *(f"{language}/admin/{one.replace('.', '/')}/" for one in labels),
    ]

    assert {path: code for path in paths if (code := client.get(path).status_code) != 200} == {}


def test_the_sections_stand_in_the_order_of_the_work() -> None:
    client = signed_in(people.isu_staff())

    answer = client.get("/admin/")

    labels = [app["app_label"] for app in answer.context["app_list"]]
    assert labels[:3] == ["registrations", "delegations", "letters"]
    assert answer.content.decode().count('href="/desk/"') == 2
