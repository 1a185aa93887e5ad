"""The door of the admin site.

The stock log-in asks for a password alone. Ours sends everybody to allauth, and lets in only staff
whose session was opened with a second factor; those who have none yet are sent to enrol.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .factor import has_second_factor


def secure(site: AdminSite) -> None:
    """Put our door in place of the stock one."""
    # The lists need the width; the first page is one click away.
    site.enable_nav_sidebar = False
    site.login = _login(secure_admin_login(site.login))  # type: ignore[method-assign]
    site.has_permission = _permission(site.has_permission)  # type: ignore[method-assign, assignment]


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
