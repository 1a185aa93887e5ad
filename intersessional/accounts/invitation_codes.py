"""The code of an invitation of staff: made in the worker, kept as a digest, typed from the mail."""

from django.utils.crypto import salted_hmac

from intersessional.codes import paper_code, read_paper_code

from .models import StaffInvitation

VALID_HOURS = 72


def make(invitation: StaffInvitation) -> str:
    """Make the code of an invitation and keep its digest; a second call makes another."""
    code = paper_code()
    StaffInvitation.objects.filter(pk=invitation.pk).update(digest=digest(code))
    return code


def digest(typed: str) -> str:
    """Return the digest of a code as somebody typed it, or "" where it cannot be one."""
    code = read_paper_code(typed)
    if code is None:
        return ""
    salt = "intersessional.accounts.staff_invitation"
    return salted_hmac(salt, code, algorithm="sha256").hexdigest()
