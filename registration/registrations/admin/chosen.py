"""Which rows a page between two clicks is about: all in one field, as they were shown.

A form with one field for each row is too large for some hundreds (DATA_UPLOAD_MAX_NUMBER_FIELDS).
"""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse

# pk:version of each, or its pk alone.
CHOSEN = "chosen"


class TakesChosen(admin.ModelAdmin):
    """A list whose actions also take the rows of that one field."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Read which rows are meant from the field, where a page that asks sent it."""
        if CHOSEN in request.POST:
            post = request.POST.copy()
            post.setlist(ACTION_CHECKBOX_NAME, [str(key) for key in seen(request)])
            request.POST = post  # type: ignore[assignment]
        return cast(HttpResponse, super().changelist_view(request, extra_context))


def seen(request: HttpRequest) -> dict[int, int]:
    """Return the rows that a page carries, each with the version that was shown, or 0.

    Whatever is no number is left out.
    """
    pairs = [word.partition(":") for word in request.POST.get(CHOSEN, "").split()]
    return {int(pk): _number(version) for pk, _colon, version in pairs if _number(pk)}


def chosen(rows: Iterable[tuple[int, int]], before: dict[int, int]) -> str:
    """Return what a page carries of rows and their versions: those that were shown `before` stay."""
    return " ".join(f"{pk}:{before.get(pk) or version}" for pk, version in rows)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
