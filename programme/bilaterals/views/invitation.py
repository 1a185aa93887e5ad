"""One invitation for planners: longer time, offered anew, called off, an answer by telephone."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registration.meetings.links import meeting_path
from registration.registrations.forms.summary import SummarisedForm

from ..forms.office import (
    CancelForm,
    DeadlineForm,
    GiveTimeForm,
    KeepTimeForm,
    OfferAgainForm,
    TelephoneForm,
)
from ..invitee import Shown
from ..models import Bilateral
from ..operations import answering, offering, people, placing
from ..operations.holding import ChangedMeanwhile
from ..policies import Refused
from ..queries.free_times import room_then
from ..queries.on_record import by_telephone
from ..transitions import OPEN, TOLD, State, can_become
from .acting import Acting
from .guards import CONFLICT, UNPROCESSABLE, for_planners, here, planned_or_404
from .left import left_of

_BY_TELEPHONE = OPEN | {State.ACCEPTED, State.DECLINED, State.EXPIRED}
_AGAIN = frozenset({State.DECLINED, State.EXPIRED, State.CANCELLED})


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Show an invitation and what became of it; a POST does one of what the page offers (`do`)."""
    page = _Page(request, _found(request, code))
    if request.method != "POST":
        return page.show(is_kept=page.typed is not None)
    form = page.forms.get(page.do)
    if form is None:
        return page.show(refusal=_not_now(), status=CONFLICT)
    if not form.is_valid():
        return page.show(wrong=form, status=UNPROCESSABLE)
    try:
        done = ACTS[page.do](page, form.cleaned_data)
    except ChangedMeanwhile:
        page.stand_on(_found(request, code))
        return page.show(refusal=_changed(), status=CONFLICT)
    except Refused as refusal:
        return page.show(refusal=str(refusal), status=CONFLICT)
    messages.success(request, done)
    return redirect(meeting_path(here(request), "bilaterals:invitation", code))


def _found(request: HttpRequest, code: str) -> Bilateral:
    bilateral = planned_or_404(request, code)
    prefetch_related_objects([bilateral], "participants__registration")
    return bilateral


class _Page(Acting):
    """The page of an invitation with its forms; the one that was sent holds what was typed."""

    def __init__(self, request: HttpRequest, bilateral: Bilateral) -> None:
        super().__init__(request)
        self.bilateral = bilateral
        self.forms: dict[str, SummarisedForm] = dict(self._forms())

    def stand_on(self, current: Bilateral) -> None:
        """Show what stands by now; what was typed stays, and can be sent on top of it."""
        self.bilateral = current
        self.type_on_top_of(current.version)
        self.forms = dict(self._forms())

    def _forms(self) -> Any:
        state, version = State(self.bilateral.state), {"version": self.bilateral.version}
        until = version | {"expires_at": self.bilateral.expires_at}
        if state in _BY_TELEPHONE:
            members = people.candidates_for(self.bilateral)
            chosen = [one.registration_id for one in self.bilateral.participants.all()]
            yield (
                "telephone",
                TelephoneForm(
                    self.sent("telephone"),
                    prefix="telephone",
                    people=members,
                    is_accepted=state == State.ACCEPTED,
                    initial=version | {"participants": chosen},
                ),
            )
        if state == State.ANOTHER_TIME:
            yield "give", GiveTimeForm(self.sent("give"), prefix="give", initial=version)
            yield "keep", KeepTimeForm(self.sent("keep"), prefix="keep", initial=version)
        if state in OPEN:
            form = DeadlineForm(self.sent("extend"), prefix="extend", initial=until)
            yield "extend", form
        if state in _AGAIN and self.bilateral.begins_at > self.at:
            yield "again", OfferAgainForm(self.sent("again"), prefix="again", initial=version)
        if state in TOLD and can_become(state, State.CANCELLED):
            yield "cancel", CancelForm(self.sent("cancel"), prefix="cancel", initial=version)

    def show(
        self,
        *,
        wrong: SummarisedForm | None = None,
        refusal: str = "",
        is_kept: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        """Return the page, under what stood against what was sent."""
        context = {
            "bilateral": self.bilateral,
            "shown": Shown(self.bilateral, self.at),
            "by_telephone": by_telephone(self.bilateral),
            "forms": self.forms,
            "form": wrong,
            "refusal": refusal,
            "is_kept": is_kept,
            "left": "" if self.do in self.forms else left_of(self.typed, self.do),
        }
        return render(self.request, "bilaterals/invitations/one.html", context, status=status)


def _extend(page: _Page, said: dict[str, Any]) -> str:
    offering.extend(
        page.bilateral,
        expires_at=said["expires_at"],
        version=said["version"],
        by=page.by,
        at=page.at,
    )
    return _("The delegation has more time to answer, and is told by e-mail.")


def _keep(page: _Page, said: dict[str, Any]) -> str:
    offering.keep_the_time(
        page.bilateral,
        reason=said["reason"],
        expires_at=said["expires_at"],
        version=said["version"],
        by=page.by,
        at=page.at,
    )
    return _("The time stays, and the delegation is told by e-mail.")


def _give(page: _Page, said: dict[str, Any]) -> str:
    """Move it to the time that was asked for; the version says whether that was seen."""
    wanted = page.bilateral.wanted_at or page.bilateral.begins_at
    placing.move(
        page.bilateral,
        begins_at=wanted,
        room=room_then(page.bilateral, wanted),
        version=said["version"],
        by=page.by,
        at=page.at,
    )
    return _("The bilateral is at this time now, and the delegation is told by e-mail.")


def _again(page: _Page, said: dict[str, Any]) -> str:
    offering.offer_again(
        page.bilateral,
        expires_at=said["expires_at"],
        note=said["note"],
        version=said["version"],
        by=page.by,
        at=page.at,
    )
    return _("The invitation is sent anew.")


def _cancel(page: _Page, said: dict[str, Any]) -> str:
    offering.cancel(
        page.bilateral,
        reason=said["reason"],
        version=said["version"],
        by=page.by,
        at=page.at,
    )
    return _("The bilateral is cancelled, and the delegation is told by e-mail.")


def _telephone(page: _Page, said: dict[str, Any]) -> str:
    who: dict[str, Any] = {
        "version": said["version"],
        "by": page.by,
        "at": page.at,
        "on_behalf": said["on_behalf"],
    }
    if said["answer"] == "decline":
        now = answering.decline(page.bilateral, said["reason"], **who)
    elif said["answer"] == "participants":
        now = answering.change_participants(page.bilateral, said["participants"], **who)
    else:
        now = answering.accept(page.bilateral, said["participants"], **who)
    if now.version == said["version"]:
        return _("Nothing was changed.")
    return _("The answer is written down, and the delegation gets an e-mail.")


ACTS: dict[str, Callable[[_Page, dict[str, Any]], str]] = {
    "extend": _extend,
    "give": _give,
    "keep": _keep,
    "again": _again,
    "cancel": _cancel,
    "telephone": _telephone,
}


def _not_now() -> str:
    return _("This is not possible as the bilateral stands now.")


def _changed() -> str:
    return _(
        "This bilateral has changed since you opened the page, so nothing was done. Below it is as it"
        " stands now."
    )
