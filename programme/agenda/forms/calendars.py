"""What a calendar of one's own holds, and in which language."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

WHOLE, CHOSEN = "whole", "chosen"


class CalendarForm(forms.Form):
    """The whole programme, or the items of which one is told; and the language."""

    holds = forms.ChoiceField(
        label=_("The calendar holds"),
        choices=[
            (WHOLE, _("the whole programme")),
            (CHOSEN, _("only the items of which I am told")),
        ],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language of the calendar"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs={"class": "form-select w-auto"}),
    )
