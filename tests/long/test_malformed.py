"""Rubbish at every address, in every parameter, from everybody: never an error of ours.

`REQUESTS` asks for more than 20,000. The forms are the subject of `test_malformed_forms.py`. And the
negative control: a view that ends in an error for a few inputs is found.
"""

import os
import re
from collections import Counter
from io import BytesIO
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from intersessional import urls
from intersessional.checks import Address, addresses
from registration.registrations.forms import AmendForm, RegistrationForm, WithdrawForm
from registration.registrations.models import Registration
from tests.access.actors import ask, client_of
from tests.access.world import World
from tests.long import results
from tests.people import PAOLA_FORM

pytestmark = [pytest.mark.long, pytest.mark.django_db]

REQUESTS = int(os.environ.get("REQUESTS") or max(500, round(20_000 * results.SCALE)))
PREFIXES = ["", "", "", "/fr", "/es", "/xx", "/fr/es"]
METHODS = ["GET", "GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "BREW"]
TYPES = [
    *["application/x-www-form-urlencoded"] * 5,
    "application/x-www-form-urlencoded; charset=utf-7",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "x" * 300,
    "application/json",
    "text/plain; charset=nonsense",
    "",
]
KNOWN = [
    b"",
    b"0",
    b"1",
    b"-1",
    b"2018",
    b"999999999999999999999999",
    b"1e999",
    b"NaN",
    b"None",
    b"null",
    b"true",
    b"\r\n",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xc3",
    b"%",
    b"%%",
    b"%zz",
    b"../..",
    b"//",
    b"\\",
    b"'",
    b'"',
    b"<b>",
    b"{{7*7}}",
    b"';--",
    b"a" * 5000,
    "١٢٣".encode(),
    "İı".encode(),
    "\u202eabc".encode(),
    "𝟙".encode(),
    b"2018-13-45",
    b"9999-12-31",
    b"0000-00-00",
    b"10000-01-01",
    b"[]",
    b"__proto__",
    b"id__in",
    b"1,2,,x",
    b"\x1b[31m",
    b"unlisted",
    b"ec",
]
HEADERS = [
    (name, value)
    for name, values in {
        "HTTP_ACCEPT_LANGUAGE": ["fr", "xx", "fr;q=x", "*" * 600, "\x80"],
        "HTTP_COOKIE": ["session=x", "csrf=\x7f", "messages=[[", "=;=;"],
        "HTTP_HOST": ["evil.example", "testserver:x", "[::1", ""],
        "HTTP_X_FORWARDED_FOR": ["x", "::", ",,,", "1.2.3.4, y"],
        "HTTP_X_REQUEST_ID": ["a" * 32, "x\n", "\x80" * 32],
        "HTTP_REFERER": ["http://[", "x", "\x80"],
        "HTTP_IF_MODIFIED_SINCE": ["x", "Thu, 99 Foo 0000"],
        "HTTP_RANGE": ["bytes=5-1"],
        "HTTP_ACCEPT_ENCODING": ["gzip", "x" * 500],
        "HTTP_X_REQUESTED_WITH": ["XMLHttpRequest"],
        "CONTENT_LENGTH": ["-1", "x", "99999999"],
        "REMOTE_ADDR": ["", "x", "::1", "198.51.100.7"],
    }.items()
    for value in values
]
NAMES = sorted(
    {
        *RegistrationForm.base_fields,
        *AmendForm.base_fields,
        *WithdrawForm.base_fields,
        *(field.name for field in Registration._meta.get_fields()),
        *("login", "password", "code", "end", "next", "lang", "slug", "csrfmiddlewaretoken"),
        *(
            "action",
            "_selected_action",
            "index",
            "select_across",
            "post",
            "reason",
            "_save",
            "_popup",
        ),
        *("q", "p", "o", "e", "all", "_to_field", "_changelist_filters", "app_label", "model_name"),
        *("field_name", "term", "id__exact", "state__exact", "delegation__id__exact", "pk__in"),
        *("state__isnull", "received_at__gte", "received_at__year", "by__id__exact", "x__y__z"),
        *("form-TOTAL_FORMS", "form-INITIAL_FORMS", "needs-TOTAL_FORMS", "names-TOTAL_FORMS"),
        *("names-INITIAL_FORMS", "names-0-id", "names-0-valid_from", "credential", "passwordless"),
    }
)

rubbish = st.one_of(
    st.sampled_from(KNOWN),
    st.binary(max_size=40),
    st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
# A NUL is refused at the door, so that few requests may hold one.
rubbish = st.one_of(
    *[rubbish.map(lambda raw: raw.replace(b"\0", b" "))] * 15, rubbish, st.just(b"\0")
)
quoted = rubbish.map(lambda raw: quote_from_bytes(raw, safe=""))
names = st.one_of(st.sampled_from(NAMES), quoted)
pairs = st.lists(st.tuples(names, quoted), max_size=8)
# A form that is right but for some fields gets further than one that is wrong throughout.
nearly = st.builds(
    lambda changes: [*{**PAOLA_FORM, "token": "A" * 22, "days": "2018-06-07"}.items(), *changes],
    pairs,
)
encoded = st.one_of(pairs, nearly).map(
    lambda fields: "&".join(f"{name}={value}" for name, value in fields).encode()
)
filled = nearly.map(lambda fields: "&".join(f"{name}={value}" for name, value in fields).encode())
FORMS = ["registrations:register", "registrations:amend", "registrations:withdraw", "account_login"]
PATTERNS: list[Address] = list(addresses())
TOTAL: Counter[int] = Counter()


@st.composite
def paths(draw: Any, world: dict[str, str], patterns: list[Address]) -> str:
    """Return the path of some address: right, with rubbish for its parameters, or rubbish."""
    kind = draw(st.sampled_from(["right", "parameters", "parameters", "rubbish"]))
    address = draw(st.sampled_from(patterns))
    if kind == "right":
        return draw(st.sampled_from(PREFIXES)) + world[_key(address)]
    if kind == "rubbish":
        return "/" + "/".join(draw(st.lists(quoted, max_size=5)))
    route = re.sub(r"<[^>]+>(?:\.\*\)\$|\)?)", lambda _: "\0", address.route)
    return draw(st.sampled_from(PREFIXES)) + "/" + re.sub("\0", lambda _: draw(quoted), route)


def _form(place: str, body: bytes) -> dict[str, Any]:
    return {"method": "POST", "path": place, "data": body, "content_type": TYPES[0]}


@st.composite
def requests(
    draw: Any, world: dict[str, str], patterns: list[Address] = PATTERNS
) -> dict[str, Any]:
    """Return one request, as the arguments of the test client."""
    query = "&".join(f"{name}={value}" for name, value in draw(pairs))
    headers = dict(draw(st.lists(st.sampled_from(HEADERS), max_size=2)))
    if patterns is PATTERNS and draw(st.sampled_from([True, False, False])):
        place = world[draw(st.sampled_from(FORMS))]
        return _form(place, draw(filled)) | headers
    return {
        "method": draw(st.sampled_from(METHODS)),
        "path": draw(paths(world, patterns)),
        "QUERY_STRING": query,
        "data": draw(st.one_of(encoded, encoded, st.binary(max_size=200))),
        "content_type": draw(st.sampled_from(TYPES)),
        **headers,
    }


def _key(address: Address) -> str:
    return f"{address.name} {address.route}"


BODY = b'{"scans": [1]}'
CUT_OFF = {
    "method": "POST",
    "path": "/livez",
    "data": b"name=",
    "content_type": "multipart/form-data; boundary=x",
    "CONTENT_LENGTH": "99999999",
}


def _send(client: Client, request: dict[str, Any]) -> int:
    given = dict(request)
    if "CONTENT_LENGTH" in given:
        # A body shorter than was said just ends, as a server's does; that of the test client objects.
        given["wsgi.input"] = BytesIO(given.get("data", b""))
    return ask(client, given.pop("method"), given.pop("path"), **given).status_code


@pytest.mark.parametrize("actor", ["anonymous", "delegate", "isu_staff", "administrator"])
def test_no_request_makes_an_error_of_ours(actor: str, capsys: pytest.CaptureFixture[str]) -> None:
    world, client = World(), client_of(actor)
    known = {_key(address): world.path(address) for address in PATTERNS}
    known |= {a.name: world.path(a) for a in PATTERNS if a.name in FORMS}
    seen: Counter[int] = Counter()

    @settings(
        max_examples=REQUESTS // 4,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(requests(known))
    @example(CUT_OFF)
    def no_error(request: dict[str, Any]) -> None:
        status = _send(client, request)
        seen[status] += 1
        assert status < 500, request

    no_error()

    with capsys.disabled():
        print(f"\n{actor}: {seen.total()} malformed requests, answers {dict(sorted(seen.items()))}")
    assert seen.total() >= REQUESTS // 4
    # It is no proof if all were turned away at the door.
    assert seen[200] + seen[302] + seen[422] > seen.total() / 20
    TOTAL.update(seen)
    answers = {str(status): count for status, count in sorted(TOTAL.items())}
    figures = {"requests": TOTAL.total(), "addresses": len(PATTERNS), "answers": answers}
    results.record("malformed", figures | {"5xx": sum(TOTAL[s] for s in TOTAL if s >= 500)})


@pytest.mark.parametrize("actor", ["anonymous", "focal_point", "isu_staff", "administrator"])
def test_each_address_takes_each_kind_of_body(actor: str) -> None:
    """Chance meets one address with one kind of body too seldom; here each meets each, once."""
    world, client = World(), client_of(actor)
    addresses_of_this_scale = PATTERNS[:: round(1 / min(results.SCALE, 1))]

    broken = [
        (address.name, kind)
        for address in addresses_of_this_scale
        for kind in sorted(set(TYPES))
        if ask(client, "POST", world.path(address), data=BODY, content_type=kind).status_code >= 500
    ]

    assert broken == []


def breaks_sometimes(request: HttpRequest) -> HttpResponse:
    """Expect a number in the address to be one: the error that somebody forgot."""
    return HttpResponse(int(request.GET.get("id__in", "0") or "0"))


urlpatterns = [*urls.urlpatterns, path("sometimes/", breaks_sometimes, name="sometimes")]


@pytest.mark.urls(__name__)
def test_a_view_that_breaks_for_a_few_inputs_is_found() -> None:
    client = client_of("anonymous")
    one = [address for address in addresses() if address.name == "sometimes"]

    @settings(
        max_examples=5_000,
        deadline=None,
        database=None,
        derandomize=True,
        report_multiple_bugs=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(requests({_key(one[0]): "/sometimes/"}, one))
    def no_error(request: dict[str, Any]) -> None:
        assert _send(client, request) < 500

    with pytest.raises(AssertionError):
        no_error()
