"""Addresses of the administrators' pages on those who may sign in as staff."""

from django.urls import path

from ..views import acts, invitations, people

app_name = "staff"

# What opens something asks again who is there.
_PROVED = {"roles", "open", "password", "factor"}

urlpatterns = [
    path("", people.index, name="index"),
    path("roles/", people.what_roles_may, name="what_roles_may"),
    path("log/", people.log, name="log"),
    path("invite/", invitations.invite, name="invite"),
    path("invitations/<int:pk>/again/", invitations.send_again, name="send_again"),
    path("invitations/<int:pk>/withdraw/", invitations.withdraw, name="withdraw"),
    path("<int:pk>/", people.person, name="person"),
    *(
        path(
            f"<int:pk>/{name}/",
            acts.act_after_proof if name in _PROVED else acts.act,
            {"name": name},
            name=name,
        )
        for name in acts.ACTS
    ),
]
