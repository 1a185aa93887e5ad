"""What the staff's tags are called on pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registration.delegations.models import Tag

# Tags that the portal brings along; others are called by their key.
_NAMES: dict[str, Promise] = {
    "article-5": _("Article 5"),
    "article-5-extension-request": _("Article 5 extension request"),
    "sponsored": _("Sponsored"),
    "victims": _("Victims"),
}


def label_of(tag: Tag) -> str:
    """Return a tag's name for people: “Article 5” for `article-5`."""
    known = _NAMES.get(tag.slug)
    if known is not None:
        return str(known)
    words = tag.slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
