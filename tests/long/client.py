"""A visitor who costs little: what a crowd takes of the machine is missing to the portal it measures."""

import http.client
import urllib.request
from contextlib import suppress
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.visitor import Answer, Visitor

MOST_REDIRECTS = 5


class LightVisitor(Visitor):
    """A visitor who keeps one connection open, as browsers do, and knows one site only."""

    def __init__(self, address: str, *, timeout: float = 30) -> None:
        self.address, self.timeout = address, timeout
        self._kept: dict[str, str] = {}
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc)

    def cookies(self) -> dict[str, str]:
        """Return what the portal gave to keep."""
        return self._kept

    def leave(self) -> None:
        """Break the connection."""
        self._connection.close()

    def _ask(self, request: urllib.request.Request) -> Answer:
        url, data = request.full_url, request.data
        for _ in range(MOST_REDIRECTS):
            answer = self._answer(url, data)
            where = answer.headers["Location"]
            if where is None:
                return answer
            url, data = urljoin(url, where), None
        raise http.client.HTTPException(f"{url} leads on and on")

    def _answer(self, url: str, data: Any) -> Answer:
        was_open = self._connection.sock is not None
        try:
            return self._exchange(url, data)
        except (http.client.RemoteDisconnected, ConnectionError):
            self.leave()
            # The server closes what is not used for some seconds; a browser asks once more, too.
            if not was_open:
                raise
        return self._exchange(url, data)

    def _exchange(self, url: str, data: Any) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._kept.items())}
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = self._connection
        connection.timeout = self.timeout
        if connection.sock is not None:
            connection.sock.settimeout(self.timeout)
        try:
            connection.request("GET" if data is None else "POST", urlsplit(url).path, data, headers)
            response = connection.getresponse()
            body = response.read()
        except BaseException:
            with suppress(OSError):
                self.leave()
            raise
        for line in response.headers.get_all("Set-Cookie") or []:
            self._kept |= {name: kept.value for name, kept in SimpleCookie(line).items()}
        return Answer(response.status, url, response.headers, body)
