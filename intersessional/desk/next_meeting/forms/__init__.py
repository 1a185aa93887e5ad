"""What the staff type on the guided pages."""

from .committees import CommitteesForm
from .meeting import BeginForm, DatesForm, NamesForm, PlaceForm
from .requirements import RequirementsForm
from .skeleton import SkeletonForm

__all__ = [
    "BeginForm",
    "CommitteesForm",
    "DatesForm",
    "NamesForm",
    "PlaceForm",
    "RequirementsForm",
    "SkeletonForm",
]
