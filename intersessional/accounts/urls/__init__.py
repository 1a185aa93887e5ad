"""Signing in and out: the pages of allauth that the portal uses, and no other.

No sign-up, no reset of a forgotten password, no change of an address: these doors do not exist.
"""

from allauth.account import views as library
from django.urls import include, path

from ..views import invitations, own_password
from ..views import signing_in as views

# The names are allauth's own where its code looks them up. Sign-up only says that it is closed.
urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("login/code/", views.enter_code, name="account_code"),
    path("invitation/", invitations.accept, name="account_invitation"),
    path("logout/", library.logout, name="account_logout"),
    path("signup/", library.signup, name="account_signup"),
    # Where somebody whose account was closed is told so.
    path("inactive/", library.account_inactive, name="account_inactive"),
    path("reauthenticate/", library.reauthenticate, name="account_reauthenticate"),
    path("password/", own_password.own_password, name="account_password"),
    path("sessions/", views.sessions, name="account_sessions"),
    path("2fa/", include("allauth.mfa.urls")),
]
