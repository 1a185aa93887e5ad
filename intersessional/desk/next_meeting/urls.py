"""Addresses of the staff's pages about meetings that are to come."""

from django.urls import include, path

from .views import lists, steps, taking_over

app_name = "next_meeting"

pages = [path("desk/meetings/", lists.index, name="index")]
urlpatterns = [
    *pages,
    path("desk/meetings/new/", lists.begin, name="begin"),
    path("desk/meetings/<slug:slug>/", lists.overview, name="overview"),
    path("desk/meetings/<slug:slug>/names/", steps.names, name="names"),
    path("desk/meetings/<slug:slug>/place/", steps.place, name="place"),
    path("desk/meetings/<slug:slug>/dates/", steps.dates, name="dates"),
    path("desk/meetings/<slug:slug>/committees/", steps.committees, name="committees"),
    path("desk/meetings/<slug:slug>/requirements/", steps.requirements, name="requirements"),
    path("desk/meetings/<slug:slug>/texts/", taking_over.texts, name="texts"),
    path("desk/meetings/<slug:slug>/programme/", taking_over.programme, name="programme"),
    path("desk/meetings/<slug:slug>/bilaterals/", taking_over.bilaterals, name="bilaterals"),
    path("desk/meetings/<slug:slug>/mail/", taking_over.mail, name="mail"),
    path("desk/meetings/<slug:slug>/mail/<int:pk>.eml", taking_over.mail_file, name="mail_file"),
    path("m/<slug:slug>/", include((pages, "other"))),
]
