"""What a State's mission in Geneva is called, in the active language.

The State itself stands beside it, on a line above or in brackets: “of Ecuador” would need an article
that the names do not have (docs/decisions/0018 and 0020).
"""

from django.utils.translation import gettext


def mission(*, is_observer: bool) -> str:
    """Return what the mission of a State, or of an observer State, is called."""
    return gettext("Permanent Observer Mission") if is_observer else gettext("Permanent Mission")


def mission_in_full(*, is_observer: bool) -> str:
    """Return the same with whom it is accredited to."""
    return gettext(
        "%(mission)s to the United Nations Office and other international organizations in Geneva"
    ) % {"mission": mission(is_observer=is_observer)}


def city() -> str:
    """Return where the missions are."""
    return gettext("Geneva")
