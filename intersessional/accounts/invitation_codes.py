"""The code of an invitation of staff: made in the worker, kept as a digest, typed from the mail."""

from intersessional.codes import paper_code, read_paper_code
from intersessional.signing_keys import digests

from .models import StaffInvitation

VALID_HOURS = 72


def make(invitation: StaffInvitation) -> str:
    """Make the code of an invitation and keep its digest; a second call makes another."""
    code = paper_code()
    StaffInvitation.objects.filter(pk=invitation.pk).update(digest=possible_digests(code)[0])
    return code


def possible_digests(typed: str) -> list[str]:
    """Return the digests of a typed code, that of the newest key first; none of what cannot be one."""
    code = read_paper_code(typed)
    return digests("intersessional.accounts.staff_invitation", code) if code else []
