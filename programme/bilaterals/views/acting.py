"""A page on which one does one of several things with a bilateral, each by a form of its own."""

from django.http import HttpRequest, QueryDict

from intersessional import clock
from registration.registrations import kept

from .guards import actor


class Acting:
    """Who acts, when, and what was sent: `do` says by which of the forms."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.by, self.at = request, actor(request), clock.now()
        self.typed = kept.typed(request)
        self.do = self.typed.get("do", "") if self.typed else ""

    def sent(self, name: str) -> QueryDict | None:
        """Return what was typed, if it is this form that was sent."""
        return self.typed if self.do == name else None

    def type_on_top_of(self, version: int) -> None:
        """Keep what was typed, so that it can be sent on top of what stands by now."""
        if self.typed:
            typed = self.typed.copy()
            typed[f"{self.do}-version"] = str(version)
            self.typed = typed
