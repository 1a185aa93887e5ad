"""Handing a statement in, and the way to each file."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import public, signed_in
from intersessional.accounts.models import User
from intersessional.uploads import attachment
from registration.meetings.requests import meeting_of
from registration.registrations import kept

from .. import operations, presentation
from ..forms.handing_in import StatementForm
from ..models import Intervention, Statement
from ..policies import Refused
from ..statements import queries, versions
from .asking import CONFLICT, UNPROCESSABLE
from .common import intervention_or_404, page_of


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show the versions and the form, and receive one more: as long as the request has not ended."""
    intervention = intervention_or_404(request, pk)
    files = request.FILES if request.method == "POST" else None
    form = StatementForm(
        kept.typed(request),
        files,
        versions=queries.of_requests([pk])[pk],
        language=intervention.language,
    )
    if request.method != "POST":
        return _show(request, intervention, form)
    if not form.is_valid():
        return _show(request, intervention, form, status=UNPROCESSABLE)
    try:
        found, is_new = operations.add_statement(
            intervention,
            cast(Any, form.statement()),
            token=form.cleaned_data["token"],
            by=cast(User, request.user),
            at=clock.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        form.ask_for_file_again()
        return _show(request, intervention, form, status=CONFLICT)
    _say(request, found, is_new=is_new)
    return redirect(f"{page_of(request, intervention)}#statement")


def _say(request: HttpRequest, found: Statement, *, is_new: bool) -> None:
    number = {"number": found.number}
    if is_new:
        messages.success(
            request,
            _("We have the statement as version %(number)d. An e-mail confirms it.") % number,
        )
    else:
        messages.info(
            request,
            _("We have this file already, as version %(number)d. Nothing changed.") % number,
        )


def _show(
    request: HttpRequest, intervention: Intervention, form: StatementForm, *, status: int = 200
) -> HttpResponse:
    own = presentation.one_request(intervention, meeting_of(request), at=clock.now())
    if not own.takes_statements and not form.is_bound:
        return redirect(page_of(request, intervention))
    if form.is_bound and {"token", "seen"} & set(form.errors):
        form.renew_token()
    context = {
        "form": form,
        "own": own,
        "newest": versions.lines_of(form.versions, meeting_of(request)),
        "is_kept": form.is_bound and request.method != "POST",
        "back_url": page_of(request, intervention),
    }
    return render(request, "interventions/statements/hand_in.html", context, status=status)


@public
@require_safe
def file(request: HttpRequest, key: str, slug: str | None = None) -> HttpResponse:
    """Hand a statement out to whoever may have it now; for anybody else it is absent."""
    found = queries.fetched_by(request.user, key, meeting_of(request))
    if found is None:
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = attachment(content, found.file_name, found.content_type)
    add_never_cache_headers(response)
    return cast(HttpResponse, response)
