"""The delegation's own answer: whether somebody who registered alone belongs to it."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional import clock
from intersessional.access import signed_in
from intersessional.accounts.models import User
from registration.registrations import kept, operations
from registration.registrations.models import Registration
from registration.registrations.transitions import TransitionRefused

from .forms import AnswerForm
from .managed import member_or_404, own_or_404, page_of, say_balance


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str, number: str, slug: str | None = None) -> HttpResponse:
    """Ask the delegation itself whether somebody belongs to it; confirm or reject."""
    delegation = own_or_404(request, code)
    registration = member_or_404(delegation, number)
    form = AnswerForm(kept.typed(request), initial={"version": registration.version})
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, registration, form)
        except operations.ChangedMeanwhile as conflict:
            registration, status = conflict.current, 409
            form = AnswerForm(initial={"version": registration.version})
        except TransitionRefused as refusal:
            messages.warning(request, str(refusal))
            return redirect(page_of(request, delegation))
        else:
            return redirect(page_of(request, delegation))
    context = {
        "delegation": delegation,
        "registration": registration,
        "form": form,
        "has_changed": status == 409,
        "is_kept": form.is_bound and request.method != "POST",
        "back_url": page_of(request, delegation),
    }
    return render(request, "delegation/answer.html", context, status=status)


def _answer(request: HttpRequest, registration: Registration, form: AnswerForm) -> None:
    given = {
        "version": form.cleaned_data["version"],
        "by": cast(User, request.user),
        "at": clock.now(),
    }
    if "reject" in request.POST:
        operations.reject(registration, reason=form.cleaned_data["reason"], **given)
        messages.success(request, _("Rejected. The person is told your reason by e-mail."))
    else:
        operations.endorse(registration, **given)
        messages.success(
            request, _("You have confirmed that this person belongs to the delegation.")
        )
        say_balance(request, registration.delegation)
