"""What the deployment check refuses."""

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
