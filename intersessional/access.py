"""Who may open an address: each view says so, and `manage.py check` refuses one that does not.

    from intersessional.access import is_ours, permission, public, role, signed_in, staff_only

    @public                                   everybody, and the same for everybody
    @signed_in                                whoever signed in; the others are sent to sign in
    @signed_in(otherwise=view)                …or get `view(request, **kwargs)` (a typed form is kept)
    @staff_only                               staff
    @role(roles.PRESIDENT_OFFICE)             whoever has one of these roles, and administrators
    @permission("app.act_model")              whoever was given it, and administrators

A policy stands above the other decorators, and works on the result of `as_view()` too. It decides
who may open the *page*. Which *objects* are on it, the actor's queryset decides
(`Registration.objects.visible_to(user)` with `get_object_or_404`): what belongs to a stranger
answers exactly like what does not exist. That staff have a second factor is seen to before any view
(`accounts.middleware.ConfineStaff`).

    is_ours(target)                           whether an address from a request may be redirected to

All policies but `public` forbid browsers and proxies to keep the page. Views of other packages are
in the table at the end of this file, each with its reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_path, override

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Policy:
    """What a view declares; `roles` is filled for `role`, and for `permission` with its name."""

    name: str
    roles: frozenset[str] = frozenset()


PUBLIC = Policy("public")
SIGNED_IN = Policy("signed in")
STAFF = Policy("staff")
# Of other packages' views only: see the table below.
ADMIN_SITE = Policy("admin site")
FACTORS = Policy("second factors")


def public(view: View) -> View:
    """Let everybody in; the page shows nobody anything of their own."""
    view.access_policy = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View | None = None, *, otherwise: View | None = None) -> Any:
    """Let in whoever signed in.

    `otherwise` answers whoever has not signed in, in place of the way to the sign-in page.
    """
    if view is None:
        return lambda view: signed_in(view, otherwise=otherwise)
    return _declare(view, SIGNED_IN, _anybody, otherwise)


def staff_only(view: View) -> View:
    """Let in staff; anybody else who signed in gets 403."""
    return _declare(view, STAFF, lambda user: user.is_staff)


def role(*names: str, otherwise: View | None = None) -> Callable[[View], View]:
    """Let in whoever has one of the roles, and administrators; anybody else gets 403.

    `otherwise` answers whoever has not signed in, as for `signed_in`.
    """
    policy = Policy("role", frozenset(names))

    def has_role(user: Any) -> bool:
        return bool(user.is_superuser or user.groups.filter(name__in=names).exists())

    return lambda view: _declare(view, policy, has_role, otherwise)


def permission(name: str, *, otherwise: View | None = None) -> Callable[[View], View]:
    """Let in whoever has a permission, as `app.act_model`, and administrators; anybody else gets 403.

    `otherwise` answers whoever has not signed in, as for `signed_in`.
    """
    policy = Policy("permission", frozenset({name}))
    return lambda view: _declare(view, policy, lambda user: user.has_perm(name), otherwise)


def is_ours(target: str) -> bool:
    """Say whether an address that came with a request is the path of one of our pages.

    Nothing that came with a request (`next`) is redirected to before this was asked; allauth asks it
    through its adapter.
    """
    if not target.startswith("/") or not url_has_allowed_host_and_scheme(target, None):
        return False
    # What a browser drops or turns around while it reads an address stands in none of ours.
    if "\\" in target or not target.isprintable():
        return False
    path = target.partition("?")[0].partition("#")[0]
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            resolve(path)
        except Resolver404:
            return False
    return True


def policy_of(view: Any, name: str) -> Policy | None:
    """Return the policy of the view of an URL pattern: its own, or the table's for its full name.

    The table does not speak for views that we wrote, except for those that the admin site made of a
    `ModelAdmin` of ours: it has put its own guard before them.
    """
    declared = getattr(view, "access_policy", None)
    if declared is not None or not (_is_of_others(view) or hasattr(view, "model_admin")):
        return declared
    return next((policy for names, policy, _reason in OTHERS if fnmatchcase(name, names)), None)


def _is_of_others(view: Any) -> bool:
    return view.__module__.partition(".")[0] in {"django", "allauth"}


def _anybody(user: Any) -> bool:
    return True


def _declare(
    view: View, policy: Policy, may_open: Callable[[Any], bool], otherwise: View | None = None
) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            response = (otherwise or _to_sign_in)(request, *args, **kwargs)
        elif may_open(request.user):
            response = view(request, *args, **kwargs)
        else:
            raise PermissionDenied
        add_never_cache_headers(response)
        return response

    guarded.access_policy = policy  # type: ignore[attr-defined]
    return guarded


def _to_sign_in(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    return redirect_to_login(request.get_full_path())


# Full names of URL patterns (`*` for any letters), the policy that holds there, and by whose doing.
OTHERS: list[tuple[str, Policy, str]] = [
    (
        "admin:*",
        ADMIN_SITE,
        "The admin site asks `has_permission` before each view (accounts/admin_site.py puts the"
        " factor there), and the permission of the model in it.",
    ),
    ("account_logout", PUBLIC, "Ends a session, by POST; without one there is nothing to end."),
    ("account_inactive", PUBLIC, "Says that an account was closed, to whoever asks."),
    ("account_signup", PUBLIC, "Says that there is no sign-up (accounts/adapter.py)."),
    ("account_reauthenticate", SIGNED_IN, "allauth asks for a session itself."),
    ("mfa_authenticate", PUBLIC, "The second step of signing in; without the first it leads back."),
    ("mfa_login_webauthn", PUBLIC, "Signing in by passkey."),
    (
        "mfa_*",
        FACTORS,
        "Staff, with or without a factor; absent for the others (accounts.middleware.ConfineStaff)."
        " allauth asks for a session, and for a fresh one to change a factor.",
    ),
]
