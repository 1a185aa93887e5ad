"""Those who may sign in as staff: the list, one of them, and what each role may do."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from intersessional.access import role

from .. import queries, roles
from ..forms import LogForm, PeopleForm
from ..models import User

LINES = 50


@role(roles.ADMINISTRATOR)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List members of staff and open invitations."""
    form = PeopleForm(request.GET)
    form.is_valid()
    given: dict[str, Any] = form.cleaned_data
    wanted = queries.Wanted(given.get("q", ""), given.get("role", ""), given.get("state", ""))
    is_narrowed = any((wanted.words, wanted.role, wanted.state))
    context = {
        "form": form,
        "people": queries.people(wanted),
        "waiting": queries.open_invitations(wanted.words),
        "is_narrowed": is_narrowed,
    }
    return render(request, "staff/index.html", context)


@role(roles.ADMINISTRATOR)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account: roles, factors, sessions, tries to sign in, and what was done."""
    found = person_or_404(pk)
    context = {
        "person": found,
        "is_own": found.user.pk == cast(User, request.user).pk,
        "sessions": queries.sessions_of(found.user),
        "sign_ins": queries.last_sign_ins(found.user),
        "acts": queries.acts_on(found.user),
    }
    return render(request, "staff/person.html", context)


@role(roles.ADMINISTRATOR)
@require_safe
def what_roles_may(request: HttpRequest) -> HttpResponse:
    """Show what each role may do."""
    return render(request, "staff/roles.html", {"roles": queries.matrix()})


@role(roles.ADMINISTRATOR)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """List tries to sign in, the newest first."""
    form = LogForm(request.GET)
    form.is_valid()
    given: dict[str, Any] = form.cleaned_data
    whose = given.get("person")
    wanted = queries.WantedTries(
        given.get("q", ""),
        given.get("outcome", ""),
        given.get("method", ""),
        given.get("day"),
        whose.pk if whose else None,
    )
    page = Paginator(queries.tries(wanted), LINES).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "form": form,
        "whose": whose,
        "page": page,
        "lines": [queries.line(row) for row in page],
        "query": kept.urlencode(),
    }
    return render(request, "staff/log.html", context)


def person_or_404(pk: int) -> queries.Person:
    """Return an account, of whomever it is.

    :raises Http404: there is no such
    """
    found = queries.person(pk)
    if found is None:
        raise Http404
    return found
