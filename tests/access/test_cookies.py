"""Each cookie that a browser gets from a real host."""

import os
import subprocess
import sys
from http.cookies import SimpleCookie

import pytest

# With the settings as production loads them: the tests speak plain HTTP.
SCRIPT = """
import django
django.setup()
from django.conf import settings
from django.contrib import messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import RequestFactory
from intersessional.accounts.sessions import SessionStore

class Unsaved(SessionStore):
    def save(self, must_create=False):
        self._session_key = "k" * 32

def view(request):
    get_token(request)
    messages.success(request, "x")
    request.session["x"] = 1
    return HttpResponse()

request = RequestFactory(headers={"host": "portal.example.org"}).get("/", secure=True)
request.session = Unsaved()
inner = CsrfViewMiddleware(MessageMiddleware(view))
response = SessionMiddleware(inner).process_response(request, inner(request))
response.set_cookie(
    settings.LANGUAGE_COOKIE_NAME, "fr", secure=settings.LANGUAGE_COOKIE_SECURE,
    httponly=settings.LANGUAGE_COOKIE_HTTPONLY, samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    path=settings.LANGUAGE_COOKIE_PATH, domain=settings.LANGUAGE_COOKIE_DOMAIN,
)
print(response.cookies.output(header=""))
"""


@pytest.fixture(scope="module")
def cookies() -> SimpleCookie:
    """All that are set."""
    environment = {
        **os.environ,
        "INTERSESSIONAL_BASE_URL": "https://portal.example.org",
        "ALLOWED_HOSTS": "portal.example.org",
        "DJANGO_SETTINGS_MODULE": "intersessional.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    )
    found: SimpleCookie = SimpleCookie()
    for line in done.stdout.splitlines():
        found.load(line.strip())
    return found


def test_each_cookie_is_of_this_host_alone_behind_tls(cookies: SimpleCookie) -> None:
    names = {"__Host-session", "__Host-csrf", "__Host-messages", "__Host-language"}

    assert set(cookies) == names
    for name, cookie in cookies.items():
        flags = {
            flag: cookie[flag] for flag in ("secure", "httponly", "samesite", "path", "domain")
        }
        assert flags == {
            "secure": True,
            "httponly": True,
            "samesite": "Lax",
            "path": "/",
            "domain": "",
        }, name
