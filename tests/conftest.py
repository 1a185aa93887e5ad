"""What all tests share: the 2018 meeting, a small cast, and the clock."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import client
from django.utils import translation

from intersessional.audit.models import AuditEntry
from intersessional.embedded.cluster import USER, Cluster
from programme.agenda import kept_pages, versions
from registration.meetings.models import Meeting
from registration.registrations.views import kept_form
from tests import people
from tests.long_list import is_drawn, runs_each_time, runs_long, runs_sometimes
from tests.schedule import ByGroup, drawn_as, turn_of
from tests.services import FILLED, FOLDER, LASTING

pytest_plugins = ["tests.portal"]

# Django's client copies the context of each template, and a page of forms has hundreds of small ones,
# which no test looks into.
_SMALL = ("django/forms/", "bootstrap5/", "admin/widgets/")
_store = client.store_rendered_templates


def _store_pages(*args: Any, template: Any, **rest: Any) -> None:
    if not (template.name or "").startswith(_SMALL):
        _store(*args, template=template, **rest)


client.store_rendered_templates = _store_pages


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse what would empty the database of all tests, and begin with the longest.

    First, since what is long must be known before some are left out.
    """
    for item in items:
        if runs_long(item.nodeid):
            item.add_marker(pytest.mark.long)
            item.add_marker(pytest.mark.wide)
        names = getattr(item, "fixturenames", ())
        if "transactional_db" in names and ("db" in names or item.get_closest_marker("django_db")):
            # See tests/own_database.py.
            raise pytest.UsageError(f"{item.nodeid} takes transactional_db and another database.")
    _draw_a_share(config, items)
    items.sort(key=turn_of)


def _draw_a_share(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out those whose turn it is not (bin/test): of the wide tests, and of some long ones."""
    share = float(os.environ.get("WIDE_SHARE") or 1)
    wide = [
        item
        for item in items
        if (item.get_closest_marker("wide") and not runs_each_time(item.nodeid))
        or runs_sometimes(item.nodeid)
    ]
    left_out = {item for item in wide if not is_drawn(drawn_as(item.nodeid), share)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByGroup:
    """Keep together what shares a running portal, or somebody's answers."""
    return ByGroup(config, log)


def pytest_collection_finish() -> None:
    """Leave alone what was loaded: some hundred thousand objects, looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    if not LASTING:
        shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(cluster: Cluster) -> None:
    """Start the cluster before pytest-django makes the test database, as a copy of the migrated one."""
    connection.settings_dict["TEST"]["TEMPLATE"] = USER


if FILLED:

    @pytest.fixture(scope="session")
    def django_db_setup(django_db_modify_db_settings: None) -> None:
        """Take the database that an earlier run has made and filled."""
        connection.settings_dict["NAME"] = FILLED

else:

    @pytest.fixture(scope="session")
    def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
        """Load the 2018 meeting once; each test sees it and rolls back what it does."""
        with django_db_blocker.unblock():  # type: ignore[attr-defined]
            call_command("load_meeting", "2018", verbosity=0)
            call_command("createcachetable", verbosity=0)
            # That the first version was published is on record; each test begins with an empty one.
            AuditEntry.objects.all().delete()


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
def without_memory_of_versions() -> None:
    """Begin like a process that has read no version of a programme, and no list of delegations.

    A database that a test copied (tests/own_database.py) gives the same keys to other versions.
    """
    versions.forget()
    kept_pages.kept.clear()
    kept_form.forget()


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
