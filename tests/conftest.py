"""What all tests share: the 2018 meeting, a small cast, and the clock."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core.management import call_command
from django.utils import translation

from intersessional.embedded.cluster import Cluster
from registration.meetings.models import Meeting
from tests import people
from tests.services import FOLDER

pytest_plugins = ["tests.portal"]


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(cluster: Cluster) -> None:
    """Start the cluster before pytest-django makes the test database."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Load the 2018 meeting once; each test sees it and rolls back what it does."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        call_command("load_meeting", "2018", verbosity=0)
        call_command("createcachetable", verbosity=0)


@pytest.fixture(autouse=True)
def plain_static_files(settings: object) -> None:
    """Name static files as they are: hashing needs `collectstatic`, which the browser tests do."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Begin and end in English: the language of a request stays in the thread of the tests."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def at_nine_on_14_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the portal's clock stand where the demonstration begins, unless a test sets it."""
    people.set_clock(monkeypatch, people.ON_14_MAY)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Return a function that sets the portal's clock."""

    def set_to(at: datetime) -> None:
        people.set_clock(monkeypatch, at)

    return set_to


@pytest.fixture
def meeting(db: None) -> Meeting:
    """The intersessional meetings of 7–8 June 2018."""
    return Meeting.objects.get(slug="2018")


@pytest.fixture
def staff(db: None) -> people.User:
    """Somebody of the ISU."""
    return people.isu_staff()
