"""Signing in and out: the pages of allauth that the portal uses, and no other."""

from allauth.account import views
from django.urls import include, path

# The names are allauth's own, since its code looks them up. Sign-up only says that it is closed.
urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("signup/", views.signup, name="account_signup"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("2fa/", include("allauth.mfa.urls")),
]
