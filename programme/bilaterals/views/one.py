"""One bilateral for its delegation: everything of it, and the answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional.access import signed_in
from registration.delegations.models import Delegation
from registration.meetings.links import meeting_path
from registration.registrations import kept
from registration.registrations.forms.summary import SummarisedForm

from .. import calendar
from ..forms.answering import AnotherTimeForm, DeclineForm, ParticipantsForm
from ..invitee import Shown
from ..models import Bilateral
from ..operations import answering, people
from ..operations.holding import ChangedMeanwhile
from ..policies import Refused
from ..queries.free_times import free_times
from .acting import Acting
from .agenda import calendar_file
from .guards import CONFLICT, UNPROCESSABLE, here
from .left import left_of


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Show a bilateral; a POST does one of what the page offers (`do`)."""
    page = _Page(request, bilateral_or_404(request, code))
    if request.method != "POST":
        return page.show(is_kept=page.typed is not None)
    act = ACTS.get(page.do)
    if act is None or not page.shown.may_answer:
        return page.show(refusal=_("Choose what you would like to do."), status=UNPROCESSABLE)
    form = page.forms[page.do]
    if not form.is_valid():
        return page.show(wrong=form, status=UNPROCESSABLE)
    try:
        done = act(page, form)
    except ChangedMeanwhile as conflict:
        page.stand_on(conflict.current)
        return page.show(refusal=_changed(), status=CONFLICT)
    except Refused as refusal:
        page.stand_on(page.current())
        return page.show(refusal=str(refusal), status=CONFLICT)
    messages.success(request, done)
    return redirect(meeting_path(here(request), "bilaterals:one", code))


@signed_in
@require_safe
def calendar_of_one(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Send one bilateral as a calendar file."""
    found = bilateral_or_404(request, code)
    content = calendar.file_for(found.meeting, [found])
    return calendar_file(content, f"bilateral-{found.begins_at:%Y%m%d-%H%M}")


def bilateral_or_404(request: HttpRequest, code: str) -> Bilateral:
    """Return a bilateral of which the reader was told; a stranger's is as absent as none."""
    told = Bilateral.objects.shown_to(request.user).for_meeting(here(request))
    found: Bilateral = get_object_or_404(_with_people(told), code=code)
    return found


def _with_people(found: Any) -> Any:
    return found.with_names().prefetch_related("participants__registration")


class _Page(Acting):
    """The page of a bilateral with its forms; the one that was sent holds what was typed."""

    def __init__(self, request: HttpRequest, bilateral: Bilateral) -> None:
        super().__init__(request)
        managed = Delegation.objects.managed_by(self.by).filter(pk=bilateral.delegation_id)
        self.shown = Shown(bilateral, self.at, managed.exists())
        self.forms: dict[str, SummarisedForm] = self._forms() if self.shown.may_answer else {}

    @property
    def bilateral(self) -> Bilateral:
        """The bilateral as it was read last."""
        return self.shown.bilateral

    def current(self) -> Bilateral:
        """Return the bilateral as it stands now."""
        found: Bilateral = _with_people(Bilateral.objects).get(pk=self.bilateral.pk)
        return found

    def stand_on(self, current: Bilateral) -> None:
        """Show what stands by now; what was typed stays, and can be sent on top of it."""
        self.shown = Shown(self.current(), self.at, self.shown.may_answer)
        if self.do in self.forms:
            self.type_on_top_of(current.version)
        self.forms = self._forms()

    def _forms(self) -> dict[str, SummarisedForm]:
        found: dict[str, SummarisedForm] = {}
        if self.shown.can_answer or self.shown.can_change_participants or self.do:
            members = people.candidates_for(self.bilateral)
            chosen = [one.pk for one in self.shown.participants]
            initial = self._initial() | {"participants": chosen}
            for name in ("accept", "participants"):
                found[name] = ParticipantsForm(
                    self.sent(name), prefix=name, people=members, initial=initial
                )
        found["decline"] = DeclineForm(
            self.sent("decline"), prefix="decline", initial=self._initial()
        )
        if self.shown.can_answer or self.do == "another":
            found["another"] = AnotherTimeForm(
                self.sent("another"),
                prefix="another",
                times=[one.begins_at for one in free_times(self.bilateral, at=self.at)],
                initial=self._initial(),
            )
        return found

    def _is_offered(self) -> bool:
        """Say whether the form that was sent is still on the page, with what was typed."""
        shown = self.shown
        if self.do == "another":
            another: Any = self.forms.get("another")
            return bool(shown.can_answer and another and another.fields["wanted_at"].choices)
        return {
            "accept": shown.can_answer,
            "participants": shown.can_change_participants,
            "decline": shown.can_decline,
        }.get(self.do, False)

    def _initial(self) -> dict[str, Any]:
        return {"version": self.bilateral.version}

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
            "shown": self.shown,
            "bilateral": self.bilateral,
            "forms": self.forms,
            "form": wrong,
            "refusal": refusal,
            "is_kept": is_kept,
            "left": "" if self._is_offered() else left_of(self.typed, self.do),
        }
        return render(self.request, "bilaterals/one.html", context, status=status)


def _accept(page: _Page, form: Any) -> str:
    said = form.cleaned_data
    answering.accept(
        page.bilateral,
        said["participants"],
        version=said["version"],
        by=page.by,
        at=page.at,
    )
    return _("You have accepted. An e-mail confirms it.")


def _decline(page: _Page, form: Any) -> str:
    said = form.cleaned_data
    answering.decline(
        page.bilateral, said["reason"], version=said["version"], by=page.by, at=page.at
    )
    return _("You have declined. An e-mail says so.")


def _another(page: _Page, form: Any) -> str:
    said = form.cleaned_data
    answering.ask_another_time(
        page.bilateral,
        form.chosen,
        said["reason"],
        version=said["version"],
        by=page.by,
        at=page.at,
    )
    return _("We have your wish. The office decides, and writes to you.")


def _participants(page: _Page, form: Any) -> str:
    said = form.cleaned_data
    answering.change_participants(
        page.bilateral,
        said["participants"],
        version=said["version"],
        by=page.by,
        at=page.at,
    )
    return _("The participants are changed. An e-mail says so.")


ACTS: dict[str, Callable[[_Page, Any], str]] = {
    "accept": _accept,
    "decline": _decline,
    "another": _another,
    "participants": _participants,
}


def _changed() -> str:
    return _(
        "This bilateral has changed since you opened the page, so nothing was done. Below it is as it"
        " stands now: look at it, and send your answer again if it is still right."
    )
