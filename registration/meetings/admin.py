"""Meetings and Committees in the admin site."""

from django.contrib import admin

from .models import Committee, Meeting


@admin.register(Meeting)
class MeetingAdmin(admin.ModelAdmin):
    """Dates, place and deadlines of a meeting; the database keeps the dates in order."""

    list_display = (
        "short_title",
        "begins_on",
        "ends_on",
        "registration_closes_at",
        "is_set_current",
    )
    search_fields = ("title_en", "slug", "code")


@admin.register(Committee)
class CommitteeAdmin(admin.ModelAdmin):
    """The Committees; their members stand with the States."""

    list_display = ("name_en", "slug")
    search_fields = ("name_en", "name_fr", "name_es")
