"""Signing in and out: the pages of allauth that the portal uses, and no other."""

from allauth.account import views
from allauth.mfa.totp.views import activate_totp
from django.conf import settings
from django.urls import include, path
from django.views.decorators.csp import csp_override

# The code to scan when enrolling is a picture inside the page.
with_picture = csp_override({**settings.SECURE_CSP, "img-src": ["'self'", "data:"]})

# The names are allauth's own, since its code looks them up. Sign-up only says that it is closed.
urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("signup/", views.signup, name="account_signup"),
    # Where somebody whose account was closed is told so.
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("2fa/totp/activate/", with_picture(activate_totp), name="mfa_activate_totp"),
    path("2fa/", include("allauth.mfa.urls")),
]
