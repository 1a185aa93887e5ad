"""Clients who ask one address again and again: `python -m tests.bench.client`, in a process of its own.

Reads the order as JSON from standard input, and prints what came back. Each client is a thread with a
connection that stays open; the next request leaves when the last is answered (a closed loop).
"""

import http.client
import json
import random
import secrets
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

from tests.bench.site.counting import CPU, QUERIES


@dataclass
class Order:
    """Who asks for what, and for how long. `fields` make it a POST; each gets a token of its own."""

    host: str
    path: str
    seconds: float
    clients: int = 1
    headers: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Any] | None = None
    least: int = 5


@dataclass
class Answers:
    """What came back, of all clients."""

    seconds: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    took: float = 0.0


def load(order: Order) -> Answers:
    """Ask as ordered, and return all answers."""
    answers, numbers = Answers(), count()
    begun = time.perf_counter()
    threads = [
        threading.Thread(target=_ask_on, args=(order, answers, numbers, begun + order.seconds))
        for _ in range(order.clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.took = time.perf_counter() - begun
    return answers


def _ask_on(order: Order, answers: Answers, numbers: "count[int]", end: float) -> None:
    connection = http.client.HTTPConnection(order.host, timeout=60)
    connection.connect()
    while next(numbers) < order.least or time.perf_counter() < end:
        method, body, headers = _request(order)
        begun = time.perf_counter()
        connection.request(method, order.path, body, headers)
        response = connection.getresponse()
        content = response.read()
        # Lists of Python take an entry as one step: no line for the threads to stand in.
        answers.seconds.append(time.perf_counter() - begun)
        answers.statuses.append(response.status)
        answers.bytes.append(len(content) + len(str(response.headers)))
        answers.cpu.append(float(response.headers.get(CPU, "nan")))
        answers.queries.append(int(response.headers.get(QUERIES, -1)))
    connection.close()


def _request(order: Order) -> tuple[str, str | None, dict[str, str]]:
    # Each comes from a network of its own: none of the limits is what is measured.
    network = ".".join(str(random.randint(1, 250)) for _ in range(3))
    headers = order.headers | {"X-Forwarded-For": f"11.{network}"}
    if order.fields is None:
        return "GET", None, headers
    unique = secrets.token_hex(6)
    own = {"token": secrets.token_urlsafe(16), "email": f"b{unique}@bench.example"}
    # Names that are like nobody else's: what looks twice would take more and more.
    names = {"given_names": secrets.token_hex(5), "family_name": secrets.token_hex(5)}
    fields = order.fields | own | names | {"login": own["email"]}
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return "POST", urlencode(fields, doseq=True), headers | kind


if __name__ == "__main__":
    print(json.dumps(asdict(load(Order(**json.load(sys.stdin))))))
