"""Whom a host should meet, why, and how much it matters; and who asks for a bilateral."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersessional.accounts.models import User
from intersessional.text import validate_one_line, validate_text
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting

from .hosts import Host
from .spans import Timed, in_order

REASON_LENGTH = 500


class Source(models.TextChoices):
    """How somebody became a candidate."""

    TAG = "tag", _("by a tag")
    REQUEST = "request", _("asked for it")
    HAND = "hand", _("by hand")


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Words for sets of candidates."""

    def for_meeting(self, meeting: Meeting) -> "CandidateQuerySet":
        """Those of one meeting."""
        return self.filter(meeting=meeting)

    def planned_by(self, user: User | AnonymousUser) -> "CandidateQuerySet":
        """Those all of whose hosts the user plans for."""
        others = Host.objects.exclude(pk__in=Host.objects.planned_by(user).values("pk"))
        hosted = Host.objects.planned_by(user)
        return self.filter(hosts__in=hosted).exclude(hosts__in=others).distinct()

    def with_names(self) -> "CandidateQuerySet":
        """With what pages show of them; three more queries."""
        return self.select_related("delegation__entity", "delegation__meeting").prefetch_related(
            "delegation__entity__names", "hosts__committee", "excusals__entity__names"
        )


class Candidate(models.Model):
    """A delegation that one host, or several together, should meet; at most one bilateral stands for it.

    Rank 1 comes first. What a placement has to mind is here, so that it outlives the place: a plan
    moves the bilateral, and the candidate stays.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="candidates"
    )
    hosts = models.ManyToManyField(
        Host,
        verbose_name=_("hosts"),
        related_name="candidates",
        help_text=_("Several meet the delegation together."),
    )
    delegation = models.ForeignKey(
        Delegation,
        verbose_name=_("delegation"),
        on_delete=models.PROTECT,
        related_name="candidacies",
    )
    source = models.CharField(_("how it came"), max_length=10, choices=Source, default=Source.HAND)
    reason = models.CharField(
        _("reason"),
        max_length=REASON_LENGTH,
        blank=True,
        validators=[validate_one_line],
        help_text=_("Why the host should meet it. The delegation does not see it."),
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=50, help_text=_("1 is the first."))
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, help_text=_("From 1 to 10: among the same rank, more is first.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, help_text=_("If other than the host’s.")
    )
    languages = ArrayField(
        models.CharField(max_length=2), verbose_name=_("languages"), default=list, blank=True
    )
    needs_accessible_room = models.BooleanField(_("needs a room without steps"), default=False)
    is_set_aside = models.BooleanField(
        _("set aside"), default=False, help_text=_("The plan leaves it out.")
    )
    recusal_reason = models.CharField(
        _("confirmed that the member steps aside"),
        max_length=REASON_LENGTH,
        blank=True,
        validators=[validate_one_line],
        help_text=_(
            "Where the delegation sits on the Committee that it meets: who confirmed, and how."
        ),
    )
    recusal_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["rank", "-weight", "pk"]
        constraints = [
            models.CheckConstraint(
                name="candidate_has_rank_and_weight",
                condition=Q(rank__gte=1, weight__gte=1, weight__lte=10),
                violation_error_message=_("Ranks begin with 1; weights go from 1 to 10."),
            ),
            models.CheckConstraint(
                name="candidate_meets_for_some_minutes",
                condition=Q(minutes__isnull=True) | Q(minutes__gte=5, minutes__lte=180),
                violation_error_message=_("A bilateral takes from 5 to 180 minutes."),
            ),
            models.CheckConstraint(
                name="candidate_recusal_confirmed_by_somebody",
                condition=Q(recusal_reason="", recusal_confirmed_by__isnull=True)
                | (~Q(recusal_reason="") & Q(recusal_confirmed_by__isnull=False)),
            ),
            # For foreign keys that hold a row and its meeting together.
            models.UniqueConstraint(name="candidate_with_its_meeting", fields=["id", "meeting"]),
        ]

    def __str__(self) -> str:
        return self.delegation.name

    @property
    def host_names(self) -> str:
        """The hosts in the reader's language."""
        return ", ".join(host.name for host in self.hosts.all())


class WantedPeriod(Timed):
    """A time at which a candidate would rather meet."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="wanted")

    class Meta:
        verbose_name = _("preferred time")
        verbose_name_plural = _("preferred times")
        ordering = ["begins_at"]
        constraints = [in_order("wanted_period_begins_before_it_ends")]

    def __str__(self) -> str:
        return f"{self.begins_at:%H:%M} – {self.ends_at:%H:%M}"


class AskState(models.TextChoices):
    """What has become of a request for a bilateral."""

    OPEN = "open", _("not decided yet")
    TAKEN_UP = "taken_up", _("taken up")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back")


class Ask(models.Model):
    """A delegation asks for a bilateral with a host; the President's office decides."""

    delegation = models.ForeignKey(
        Delegation, verbose_name=_("delegation"), on_delete=models.PROTECT, related_name="asks"
    )
    host = models.ForeignKey(
        Host, verbose_name=_("host"), on_delete=models.PROTECT, related_name="asks"
    )
    token = models.CharField(max_length=22, unique=True, editable=False)
    reason = models.TextField(_("subject"), max_length=REASON_LENGTH, validators=[validate_text])
    wishes = models.TextField(
        _("wishes"), max_length=REASON_LENGTH, blank=True, validators=[validate_text]
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=10, choices=AskState, default=AskState.OPEN)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answer = models.TextField(
        _("answer"), max_length=REASON_LENGTH, blank=True, validators=[validate_text]
    )
    # A delegation that asks again, or was a candidate before, stays the same candidate.
    candidate = models.ForeignKey(
        Candidate, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks"
    )

    class Meta:
        verbose_name = _("request for a bilateral")
        verbose_name_plural = _("requests for bilaterals")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="ask_open_once_per_host",
                fields=["delegation", "host"],
                condition=Q(state="open"),
                violation_error_message=_("This delegation has asked this host already."),
            ),
            models.CheckConstraint(
                name="ask_says_when_it_was_decided",
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="ask_refused_has_an_answer",
                condition=~Q(state="refused") | ~Q(answer=""),
                violation_error_message=_("Say why: the delegation reads it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation} → {self.host}"
