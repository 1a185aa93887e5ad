"""Pieces of the registration form, for crispy layouts."""

from typing import Any

from crispy_forms.layout import Div, LayoutObject
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString


class Section(Div):
    """A section of the page: its title in the margin column, its fields beside it.

    ``Section(_("Person"), "given_names", "family_name", css_id="person")``. The title has the id
    `css_id`, so that a link can lead there.
    """

    template = "registrations/_section.html"

    def __init__(self, title: str | Promise, *fields: str | LayoutObject, css_id: str) -> None:
        super().__init__(*fields, css_id=css_id)
        self.title = title

    def render(
        self, form: BaseForm, context: Context, template_pack: str = "bootstrap5", **kwargs: Any
    ) -> SafeString:
        """Return the section as HTML."""
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(self.template, {"section": self, "fields": fields})


class Revealed(Div):
    """Fields that show only after a certain answer: `answer` is ``unlisted`` or ``visa``.

    The style sheet hides them; a browser that cannot always shows them, so the form itself decides
    on the server whether they count.
    """

    def __init__(self, answer: str, *fields: str | LayoutObject) -> None:
        super().__init__(*fields, css_class=f"if-{answer}")
