"""What somebody had typed into a form that is no longer offered."""

from django.http import QueryDict

_TEXTS = ("reason", "note", "on_behalf")


def left_of(typed: QueryDict | None, prefix: str) -> str:
    """Return the texts of a form that was sent, so that they can be copied; empty without any."""
    if typed is None:
        return ""
    texts = (typed.get(f"{prefix}-{name}", "").strip() for name in _TEXTS)
    return "\n\n".join(text for text in texts if text)
