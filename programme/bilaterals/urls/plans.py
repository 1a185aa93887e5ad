"""Addresses of plans, and of the check of what was placed by hand."""

from django.urls import path

from ..views import plans

_ALL = "bilaterals/plan/"
_ONE = f"{_ALL}<int:pk>/"
pages = [
    path(_ALL, plans.index, name="plans"),
    path(_ONE, plans.one, name="plan"),
    path(f"{_ONE}progress/", plans.progress, name="plan_progress"),
    path("bilaterals/check/", plans.check, name="check_board"),
]
