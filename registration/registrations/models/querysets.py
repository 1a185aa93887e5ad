"""Words for sets of registrations: who may see them, which count, in which order."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, ExpressionWrapper, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest, Lower

from intersessional.accounts.addresses import spellings
from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting

from ..transitions import ACTIVE, PLACED, State
from .choices import COUNTED, Role
from .rules import CategoryDeadline, Extension

if TYPE_CHECKING:
    from .registrations import Registration  # noqa: F401 - in the class that it is a set of


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Words for sets of registrations."""

    def active(self) -> "RegistrationQuerySet":
        """Those that still count."""
        return self.filter(state__in=ACTIVE)

    def for_meeting(self, meeting: Meeting) -> "RegistrationQuerySet":
        """Those of one meeting."""
        return self.filter(meeting=meeting)

    def at_address(self, email: str) -> "RegistrationQuerySet":
        """Those with an e-mail address, in whatever case it was typed."""
        return self.alias(address=Lower("email")).filter(address__in=spellings(email))

    def visible_to(self, user: User | AnonymousUser) -> "RegistrationQuerySet":
        """Those of the person who proved an address; the staff have the admin site instead."""
        if not isinstance(user, User) or user.is_staff or not user.is_active:
            return self.none()
        return self.at_address(user.email)

    def managed_by(self, user: User | AnonymousUser) -> "RegistrationQuerySet":
        """Those in the delegations of which the user is a focal point."""
        return self.filter(delegation__in=Delegation.objects.managed_by(user).values("pk"))

    def changeable_by(self, user: User | AnonymousUser) -> "RegistrationQuerySet":
        """One's own, those of the delegations one manages; for staff who may change them, all."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        if user.is_staff:
            may = user.has_perm("registrations.change_registration")
            return self.all() if may else self.none()
        managed = Delegation.objects.managed_by(user).values("pk")
        mine = Q(address__in=spellings(user.email)) | Q(delegation__in=managed)
        return self.alias(address=Lower("email")).filter(mine)

    def for_change(self) -> "RegistrationQuerySet":
        """With what is compared and decided when somebody changes one: needs and deadlines."""
        return self.select_related("meeting", "needs").with_deadline()

    def with_deadline(self) -> "RegistrationQuerySet":
        """With `closes_at`: the closing of the category or the meeting, or a later extension."""
        of_category = CategoryDeadline.objects.filter(
            meeting=OuterRef("meeting"), category=OuterRef("delegation__category")
        )
        own = Q(delegation=OuterRef("delegation")) | Q(email__iexact=OuterRef("email"))
        extensions = Extension.objects.filter(own, meeting=OuterRef("meeting"))
        ordinary = Coalesce(
            Subquery(of_category.values("closes_at")), "meeting__registration_closes_at"
        )
        latest = Subquery(extensions.order_by("-closes_at").values("closes_at")[:1])
        return self.annotate(closes_at=Greatest(ordinary, Coalesce(latest, ordinary)))

    def with_travel(self) -> "RegistrationQuerySet":
        """With `has_document`: whether the particulars for a letter for a visa are there."""
        is_there = Q(travel_document__isnull=False)
        return self.annotate(has_document=ExpressionWrapper(is_there, models.BooleanField()))

    def wanting_visa_letter(self) -> "RegistrationQuerySet":
        """Those who count, and have asked for a letter for a visa."""
        return self.active().filter(wants_visa_letter=True)

    def placed(self) -> "RegistrationQuerySet":
        """Those who take a place of a quota."""
        return self.filter(state__in=PLACED, participation__in=COUNTED)

    def waiting(self) -> "RegistrationQuerySet":
        """The waiting list, in order of arrival."""
        waiting = self.filter(state=State.WAITING).annotate(
            since=Coalesce("turn", "pk", output_field=models.BigIntegerField())
        )
        return waiting.order_by("since", "pk")

    def in_order(self) -> "RegistrationQuerySet":
        """As a list prints them: heads, deputies, then the delegation's own order."""
        first = Case(When(role=Role.HEAD, then=0), When(role=Role.DEPUTY, then=1), default=2)
        return self.order_by(first, "position", "pk")

    def with_delegation(self) -> "RegistrationQuerySet":
        """With what a page needs to name the delegation; one more query."""
        return self.select_related("delegation__entity", "delegation__meeting").prefetch_related(
            "delegation__entity__names"
        )

    def with_shared_delegations(self) -> "RegistrationQuerySet":
        """The same for very many: all of a delegation share one object; two more queries."""
        return self.prefetch_related(Prefetch("delegation", Delegation.objects.with_names()))
