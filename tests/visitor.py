"""A visitor without a browser: keeps cookies, reads forms, submits registrations by HTTP."""

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from email.message import Message
from html import unescape
from typing import Any

PAOLA = {
    "delegation": "ec",
    "honorific": "Ms.",
    "given_names": "Paola Fernanda",
    "family_name": "Chávez",
    "function": "Counsellor",
    "email": "p.chavez@mission.example",
    "days": ["2018-06-07", "2018-06-08"],
}
PREFIXES = {"en": "", "fr": "/fr", "es": "/es"}


@dataclass(frozen=True)
class Answer:
    """What came back, after the redirects."""

    status: int
    url: str
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    def value(self, name: str) -> str:
        """Return the value of a hidden field on the page."""
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', self.text)
        assert field, f"no field {name} at {self.url} ({self.status})"
        found = re.search(r'value="([^"]*)"', field[0])
        return unescape(found[1]) if found else ""


@dataclass(frozen=True)
class Receipt:
    """What a person holds after registering."""

    number: str
    url: str


class Visitor:
    """One client of the portal at `address`."""

    def __init__(
        self, address: str, *, timeout: float = 30, headers: dict[str, str] | None = None
    ) -> None:
        self.address = address
        self.timeout = timeout
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._jar)
        )
        self._opener.addheaders += (headers or {}).items()

    def cookies(self) -> dict[str, str]:
        """Return what the portal gave to keep."""
        return {cookie.name: cookie.value or "" for cookie in self._jar}

    def get(self, path: str) -> Answer:
        """Get an address, given in full or from the root on."""
        return self._ask(urllib.request.Request(urllib.parse.urljoin(self.address, path)))

    def get_json(self, path: str) -> Any:
        """Return what an address holds as JSON."""
        return json.loads(self.get(path).body)

    def post(self, path: str, fields: dict[str, Any]) -> Answer:
        """Submit a form; fields with several values are lists."""
        url = urllib.parse.urljoin(self.address, path)
        data = urllib.parse.urlencode(fields, doseq=True).encode()
        return self._ask(urllib.request.Request(url, data))

    def open_form(self, language: str = "en") -> dict[str, Any]:
        """Open the registration form; return its hidden fields."""
        page = self.get(f"{PREFIXES[language]}/register/")
        assert page.status == 200, page.status
        hidden = {"token": page.value("token")}
        if 'name="csrfmiddlewaretoken"' in page.text:
            hidden["csrfmiddlewaretoken"] = page.value("csrfmiddlewaretoken")
        return hidden

    def submit(self, fields: dict[str, Any], language: str = "en") -> Answer:
        """Submit the registration form."""
        return self.post(f"{PREFIXES[language]}/register/", fields)

    def register(self, language: str = "en", **changes: Any) -> Receipt:
        """Register somebody, by default Paola of Ecuador, and return the receipt."""
        answer = self.submit(PAOLA | self.open_form(language) | changes, language)
        assert answer.status == 200, (answer.status, problems(answer.text))
        return receipt_of(answer)

    def sign_in(self, account: dict[str, str]) -> None:
        """Sign in with e-mail address and password."""
        page = self.get("/accounts/login/")
        self.post(
            "/accounts/login/",
            {
                "csrfmiddlewaretoken": page.value("csrfmiddlewaretoken"),
                "login": account["email"],
                "password": account["password"],
            },
        )

    def act_on(self, search: str, action: str, **fields: Any) -> Answer:
        """As staff: find registrations in the admin site, and apply an action to all of them."""
        query = urllib.parse.urlencode({"q": search})
        path = f"/admin/registrations/registration/?{query}"
        page = self.get(path)
        selected = re.findall(r'name="_selected_action" value="(\d+)"', page.text)
        assert selected, f"{search!r} finds nobody"
        token = page.value("csrfmiddlewaretoken")
        given = {"csrfmiddlewaretoken": token, "action": action, "_selected_action": selected}
        return self.post(path, given | fields)

    def confirm(self, number: str) -> Answer:
        """As staff: confirm one registration on its page, whatever speaks against it."""
        query = urllib.parse.urlencode({"q": number})
        page = self.get(f"/admin/registrations/registration/?{query}")
        [pk] = re.findall(r'name="_selected_action" value="(\d+)"', page.text)
        given = {"csrfmiddlewaretoken": page.value("csrfmiddlewaretoken")}
        path = f"/admin/registrations/registration/{pk}/change/"
        return self.post(path, given | {"_confirm": "1", "_overrule": "1"})

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            response = self._opener.open(request, timeout=self.timeout)
        except urllib.error.HTTPError as refusal:
            response = refusal
        with response:
            return Answer(response.status, response.url, response.headers, response.read())


def receipt_of(answer: Answer) -> Receipt:
    """Return the receipt that a page shows."""
    found = re.search(r"<title>\s*(\S+)", answer.text)
    assert found, answer.url
    assert re.search(r"/register/[\w-]{20,}/$", answer.url), answer.url
    return Receipt(found[1], answer.url)


def problems(page: str) -> list[str]:
    """Return the errors that a form shows."""
    return [unescape(text) for text in re.findall(r'<li><a href="#id_\w+">(.*?)</a>', page)]
