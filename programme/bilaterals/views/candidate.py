"""One candidate: what a placement has to mind, who is excused, and whether a member steps aside."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional import clock
from registration.delegations.models import Entity
from registration.meetings.links import meeting_path
from registration.registrations import kept

from .. import candidacies
from ..forms.candidates import CandidateForm, ExcuseForm, RecusalForm
from ..models import Candidate, Host
from ..operations import candidates as operations
from ..operations import excusing
from ..operations.candidates import CandidateChanged
from ..policies import Refused
from .guards import (
    CONFLICT,
    UNPROCESSABLE,
    actor,
    candidate_or_404,
    for_planners,
    here,
    host_or_404,
)


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, host: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Show a candidate; a POST does one of what the page offers (`do`)."""
    found = host_or_404(request, host)
    page = _Page(request, found, candidate_or_404(request, found, pk))
    if request.method != "POST":
        return page.show(is_kept=page.typed is not None)
    form = page.forms.get(page.do)
    if form and not form.is_valid():
        return page.show(wrong=form, status=UNPROCESSABLE)
    try:
        done = _act(page, form)
    except CandidateChanged as conflict:
        return page.show_newer(conflict.current)
    except Refused as refusal:
        return page.show(refusal=str(refusal), status=CONFLICT)
    if done:
        messages.success(request, done)
    meeting = here(request)
    return redirect(meeting_path(meeting, "bilaterals:candidate", found.slug, pk))


class _Page:
    """The page of a candidate with its three forms; the one that was sent holds what was typed."""

    def __init__(self, request: HttpRequest, host: Host, candidate: Candidate) -> None:
        self.request, self.host, self.candidate = request, host, candidate
        self.typed = kept.typed(request)
        self.do = self.typed.get("do", "") if self.typed else ""
        self.sittings = candidacies.sittings_of(candidate)
        members = candidacies.can_be_excused(self.sittings)
        initial = CandidateForm.initial_of(candidate)
        self.forms: dict[str, Any] = {
            "save": CandidateForm(self._sent("save"), initial=initial, meeting=candidate.meeting),
            "excuse": ExcuseForm(self._sent("excuse"), prefix="excuse", members=members),
            "recusal": RecusalForm(
                self._sent("recusal"),
                prefix="recusal",
                initial={"reason": candidate.recusal_reason},
            ),
        }

    def _sent(self, name: str) -> QueryDict | None:
        return self.typed if self.do == name else None

    def show(
        self,
        *,
        wrong: Any = None,
        refusal: str = "",
        is_kept: bool = False,
        versions: list[tuple[str, str, str]] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Return the page, under what stood against what was sent."""
        context = {
            "host": self.host,
            "candidate": self.candidate,
            "name": self.candidate.delegation.name,
            "forms": self.forms,
            "form": wrong,
            "sittings": self.sittings,
            "is_recusal": any(
                line.is_guest for sitting in self.sittings for line in sitting.members
            ),
            "standing": self.candidate.bilaterals.active().first(),
            "refusal": refusal,
            "versions": versions,
            "is_kept": is_kept,
        }
        return render(self.request, "bilaterals/candidates/candidate.html", context, status=status)

    def show_newer(self, current: Candidate) -> HttpResponse:
        """Show what stands now beside what was typed; sent again, it is about the newer one."""
        form = self.forms["save"]
        stored = CandidateForm.initial_of(current)
        typed = CandidateForm.initial_of(current) | form.shown()
        versions = [
            (str(form.fields[name].label), _plain(stored[name]), _plain(typed[name]))
            for name in form.fields
            if name != "version" and _plain(stored[name]) != _plain(typed[name])
        ]
        form.stand_on(current.version)
        return self.show(versions=versions, status=CONFLICT)


def _plain(value: Any) -> str:
    """Return an answer as one reads it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _act(page: _Page, form: Any) -> str:
    """Do what was asked for, and say so; an act that is not known does nothing."""
    candidate, given = page.candidate, form.cleaned_data if form else {}
    who: dict[str, Any] = {"by": actor(page.request), "at": clock.now()}
    if page.do == "save":
        changed = operations.change_candidate(
            candidate, form.details(), version=given["version"], **who
        )
        return _("Saved.") if changed else _("This is what was there already.")
    if page.do == "excuse" and (member := _entity(given["member"])):
        excusing.excuse(candidate, member, reason=given["reason"], **who)
        return _("%(member)s is excused.") % {"member": member.name}
    if page.do.startswith("readmit:") and (member := _entity(page.do.partition(":")[2])):
        excusing.readmit(candidate, member, **who)
        return _("%(member)s comes after all.") % {"member": member.name}
    if page.do == "recusal":
        excusing.confirm_recusal(candidate, reason=given["reason"], **who)
        return _("It is noted that the member steps aside.")
    if page.do == "withdraw_recusal":
        excusing.withdraw_recusal(candidate, **who)
        return _("The confirming word is taken back.")
    return ""


def _entity(code: str) -> Entity | None:
    found: Entity | None = Entity.objects.filter(code=code[:60]).prefetch_related("names").first()
    return found
