"""Outside the demonstration nothing starts that would protect nobody."""

import os
import subprocess
import sys
from typing import Any

import pytest

from intersessional.embedded.service import ROOT
from intersessional.requirements import (
    NotConfigured,
    is_safely_configured,
    needed,
    refuse_unsafe,
    unsafe,
)

LONG = "Zq7Rk2Wm9Xv4Tb8Ln3Yc6Hd1Pf5Gs0Ja" * 2
SAFE = {
    "DEMONSTRATION": False,
    "SECRET_KEY": LONG,
    "SECRET_KEY_FALLBACKS": [],
    "SEALING_KEYS": [LONG[::-1]],
    "BASE_URL": "https://portal.example.org",
    "ALLOWED_HOSTS": ["portal.example.org"],
}
UNSAFE = [
    ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
    ({"SECRET_KEY": "django-insecure-" + LONG}, "SECRET_KEY is a placeholder"),
    ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY is a placeholder"),
    ({"SECRET_KEY_FALLBACKS": ["short"]}, "SECRET_KEY_FALLBACKS is too short"),
    ({"SEALING_KEYS": ["short", LONG[::-1]]}, "SEALING_KEYS is too short"),
    ({"SEALING_KEYS": [LONG[::-1], ""]}, "SEALING_KEYS holds an empty key"),
    ({"SEALING_KEYS": ["changeme" * 8]}, "SEALING_KEYS is a placeholder"),
    ({"SEALING_KEYS": [LONG]}, "SEALING_KEYS holds SECRET_KEY"),
    ({"BASE_URL": "http://portal.example.org"}, "INTERSESSIONAL_BASE_URL must begin with https://"),
    ({"BASE_URL": "HTTPS://portal.example.org"}, "INTERSESSIONAL_BASE_URL must begin"),
    ({"BASE_URL": "ftp://portal.example.org"}, "INTERSESSIONAL_BASE_URL must begin with https://"),
    ({"BASE_URL": "https://portal.example.org/x"}, "INTERSESSIONAL_BASE_URL must end with"),
    ({"BASE_URL": "https://portal.example.org?x"}, "INTERSESSIONAL_BASE_URL must end with"),
    ({"BASE_URL": "http://localhost"}, "ALLOWED_HOSTS names more than this machine"),
    ({"BASE_URL": "https://[::2]"}, "ALLOWED_HOSTS does not hold"),
    ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS must name"),
    ({"ALLOWED_HOSTS": ["portal.example.org", ""]}, "ALLOWED_HOSTS must name"),
    ({"ALLOWED_HOSTS": ["other.example.org"]}, "ALLOWED_HOSTS does not hold"),
]


GOOD = [
    {"SEALING_KEYS": [LONG[::-1], "short"]},
    {"ALLOWED_HOSTS": [".example.org"]},
    {"ALLOWED_HOSTS": ["web", "Portal.Example.org"]},
    {"BASE_URL": "https://Portal.Example.org:8443"},
    {"BASE_URL": "https://[::1]", "ALLOWED_HOSTS": ["[::1]"]},
    {"BASE_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"]},
]


@pytest.fixture
def safe(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings of a real portal."""
    for name, value in SAFE.items():
        setattr(settings, name, value)
    for name in ("INTERSESSIONAL_BASE_URL", "EMAIL_URL", "BROKER_URL"):
        monkeypatch.setenv(name, "given")
    return settings


def test_a_real_portal_starts(safe: Any) -> None:
    refuse_unsafe()

    assert is_safely_configured() == []


@pytest.mark.parametrize(("changes", "words"), UNSAFE)
def test_what_is_unsafe_is_refused_in_one_sentence(
    safe: Any, changes: dict[str, Any], words: str
) -> None:
    for name, value in changes.items():
        setattr(safe, name, value)

    with pytest.raises(NotConfigured, match=words) as refusal:
        refuse_unsafe()

    assert len(str(refusal.value).splitlines()) == 1
    assert [problem.id for problem in is_safely_configured()] == ["intersessional.E003"]


@pytest.mark.parametrize("changes", GOOD)
def test_what_is_safe_starts(safe: Any, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(safe, name, value)

    assert list(unsafe(safe)) == []


def test_capitals_slashes_and_spaces_do_no_harm() -> None:
    """What the settings make of the variables, as a new process reads them."""
    given = {
        "INTERSESSIONAL_BASE_URL": "HTTPS://portal.example.org/",
        "ALLOWED_HOSTS": "portal.example.org, web",
    }
    done = subprocess.run(
        [
            *(sys.executable, "-c"),
            "from intersessional import settings as s; print(s.HTTPS, s.BASE_URL, s.ALLOWED_HOSTS)",
        ],
        cwd=ROOT,
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "True https://portal.example.org ['portal.example.org', 'web']\n"


def test_the_demonstration_may(safe: Any) -> None:
    safe.SECRET_KEY, safe.DEMONSTRATION = "short", True

    assert list(unsafe(safe)) == []


@pytest.mark.parametrize("name", ["INTERSESSIONAL_BASE_URL", "EMAIL_URL", "BROKER_URL"])
def test_an_address_that_nobody_gave_is_reported(
    safe: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv(name)

    [problem] = is_safely_configured()
    assert problem.msg.startswith(f"{name} is not set")


@pytest.mark.parametrize("name", ["SECRET_KEY", "SEALING_KEYS", "DATABASE_URL"])
def test_what_is_missing_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name)

    with pytest.raises(NotConfigured, match=f"^{name} is not set"):
        needed(name)


def test_the_beat_starts_without_any_secret(safe: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "SEALING_KEYS", "EMAIL_URL"):
        monkeypatch.delenv(name, raising=False)
    safe.SEALING_KEYS = []
    monkeypatch.setenv("INTERSESSIONAL_PART", "beat")

    for name in ("SECRET_KEY", "SEALING_KEYS"):
        needed(name)
    refuse_unsafe()

    assert is_safely_configured() == []


@pytest.mark.parametrize(
    ("part", "name"),
    [
        *(("web", "SECRET_KEY"), ("web", "SEALING_KEYS"), ("worker", "SECRET_KEY")),
        *(("letters", "SEALING_KEYS"), ("prepare", "SEALING_KEYS"), ("beat", "DATABASE_URL")),
    ],
)
def test_a_part_is_refused_without_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, part: str, name: str
) -> None:
    monkeypatch.setenv("INTERSESSIONAL_PART", part)
    monkeypatch.delenv(name)

    with pytest.raises(NotConfigured, match=f"^{name} is not set"):
        needed(name)


def test_a_part_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERSESSIONAL_PART", "bet")

    with pytest.raises(NotConfigured, match="INTERSESSIONAL_PART must be one of prepare, web"):
        needed("SECRET_KEY")


def test_nothing_starts_without() -> None:
    name = "SEALING_KEYS"
    done = subprocess.run(
        [sys.executable, "-c", "import intersessional.settings"],
        cwd=ROOT,
        env=os.environ | {name: " "},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr == f"{name} is not set: the portal does not start without it.\n"
