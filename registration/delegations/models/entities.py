"""States and organisations, their names, party status and service on Committees in time."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from intersessional.localised import LANGUAGES
from intersessional.text import validate_one_line
from registration.meetings.models import Committee

from .dated import Dated, Period, holds_on

# The window of an envelope has six lines, of which the name and the mission take their part.
ADDRESS_LINES = 5
ADDRESS_LINE_LENGTH = 80


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are not empty."""
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    return tuple(line for line in lines if line)


def validate_address(value: str) -> None:
    """Refuse a postal address that does not fit the window of an envelope."""
    lines = lines_of(value)
    if len(lines) > ADDRESS_LINES:
        raise ValidationError(_("At most %d lines fit the envelope.") % ADDRESS_LINES)
    for line in lines:
        validate_one_line(line)
        if len(line) > ADDRESS_LINE_LENGTH:
            raise ValidationError(
                _("At most %d characters fit a line of the envelope.") % ADDRESS_LINE_LENGTH
            )


class EntityKind(models.TextChoices):
    """What an entity is; a State's category follows from its party status."""

    STATE = "state", _("State")
    UN = "un", _("United Nations body")
    INTERNATIONAL = "international", _("international or regional organisation")
    RED_CROSS = "red_cross", _("Red Cross or Red Crescent")
    NGO = "ngo", _("non-governmental organisation")
    OTHER = "other", _("other")


class Category(models.TextChoices):
    """The category of a delegation, as of the meeting's first day."""

    STATE_PARTY = "state_party", _("State Party")
    STATE_NOT_PARTY = "state_not_party", _("State not party")
    UN = "un", _("United Nations body")
    INTERNATIONAL = "international", _("international or regional organisation")
    RED_CROSS = "red_cross", _("Red Cross or Red Crescent")
    NGO = "ngo", _("non-governmental organisation")
    OTHER = "other", _("other")


class Tag(models.Model):
    """A word by which staff group entities, such as “article-5”."""

    slug = models.SlugField(_("tag"), unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class EntityQuerySet(models.QuerySet["Entity"]):
    """Words for sets of entities."""

    def states(self) -> "EntityQuerySet":
        """Only States."""
        return self.filter(kind=EntityKind.STATE)

    def parties_on(self, day: date) -> "EntityQuerySet":
        """States for which the Convention is in force on a day."""
        parties = PartyStatus.objects.filter(holds_on(day)).values("entity")
        return self.states().filter(pk__in=parties)

    def not_parties_on(self, day: date) -> "EntityQuerySet":
        """States for which the Convention is not in force on a day."""
        return self.states().exclude(pk__in=self.parties_on(day))

    def listed(self) -> "EntityQuerySet":
        """Entities that anybody may choose: not those somebody has just asked to add."""
        return self.filter(is_provisional=False)

    def named_on(self, day: date) -> "EntityQuerySet":
        """With the names that hold on a day, ready for `Entity.name`; one more query."""
        names = models.Prefetch(
            "names", EntityName.objects.filter(holds_on(day)), to_attr="current_names"
        )
        return self.prefetch_related(names)


class Entity(models.Model):
    """A State or organisation that can be invited. Its names and party status have dates."""

    code = models.SlugField(
        _("code"), max_length=60, unique=True, help_text=_("ISO 3166 code or acronym.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EntityKind)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    is_signatory = models.BooleanField(_("signed or acceded"), default=False)
    is_un_member = models.BooleanField(_("member of the United Nations"), default=False)
    is_observer = models.BooleanField(
        _("observer State"),
        default=False,
        db_default=False,
        help_text=_(
            "Its mission is called a Permanent Observer Mission. Not every State outside the United"
            " Nations is one."
        ),
    )
    is_usually_invited = models.BooleanField(_("usually invited"), default=False)
    is_provisional = models.BooleanField(
        _("provisional"),
        default=False,
        help_text=_("Named by somebody who asked to attend; not yet on the list for all."),
    )
    asked_name = models.CharField(
        _("name as somebody gave it"),
        max_length=200,
        blank=True,
        help_text=_("Of a provisional entity, until the staff give it its names."),
    )
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True)
    email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("Of the Permanent Mission or of the organisation’s office."),
    )
    postal_address = models.TextField(
        _("postal address"),
        blank=True,
        default="",
        db_default="",
        validators=[validate_address],
        help_text=_(
            "Of the mission in Geneva or of the office, below its name: street, postal code and city,"
            " one to a line, as they stand on an envelope."
        ),
    )
    correspondence_language = models.CharField(
        _("language of our messages"), max_length=2, choices=settings.LANGUAGES, default="en"
    )

    objects: ClassVar = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="entity_provisional_has_a_name",
                condition=Q(is_provisional=False) | ~Q(asked_name=""),
                violation_error_message=_("A provisional entity needs the name somebody gave."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address_lines(self) -> tuple[str, ...]:
        """The postal address line by line; empty where none is known."""
        return lines_of(self.postal_address)

    @property
    def name(self) -> str:
        """The name in the reader's language: as prefetched by `named_on`, else the latest."""
        names = getattr(self, "current_names", None)
        if names is None:
            names = sorted(self.names.all(), key=lambda name: name.valid_from or date.min)
        by_language = {name.language: name.name for name in names}
        own = by_language.get((get_language() or "en")[:2])
        return own or by_language.get("en") or self.asked_name or self.code

    @property
    def names_in_all_languages(self) -> set[str]:
        """Each spelling that somebody may search for; needs `named_on`."""
        return {name.name for name in self.current_names}  # type: ignore[attr-defined]

    def name_on(self, day: date, language: str) -> str:
        """Return the name that holds on a day in a language; English where there is none."""
        held = {name.language: name.name for name in self.names.all() if name.holds(day)}
        return held.get(language) or held.get("en") or self.asked_name or self.code


class EntityName(Dated):
    """What an entity is called in one language, while that name holds."""

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=2, choices=[(c, c) for c in LANGUAGES])
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("name of an entity")
        verbose_name_plural = _("names of entities")
        constraints = [
            ExclusionConstraint(
                name="entity_has_one_name_at_a_time",
                expressions=[
                    ("entity", RangeOperators.EQUAL),
                    ("language", RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Two names in one language would hold on the same day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartyStatus(Dated):
    """A time in which the Convention is in force for a State."""

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="party_status")

    class Meta:
        verbose_name = _("party status")
        verbose_name_plural = _("party status")
        constraints = [
            ExclusionConstraint(
                name="party_status_does_not_overlap",
                expressions=[
                    ("entity", RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Two periods of the same State overlap."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity_id}: {self.valid_from or '…'} – {self.valid_until or '…'}"


class CommitteeRole(models.TextChoices):
    """What a State does in a Committee."""

    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("member")


class CommitteeMembership(Dated):
    """A State that serves on a Committee for a time."""

    committee = models.ForeignKey(
        Committee, verbose_name=_("Committee"), on_delete=models.CASCADE, related_name="memberships"
    )
    entity = models.ForeignKey(
        Entity, verbose_name=_("entity"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(
        _("role"), max_length=10, choices=CommitteeRole, default=CommitteeRole.MEMBER
    )
    is_to_be_confirmed = models.BooleanField(_("to be confirmed"), default=False)

    class Meta:
        verbose_name = _("membership of a Committee")
        verbose_name_plural = _("memberships of Committees")
        constraints = [
            ExclusionConstraint(
                name="committee_has_a_member_once",
                expressions=[
                    ("committee", RangeOperators.EQUAL),
                    ("entity", RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This State is already on the Committee in that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity} ({self.get_role_display()})"
