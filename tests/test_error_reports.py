"""Errors told to a collector: classes and places, and nothing that somebody typed."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import brotli
import pytest

from intersessional.embedded.service import ROOT

TYPED = ["Chávez", "p.chavez@mission.example", "a-key-to-a-receipt", "AB123456"]
# A process of the portal in which a page fails, with names in its variables, its form, its address,
# its cookies and in the text of the error.
FAILING = """
import django; django.setup()
import io, logging
from wsgiref.util import setup_testing_defaults
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponseServerError
from django.test import override_settings
from django.urls import path
import sentry_sdk

def broken(request, token):
    passport = request.POST["passport"]
    raise RuntimeError(f"{passport} of Chávez, p.chavez@mission.example")

urlpatterns = [path("register/<str:token>/broken/", broken)]
handler500 = lambda request: HttpResponseServerError("broken")

with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
    form = b"passport=AB123456"
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/register/a-key-to-a-receipt/broken/",
        "HTTP_COOKIE": "session=Chávez", "REMOTE_USER": "Chávez", "wsgi.input": io.BytesIO(form),
        "CONTENT_LENGTH": str(len(form)), "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }
    setup_testing_defaults(environ)
    list(WSGIHandler()(environ, lambda *_: None))
logging.getLogger("django.mail").error("refused: <p.chavez@mission.example>")
sentry_sdk.flush(5)
"""


class Collector(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    kept: list[str] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        unpack = {"gzip": gzip.decompress, "br": brotli.decompress}
        packed = self.headers.get("Content-Encoding", "")
        self.kept.append(unpack.get(packed, bytes)(body).decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[HTTPServer]:
    Collector.kept = []
    with HTTPServer(("127.0.0.1", 0), Collector) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def fail(**variables: str) -> None:
    """Run that process to its end."""
    environment = os.environ | variables
    subprocess.run([sys.executable, "-c", FAILING], cwd=ROOT, env=environment, check=True)


def test_an_error_is_told_without_what_somebody_typed(collector: HTTPServer) -> None:
    fail(SENTRY_DSN=f"http://key@127.0.0.1:{collector.server_port}/1")

    told = "\n".join(Collector.kept)
    events = [json.loads(line) for line in told.splitlines() if '"exception"' in line]
    assert not [words for words in TYPED if words in told]
    (error,) = events[0]["exception"]["values"]
    assert (error["type"], error["stacktrace"]["frames"][-1]["function"]) == (
        "RuntimeError",
        "broken",
    )
    assert events[0]["tags"]["route"] == "/register/<str:token>/broken/"
    assert '"message": "refused"' in told or '"message":"refused"' in told


def test_without_an_address_nothing_is_told(collector: HTTPServer) -> None:
    fail(SENTRY_DSN="")

    assert Collector.kept == []
