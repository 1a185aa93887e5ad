"""Pages on which a focal point registers several people at once: new ones, or those who came before."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional import clock, codes
from intersessional.access import signed_in
from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.registrations import kept, operations, policies, queries
from registration.registrations.details import Details
from registration.registrations.models import Registration

from .managed import delegation_or_404, is_late, page_of, say_balance, text_of_late
from .several_form import BasePeople, EarlierForm, PeopleFormSet, SharedForm


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Register up to five people, all or none."""
    delegation = delegation_or_404(request, code)
    data = kept.typed(request)
    form = SharedForm(data, meeting=delegation.meeting, initial={"token": codes.address_token()})
    people = cast(BasePeople, PeopleFormSet(data, prefix="person"))
    status, refusal = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid() and people.is_valid():
            refusal = _("Fill in at least one person.")
            if newcomers := _newcomers(delegation, form, people):
                refusal = _receive(request, delegation, newcomers, form)
                if not refusal and form.is_valid():
                    return redirect(f"{page_of(request, delegation)}#members")
    context = {
        "shared": form,
        "people": people,
        "form": {"error_summary": people.error_summary + form.problems},
        "is_late": is_late(request, delegation),
        "refusal": refusal,
        "is_kept": data is not None and request.method != "POST",
        "delegation": delegation,
        "back_url": page_of(request, delegation),
    }
    return render(request, "delegation/several.html", context, status=status)


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Offer the people of the entity's earlier meetings, and register those who come again."""
    delegation = delegation_or_404(request, code)
    known = queries.people_of_earlier_meetings(delegation)
    data = kept.typed(request)
    form = EarlierForm(
        data,
        known=known,
        meeting=delegation.meeting,
        initial={"token": codes.address_token()},
    )
    status, refusal = (422 if request.method == "POST" else 200), ""
    if request.method == "POST" and form.is_valid():
        wanted = set(form.cleaned_data["people"])
        newcomers = [
            operations.Newcomer(
                _again(one, delegation, form.shared()),
                f"{form.cleaned_data['token']}-{one.pk}",
                one.person,
            )
            for one in known
            if str(one.pk) in wanted
        ]
        refusal = _receive(request, delegation, newcomers, form)
        if not refusal and form.is_valid():
            return redirect(f"{page_of(request, delegation)}#members")
    context = {
        "form": form,
        "shared": form,
        "is_late": is_late(request, delegation),
        "known": known,
        "chosen": data.getlist("people") if data is not None else [],
        "refusal": refusal,
        "is_kept": data is not None and request.method != "POST",
        "delegation": delegation,
        "back_url": page_of(request, delegation),
    }
    return render(request, "delegation/earlier.html", context, status=status)


def _newcomers(
    delegation: Delegation, form: SharedForm, people: BasePeople
) -> list[operations.Newcomer]:
    token, shared = form.cleaned_data["token"], form.shared()
    return [
        operations.Newcomer(row.details(delegation.entity.code, shared), f"{token}-{row.prefix}")
        for row in people.filled
    ]


def _receive(
    request: HttpRequest,
    delegation: Delegation,
    newcomers: Sequence[operations.Newcomer],
    form: SharedForm,
) -> str:
    """Register them and say so; return why not, or put it into the form."""
    try:
        found = operations.receive_several(
            newcomers,
            delegation=delegation,
            language=(get_language() or "en")[:2],
            by=cast(User, request.user),
            at=clock.now(),
        )
    except policies.ReasonNeeded as refusal:
        form.add_error("late_reason", str(refusal))
        return ""
    except policies.NotOpenYet as refusal:
        return str(refusal)
    if found and found[0].is_late:
        messages.success(request, text_of_late(len(found)))
        return ""
    text = ngettext(
        "%d person registered and told by e-mail.",
        "%d people registered and told by e-mail.",
        len(found),
    )
    messages.success(request, text % len(found))
    say_balance(request, delegation)
    return ""


def _again(registration: Registration, delegation: Delegation, shared: dict[str, Any]) -> Details:
    """Return what somebody answered at an earlier meeting; no needs, gender or letter for a visa."""
    return Details(
        entity_code=delegation.entity.code,
        email=registration.email,
        honorific=registration.honorific,
        given_names=registration.given_names,
        family_name=registration.family_name,
        function=registration.function,
        department=registration.department,
        role=registration.role,
        phone=registration.phone,
        languages=tuple(registration.languages),
        **shared,
    )
