"""What can be chosen in a registration: role, gender, languages, the way of taking part."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What somebody is in the delegation."""

    HEAD = "head", _("Head of delegation")
    DEPUTY = "deputy", _("Deputy head of delegation")
    MEMBER = "member", pgettext_lazy("delegation", "Member")
    ADVISER = "adviser", _("Adviser")


class Gender(models.TextChoices):
    """As the person says; counted, never printed on a list or badge, never guessed."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    ANOTHER = "another", pgettext_lazy("gender", "Another")
    UNSAID = "unsaid", _("I prefer not to say")


class SpokenLanguage(models.TextChoices):
    """The languages of the United Nations, as a delegate can name them."""

    ARABIC = "ar", _("Arabic")
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    RUSSIAN = "ru", _("Russian")
    SPANISH = "es", _("Spanish")


class Participation(models.TextChoices):
    """In which way somebody takes part; statistics and lists tell them apart."""

    DELEGATE = "delegate", _("delegate")
    OBSERVER = "observer", _("observer")
    STAFF = "staff", _("staff")
    INTERPRETER = "interpreter", _("interpreter")
    MEDIA = "media", _("media")
    GUEST = "guest", _("guest")


# Only these take places of a quota.
COUNTED = frozenset({Participation.DELEGATE, Participation.OBSERVER})
