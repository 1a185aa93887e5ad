"""Hosts with their windows and officers, and breaks."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from programme.agenda.models import Room

from .. import quorum, resources
from ..models import Bilateral, Break, Candidate, Host, Officer, SharedRoom, Window
from .base import FrameAdmin


class HostForm(forms.ModelForm):
    """A host; its quorum and its room can be kept."""

    def clean_languages(self) -> list[str]:
        """Refuse what is none of the languages of an invitation."""
        given: list[str] = self.cleaned_data["languages"] or []
        if set(given) - {"en", "fr", "es"}:
            raise ValidationError(_("Enter en, fr or es, with commas between them."))
        return given

    def clean(self) -> dict[str, Any]:
        """Refuse a room of another meeting, a quorum that cannot be, and what no President is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        meeting = cleaned.get("meeting") or getattr(self.instance, "meeting", None)
        room = cleaned.get("room")
        if room and meeting and room.meeting_id != meeting.pk:
            self.add_error("room", _("This room is of another meeting."))
        # As a host is changed its Committee only stands there, so Django asks no constraint about it.
        if not cleaned.get("committee", self.instance.committee):
            self._check_president(cleaned)
        if self.instance.pk and "quorum" in self.changed_data and "quorum" in cleaned:
            self._check_quorum(cleaned["quorum"])
        return cleaned

    def _check_president(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("president_chairs", True):
            words = _("The President presides over bilaterals of her own.")
            self.add_error("president_chairs", words)
        if cleaned.get("quorum"):
            self.add_error("quorum", _("The President needs no quorum."))

    def _check_quorum(self, wanted: int) -> None:
        day = quorum.day_of(self.instance.meeting)
        members = [one.pk for one in quorum.members_of(self.instance, day)]
        if wanted > len(members) and self.instance.committee_id:
            words = _("The Committee has %(n)d members on that day.") % {"n": len(members)}
            self.add_error("quorum", words)
            return
        excused = Candidate.objects.filter(hosts=self.instance, excusals__entity__in=members)
        for candidate in excused.with_names().distinct():
            away = {one.entity_id for one in candidate.excusals.all()}
            away.add(candidate.delegation.entity_id)
            left = len([pk for pk in members if pk not in away])
            if left < wanted:
                words = _("For %(delegation)s members are excused: %(n)d are left.")
                self.add_error("quorum", words % {"delegation": str(candidate), "n": left})


class WindowInline(admin.StackedInline):
    """When the host receives."""

    model = Window
    extra = 0
    fields = ("begins_at", "ends_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may change the host may say when it receives."""
        return request.user.has_perm("bilaterals.change_host")

    has_change_permission = has_delete_permission = has_add_permission

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may see the host sees when it receives."""
        return request.user.has_perm("bilaterals.view_host")


class OfficerInline(admin.StackedInline):
    """Who acts for the host, and reads its notes: named by administrators, who keep the accounts."""

    model = Officer
    extra = 0
    fields = ("user",)


@admin.register(Host)
class HostAdmin(FrameAdmin):
    """The hosts of a meeting."""

    form = HostForm
    list_display = ("name", "room", "minutes", "buffer_minutes", "quorum", "meeting")
    list_filter = ("meeting",)
    list_select_related = ("meeting", "committee", "room")
    inlines = (WindowInline, OfficerInline)
    fields = (
        *("meeting", "committee", "slug", "position", "president_chairs"),
        *("minutes", "buffer_minutes", "quorum", "room", "languages"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep what bilaterals rest on: who the host is, and whether the President presides."""
        fields = super().get_readonly_fields(request, obj)
        if obj is None:
            return fields
        fields = (*fields, "committee", "slug")
        stands = Bilateral.objects.filter(candidate__hosts=obj).exists()
        return (*fields, "president_chairs") if stands else fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not one that has candidates or was asked: they would have nobody to meet."""
        may = super().has_delete_permission(request, obj)
        if obj is None or not may:
            return may
        return not (obj.candidates.exists() or obj.asks.exists())

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Show the rooms with their meetings, in their order."""
        if db_field.name == "room":
            kwargs["queryset"] = Room.objects.select_related("meeting")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Make what can be in one place only, too."""
        super().save_related(request, form, formsets, change)
        resources.make_missing(form.instance.meeting)


@admin.register(SharedRoom)
class SharedRoomAdmin(FrameAdmin):
    """Rooms for the hosts that have none of their own."""

    list_display = ("room", "meeting")
    list_filter = ("room__meeting",)
    list_select_related = ("room__meeting",)
    fields = ("room",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """One is added or removed; it does not become another."""
        return ("room",) if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Show the rooms with their meetings, in their order."""
        if db_field.name == "room":
            kwargs["queryset"] = Room.objects.select_related("meeting")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Break)
class BreakAdmin(FrameAdmin):
    """Times in which nobody meets, or in which delegations are better left free."""

    list_display = ("__str__", "begins_at", "ends_at", "is_lunch", "meeting")
    list_filter = ("meeting",)
    list_select_related = ("meeting",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Break]:
        """In the order of the day."""
        found: QuerySet[Break] = super().get_queryset(request)
        return found.select_related("meeting")
