"""What the deployment check refuses."""

import pytest

from intersessional.checks import is_no_demonstration


def test_a_real_portal_passes() -> None:
    assert is_no_demonstration() == []


def test_the_demonstration_is_refused(settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMONSTRATION = True
    settings.STAFF_SECOND_FACTOR = False

    assert [problem.id for problem in is_no_demonstration()] == [
        "intersessional.E001",
        "intersessional.E002",
    ]


@pytest.mark.django_db
def test_the_log_names_the_view_and_not_the_address(client, caplog, meeting) -> None:  # type: ignore[no-untyped-def]
    import logging

    from intersessional.logs import WithoutPaths

    caplog.handler.addFilter(WithoutPaths())
    caplog.set_level(logging.WARNING, logger="django.request")

    client.get("/register/a-token-of-somebody/")
    client.get("/nowhere/a-token-of-somebody/")

    assert [record.getMessage() for record in caplog.records] == [
        "Not Found: registrations:receipt",
        "Not Found: an unknown address",
    ]
