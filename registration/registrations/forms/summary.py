"""The list of problems at the top of a form."""

from django import forms


class SummarisedForm(forms.Form):
    """A form whose page lists its problems, with a link to each control."""

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """The problems in the order of the page, each with the id of the control that mends it."""
        problems = [
            {"id": self._control_id(name), "text": self._problem(name, str(error))}
            for name in self.fields
            for error in self.errors.get(name, [])
        ]
        problems += [{"id": "", "text": str(error)} for error in self.non_field_errors()]
        return problems

    def _control_id(self, name: str) -> str:
        field = self[name]
        if field.is_hidden:
            return ""
        return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id

    def _problem(self, name: str, error: str) -> str:
        return error
