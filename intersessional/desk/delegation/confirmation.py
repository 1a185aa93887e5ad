"""The confirmation of the whole delegation: asked for, and handed out.

Open to the focal points of the delegation, and to the staff who may change delegations.
"""

import io
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intersessional import clock
from intersessional.access import signed_in
from intersessional.accounts.models import User
from intersessional.uploads import attachment
from registration.delegations.models import Delegation
from registration.letters.issuing import NobodyConfirmed
from registration.letters.models import Erased
from registration.letters.renewing import NothingNew, ask_for_letter
from registration.letters.standing import letters_of_delegations
from registration.meetings.requests import meeting_of

from .managed import way_back


@signed_in
@require_POST
def ask(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Have the confirmation made and sent to the focal points."""
    found = Delegation.objects.with_notes_of(request.user).for_meeting(meeting_of(request))
    delegation: Delegation = get_object_or_404(found.with_names(), entity__code=code)
    try:
        ask_for_letter(delegation, by=cast(User, request.user), at=clock.now())
    except (NobodyConfirmed, NothingNew) as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _made(cast(User, request.user)))
    return redirect(way_back(request, delegation, section="confirmation"))


@signed_in
@require_safe
def file(request: HttpRequest, code: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Hand a confirmation out as it was issued, as a download; an earlier one, too."""
    letter = get_object_or_404(
        letters_of_delegations(request.user),
        pk=pk,
        meeting=meeting_of(request),
        delegation__entity__code=code,
    )
    try:
        content = io.BytesIO(letter.content)
    except Erased as error:
        raise Http404 from error
    return cast(HttpResponse, attachment(content, f"{letter.code}.pdf", "application/pdf"))


def _made(user: User) -> str:
    """Say what follows; who asks as a focal point receives it, and the staff see who does."""
    if user.is_staff:
        return _(
            "The confirmation is being made. The admin site says to whom it went, or what to post."
        )
    return _("The confirmation is being made. The focal points receive it by e-mail.")
