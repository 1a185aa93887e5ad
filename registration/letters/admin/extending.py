"""More time for several delegations at once: one extension each, by the same operation as everywhere."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from intersessional import clock
from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.registrations.admin.chosen import TakesChosen
from registration.registrations.models import Extension
from registration.registrations.operations import set_setting


class ExtendForm(forms.Form):
    """Until when, and why."""

    closes_at = forms.SplitDateTimeField(
        label=_("Registration closes at"),
        help_text=_("The first instant that is late, by the clocks of the meeting."),
        widget=AdminSplitDateTime,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_closes_at(self) -> Any:
        """Refuse what has passed."""
        given = self.cleaned_data["closes_at"]
        if given <= clock.now():
            raise ValidationError(gettext("This has passed. Choose a later time."))
        return given


class Extends(TakesChosen):
    """Adds the action to the list of delegations."""

    def has_extend_permission(self, request: HttpRequest) -> bool:
        """Say who may give more time: whoever may add an extension."""
        return request.user.has_perm("registrations.add_extension")

    @admin.action(
        description=_("Extend registration for selected delegations"), permissions=["extend"]
    )
    def extend(self, request: HttpRequest, queryset: QuerySet[Delegation]) -> HttpResponse | None:
        """Ask until when and why, then give each delegation that time."""
        meetings = {delegation.meeting_id: delegation.meeting for delegation in queryset}
        if len(meetings) != 1:
            messages.error(request, gettext("Choose delegations to one meeting."))
            return None
        [meeting] = meetings.values()
        with timezone.override(meeting.zone):
            form = ExtendForm(request.POST if "reason" in request.POST else None)
            if not form.is_valid():
                return self._ask(request, queryset, form)
        self._extend(request, queryset, form.cleaned_data)
        return None

    def _extend(
        self, request: HttpRequest, queryset: QuerySet[Delegation], given: dict[str, Any]
    ) -> None:
        by, at = cast(User, request.user), clock.now()
        with transaction.atomic():
            for delegation in queryset:
                extension = Extension(
                    meeting=delegation.meeting,
                    delegation=delegation,
                    granted_by=by,
                    granted_at=at,
                    **given,
                )
                set_setting(extension, by=by, at=at)
        number = len(queryset)
        text = ngettext("%d delegation has more time.", "%d delegations have more time.", number)
        messages.success(request, text % number)

    def _ask(
        self, request: HttpRequest, queryset: QuerySet[Delegation], form: ExtendForm
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Extend registration"),
            "delegations": (rows := list(queryset)),
            "chosen": " ".join(str(one.pk) for one in rows),
            "form": form,
            "media": self.media + form.media,
            "opts": self.opts,
        }
        return TemplateResponse(
            request, "admin/delegations/delegation/extend.html", context
        ).render()
