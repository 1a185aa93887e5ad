"""Pages on which a focal point registers several people at once: new ones, or those who came before."""

from collections.abc import Sequence
from typing import cast

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
from registration.registrations import operations, policies, queries
from registration.registrations.details import Details
from registration.registrations.models import Registration

from .managed import delegation_or_404, page_of
from .several_form import BasePeople, EarlierForm, PeopleFormSet, TokenForm


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Register up to five people, all or none."""
    delegation = delegation_or_404(request, code)
    data = request.POST if request.method == "POST" else None
    form = _token_form(request)
    people = cast(BasePeople, PeopleFormSet(data, prefix="person"))
    status, refusal = 200, ""
    if data is not None:
        status = 422
        if form.is_valid() and people.is_valid():
            refusal = _("Fill in at least one person.")
            if newcomers := _newcomers(delegation, form, people):
                refusal = _receive(request, delegation, newcomers)
                if not refusal:
                    return redirect(f"{page_of(request, delegation)}#members")
    context = {
        "token": form,
        "people": people,
        "form": people,
        "refusal": refusal,
        "delegation": delegation,
        "back_url": page_of(request, delegation),
    }
    return render(request, "delegation/several.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Offer the people of the entity's earlier meetings, and register those who come again."""
    delegation = delegation_or_404(request, code)
    known = queries.people_of_earlier_meetings(delegation)
    data = request.POST if request.method == "POST" else None
    form = EarlierForm(data, known=known, initial={"token": codes.address_token()})
    status, refusal = (200 if data is None else 422), ""
    if form.is_valid():
        wanted = set(form.cleaned_data["people"])
        newcomers = [
            operations.Newcomer(
                _again(one, delegation), f"{form.cleaned_data['token']}-{one.pk}", one.person
            )
            for one in known
            if str(one.pk) in wanted
        ]
        refusal = _receive(request, delegation, newcomers)
        if not refusal:
            return redirect(f"{page_of(request, delegation)}#members")
    context = {
        "form": form,
        "known": known,
        "chosen": data.getlist("people") if data is not None else [],
        "refusal": refusal,
        "delegation": delegation,
        "back_url": page_of(request, delegation),
    }
    return render(request, "delegation/earlier.html", context, status=status)


def _token_form(request: HttpRequest) -> TokenForm:
    return TokenForm(request.POST or None, initial={"token": codes.address_token()})


def _newcomers(
    delegation: Delegation, form: TokenForm, people: BasePeople
) -> list[operations.Newcomer]:
    token, meeting = form.cleaned_data["token"], delegation.meeting
    return [
        operations.Newcomer(
            row.details(delegation.entity.code, meeting.days), f"{token}-{row.prefix}"
        )
        for row in people.filled
    ]


def _receive(
    request: HttpRequest, delegation: Delegation, newcomers: Sequence[operations.Newcomer]
) -> str:
    """Register them and say so; return why not."""
    try:
        found = operations.receive_several(
            newcomers,
            delegation=delegation,
            language=(get_language() or "en")[:2],
            by=cast(User, request.user),
            at=clock.now(),
        )
    except (policies.ReasonNeeded, policies.NotOpenYet):
        return _("Registration is closed. Please write to us.")
    text = ngettext(
        "%d person registered and told by e-mail.",
        "%d people registered and told by e-mail.",
        len(found),
    )
    messages.success(request, text % len(found))
    return ""


def _again(registration: Registration, delegation: Delegation) -> Details:
    """Return what somebody answered at an earlier meeting; never needs, and no letter for a visa."""
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
        gender=registration.gender,
        days=tuple(delegation.meeting.days),
    )
