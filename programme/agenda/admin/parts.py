"""Items, sessions, segments, rooms and people in the admin site."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet, Sum, Window
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registration.delegations.models import Entity

from ..models import Contributor, Item, Room, Segment, Session
from .base import DraftAdmin


@admin.register(Item)
class ItemAdmin(DraftAdmin):
    """The items of the agenda."""

    list_display = ("number", "title_en", "committee", "meeting")
    list_display_links = ("title_en",)
    list_filter = ("meeting", "committee")
    search_fields = ("title_en", "title_fr", "title_es", "summary_en")
    list_select_related = ("meeting", "committee")


@admin.register(Session)
class SessionAdmin(DraftAdmin):
    """The sessions; their times are in the meeting's zone."""

    list_display = ("title_en", "begins_at", "ends_at", "room", "chair", "meeting")
    list_filter = ("meeting", "room")
    search_fields = ("title_en", "title_fr", "title_es")
    list_select_related = ("meeting", "room", "chair")


@admin.register(Segment)
class SegmentAdmin(DraftAdmin):
    """The segments in their order; when each begins follows from those before it."""

    list_display = ("__str__", "item", "session", "position", "begins", "minutes", "audience")
    list_filter = ("session__meeting", "session", "audience", "item")
    search_fields = ("title_en", "title_fr", "title_es", "item__title_en")
    list_select_related = ("item", "session__meeting")
    readonly_fields = ("position", "begins")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Bring the names of the entities along: a list whose choice can be read aloud."""
        if db_field.name == "about":
            kwargs["queryset"] = Entity.objects.prefetch_related("names")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Segment]:
        """Bring along how many minutes of the session are over when each has ended."""
        found: QuerySet[Segment] = super().get_queryset(request)
        return found.annotate(
            over=Window(Sum("minutes"), partition_by=F("session"), order_by=F("position").asc())
        )

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Count the minutes of the whole session, not of the one segment that is asked for."""
        part = super().get_object(request, object_id, from_field)
        if part is not None:
            earlier = Segment.objects.filter(session=part.session_id, position__lte=part.position)
            part.over = earlier.aggregate(sum=Sum("minutes"))["sum"]
        return part

    @admin.display(description=_("begins at"))
    def begins(self, segment: Segment) -> datetime | None:
        """Say when it begins."""
        over = getattr(segment, "over", None)
        if over is None:
            return None
        session = segment.session
        begins = session.begins_at + timedelta(minutes=over - segment.minutes)
        return begins.astimezone(session.meeting.zone)


@admin.register(Room)
class RoomAdmin(DraftAdmin):
    """The rooms."""

    list_display = ("name_en", "is_accessible", "position", "meeting")
    list_filter = ("meeting", "is_accessible")
    search_fields = ("name_en", "name_fr", "name_es")
    list_select_related = ("meeting",)


@admin.register(Contributor)
class ContributorAdmin(DraftAdmin):
    """The people of the programme."""

    list_display = ("__str__", "function_en", "entity", "meeting")
    list_filter = ("meeting",)
    search_fields = ("name", "function_en", "function_fr", "function_es", "email")
    list_select_related = ("meeting", "entity")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Bring the names of the entities along: a list whose choice can be read aloud."""
        if db_field.name == "entity":
            kwargs["queryset"] = Entity.objects.prefetch_related("names")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contributor]:
        """Bring the names of the entities along."""
        people: QuerySet[Contributor] = super().get_queryset(request)
        return people.prefetch_related("entity__names")
