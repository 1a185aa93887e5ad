"""The door of the admin site.

The stock log-in asks for a password alone. Ours sends everybody to allauth, and lets in only staff
whose session was opened with a second factor; those who have none yet are sent to enrol.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from intersessional.access import public

from .factor import has_second_factor


def secure(site: AdminSite) -> None:
    """Put our door in place of the stock one."""
    # The lists need the width; the first page is one click away.
    site.enable_nav_sidebar = False
    site.login = public(_login(secure_admin_login(site.login)))  # type: ignore[method-assign]
    site.admin_view = _ask_first(site.admin_view)  # type: ignore[method-assign]
    site.password_change = _elsewhere(site.password_change)  # type: ignore[method-assign]
    site.get_app_list = _in_order(site.get_app_list)  # type: ignore[method-assign]
    site.has_permission = _permission(site.has_permission)  # type: ignore[method-assign, assignment]


def _elsewhere(password_change: Callable[..., Any]) -> Callable[..., Any]:
    """Lead to the portal’s own page, which counts wrong tries, tells the owner and ends sessions."""

    # Under its own name: the table of access knows it by that.
    @wraps(password_change)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("account_password")

    return guarded


def _in_order(get_app_list: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Put first what the staff open most (`settings.ADMIN_ORDER`); the rest follows by name."""

    def ordered(request: HttpRequest, app_label: str | None = None) -> list[Any]:
        known = settings.ADMIN_ORDER
        return sorted(
            get_app_list(request, app_label),
            key=lambda app: known.index(app["app_label"]) if app["app_label"] in known else 99,
        )

    return ordered


def _login(login: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.is_staff and not has_second_factor(request):
            return redirect("mfa_index")
        response: HttpResponse = login(request, *args, **kwargs)
        return response

    return guarded


def _permission(has_permission: Callable[[HttpRequest], bool]) -> Callable[[HttpRequest], bool]:
    def guarded(request: HttpRequest) -> bool:
        return has_permission(request) and has_second_factor(request)

    return guarded


def _ask_first(admin_view: Callable[..., Any]) -> Callable[..., Any]:
    """Ask for the permission before the object: else 403 and 404 say which ids there are.

    Only the history looks for the object first.
    """

    def guarded(view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        model_admin = getattr(view, "__self__", None)
        if not isinstance(model_admin, ModelAdmin) or view.__name__ != "history_view":
            return admin_view(view, cacheable)

        def history(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not model_admin.has_view_or_change_permission(request):
                raise PermissionDenied
            response: HttpResponse = view(request, *args, **kwargs)
            return response

        return admin_view(history, cacheable)

    return guarded
