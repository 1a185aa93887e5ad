"""Fields that every form of a registration shares."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from intersessional.text import tidy, validate_one_line, validate_text

# In the order in which people write days in our three languages; the first is that of the hint.
DATE_FORMATS = ["%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%Y-%m-%d"]


class OneLineField(forms.CharField):
    """A text on one line: composed, trimmed, without control characters."""

    default_validators = [validate_one_line]

    def to_python(self, value: Any) -> str:
        """Tidy before validating, so that two spaces are nobody's mistake."""
        return tidy(super().to_python(value) or "")


class LinesField(forms.CharField):
    """A text of several lines."""

    default_validators = [validate_text]
    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Keep one kind of line break: browsers send two characters, and a change would show."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class LongSelect(forms.Select):
    """A list of some hundred choices: the HTML of Django’s, without two templates for each of them."""

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> Any:
        widget = context["widget"]
        empty = {**context, "widget": {**widget, "optgroups": []}}
        frame = super()._render(template_name, empty, renderer)  # type: ignore[misc]
        begin, end, rest = frame.rpartition("\n</select>")
        # Each piece is escaped where it is made.
        return mark_safe(  # noqa: S308 - a frame of a template, and options made by format_html
            "".join([begin, *map(_group, widget["optgroups"]), end, rest])
        )


def _group(group: tuple[Any, list[dict[str, Any]], int]) -> str:
    label, options, _index = group
    found = "".join(map(_option, options))
    if not label:
        return found
    begin: str = format_html('\n  <optgroup label="{}">', label)
    return f"{begin}{found}\n  </optgroup>"


def _option(option: dict[str, Any]) -> str:
    attributes = flatatt(option["attrs"])
    html: str = format_html(
        '\n  <option value="{}"{}>{}</option>\n', str(option["value"]), attributes, option["label"]
    )
    return html


# Of days that people type: of birth, of a passport, of a journey.
FIRST_YEAR, LAST_YEAR = 1850, 2150


class DayField(forms.DateField):
    """A day, typed as people write it in any of our languages: day, month, year."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(
            format="%d.%m.%Y",
            attrs={"autocomplete": "off", "inputmode": "text", "class": "w-auto", "size": 12},
        )
        messages = {
            "required": kwargs.pop("missing"),
            "invalid": _("Enter a day that exists as day, month and year, for example 31.12.2020."),
        }
        super().__init__(
            input_formats=DATE_FORMATS, widget=widget, error_messages=messages, **kwargs
        )

    def to_python(self, value: Any) -> Any:
        """Refuse a year that nobody means: days are counted on from it."""
        day = super().to_python(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("Enter a day with a year between %(first)d and %(last)d."),
                params={"first": FIRST_YEAR, "last": LAST_YEAR},
                code="year",
            )
        return day
