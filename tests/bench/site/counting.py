"""Says in the headers of each answer what it cost: statements and time of the processor."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

QUERIES, CPU = "X-Bench-Queries", "X-Bench-Cpu"


class Count:
    """The outermost middleware of the benchmark's site.

    Begin and end of a transaction are asked for by the driver, not as statements: they are no queries
    here, as they are none in the tests’ counts where Django begins by itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say what it took this thread."""
        counted = 0

        def count(execute: Any, *arguments: Any) -> Any:
            nonlocal counted
            counted += 1
            return execute(*arguments)

        begun = time.thread_time()
        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response[CPU] = f"{(time.thread_time() - begun) * 1000:.3f}"
        response[QUERIES] = str(counted)
        return response
