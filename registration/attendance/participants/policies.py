"""When a version of the list of participants may be made, and by whom."""

from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from registration.meetings.models import Meeting

from ..models import ListKind, ListVersion


class ListIsFinal(Exception):
    """The list is final, and what was asked for comes too late; the text can be shown."""


class NotYours(Exception):
    """Only an administrator may do this; the text can be shown."""


def kind_of_next_final(meeting: Meeting) -> ListKind:
    """Return what the next final version is: the first one, or one that corrects it; one query."""
    is_final = ListVersion.objects.for_meeting(meeting).final().exists()
    return ListKind.CORRECTED if is_final else ListKind.FINAL


def check_can_make(kind: str, *, is_final: bool, by: User) -> None:
    """Refuse what comes after the final list, but for a correction by an administrator.

    :raises ListIsFinal, NotYours:
    """
    if kind == ListKind.CORRECTED:
        if not is_final:
            raise ListIsFinal(_("There is no final list yet that could be corrected."))
        if not by.is_superuser:
            raise NotYours(
                _("The list is final. Only an administrator can correct it, with a reason.")
            )
    elif is_final:
        raise ListIsFinal(_("The list is final: no other version can be made any more."))
