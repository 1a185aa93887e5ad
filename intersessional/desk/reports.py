"""What browsers report against our Content-Security-Policy."""

import json
import logging
import re
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from intersessional import network
from intersessional.access import public
from intersessional.accounts import limits
from intersessional.accounts.limits import Allowance

log = logging.getLogger(__name__)

MAX_BYTES = 8_000
REPORTS_OF_NETWORK = Allowance("csp-report/network", 60, 60)
DIRECTIVE = re.compile(r"[a-z-]{1,40}")
HOST = re.compile(r"[a-z0-9.-]{1,100}")


@public
# A browser sends it by itself, without a token; nothing is changed by it.
@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Log which directive blocked which host; the rest of a report may hold an address of ours."""
    body = request.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        return HttpResponse(status=413)
    try:
        limits.count(REPORTS_OF_NETWORK, network.client_network(request))
    except limits.TooManyTries as refusal:
        return HttpResponse(status=429, headers={"Retry-After": str(refusal.seconds)})
    for directive, blocked in _violations(body):
        log.warning("content security policy: %s blocked %s", directive, blocked)
    return HttpResponse(status=204)


def _violations(body: bytes) -> list[tuple[str, str]]:
    """Return directive and blocked host of a report, in the old form or in the new one."""
    try:
        report = json.loads(body)
    except ValueError:
        return []
    if isinstance(report, list):
        bodies = [entry.get("body") for entry in report[:10] if isinstance(entry, dict)]
        return [_violation(b, "effectiveDirective", "blockedURL") for b in bodies]
    old = report.get("csp-report") if isinstance(report, dict) else None
    return [_violation(old, "effective-directive", "blocked-uri")]


def _violation(report: Any, directive: str, blocked: str) -> tuple[str, str]:
    given = report if isinstance(report, dict) else {}
    return _directive(str(given.get(directive, ""))), _host(str(given.get(blocked, "")))


def _directive(text: str) -> str:
    return text if DIRECTIVE.fullmatch(text) else "something"


def _host(address: str) -> str:
    """Return the host of an address, or the word that browsers put there (`inline`, `eval`)."""
    try:
        host = urlsplit(address).hostname or address
    except ValueError:
        return "something"
    return host if HOST.fullmatch(host) else "something"
