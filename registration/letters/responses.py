"""Handing out a letter."""

from django.http import HttpResponse


def as_download(content: bytes, name: str) -> HttpResponse:
    """Return a letter as a file that no browser shows, guesses at or keeps."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
