"""Addresses without language prefix."""

from django.urls import path

from ..checkin.views import worker

app_name = "checkin_files"

urlpatterns = [path("checkin-worker.js", worker.worker, name="worker")]
