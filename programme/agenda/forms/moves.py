"""What a button or a drop on the grid says."""

from django import forms

from ..models.base import UID_LENGTH

_MOMENT = ["%Y-%m-%dT%H:%M"]


class _Move(forms.Form):
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class SegmentMove(_Move):
    """A segment moves before another one (`before`), or to a session’s end; or takes other minutes."""

    do = forms.ChoiceField(
        choices=[(one, one) for one in ("earlier", "later", "longer", "shorter", "move", "stretch")]
    )
    session = forms.CharField(required=False, max_length=UID_LENGTH)
    before = forms.CharField(required=False, max_length=UID_LENGTH)
    minutes = forms.IntegerField(required=False, min_value=0, max_value=6000)


class SessionMove(_Move):
    """A session begins or ends at another time (local), has another room, or another one’s time.

    `other` is the uid of that one and the version that was seen, with a dot between.
    """

    do = forms.ChoiceField(
        choices=[
            (one, one)
            for one in ("earlier", "later", "longer", "shorter", "move", "stretch", "swap")
        ]
    )
    begins_at = forms.DateTimeField(required=False, input_formats=_MOMENT)
    ends_at = forms.DateTimeField(required=False, input_formats=_MOMENT)
    room = forms.CharField(required=False, max_length=UID_LENGTH)
    other = forms.CharField(required=False, max_length=UID_LENGTH + 11)
