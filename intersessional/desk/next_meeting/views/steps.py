"""The steps that are forms."""

from collections.abc import Collection, Sequence
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registration.delegations.models import Category
from registration.delegations.operations.serving import ServesAlready
from registration.delegations.queries import choices_for
from registration.meetings.models import Committee, Meeting
from registration.registrations import kept

from .. import operations, presentation, queries
from ..forms import CommitteesForm, DatesForm, NamesForm, PlaceForm, RequirementsForm
from ..forms.common import MeetingForm
from ..steps import BY_KEY, after
from .common import by, for_staff, here, is_settled, source_of

# What a step begins with, besides what the meeting has from its beginning: the source's.
_OFFERED: dict[str, tuple[str, ...]] = {
    "place": ("venue_en", "venue_fr", "venue_es", "street", "postal_code"),
    "committees": (
        *("president_name", "president_title_en"),
        *("president_title_fr", "president_title_es"),
    ),
}
_METHODS = ["GET", "HEAD", "POST"]


@for_staff
@require_http_methods(_METHODS)
def names(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for name, days and address."""
    return _settling(request, "names", NamesForm)


@for_staff
@require_http_methods(_METHODS)
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the place."""
    return _settling(request, "place", PlaceForm)


@for_staff
@require_http_methods(_METHODS)
def dates(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the deadlines."""
    return _settling(request, "dates", DatesForm)


@for_staff
@require_http_methods(_METHODS)
def committees(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the President, and who serves as of the first day."""
    meeting = here(request)
    serving = queries.serving_on(meeting)
    form = CommitteesForm(
        kept.typed(request),
        instance=_copy(meeting),
        initial=_offered(meeting, "committees", CommitteesForm),
        serving=serving,
        committees=Committee.objects.all(),
        entities=[(one.code, one.name) for one in choices_for(meeting)],
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.settle_committees(
                meeting,
                form.values(),
                form.services(),
                seen=form.cleaned_data["seen"],
                **by(request),
            )
        except operations.ChangedMeanwhile as refusal:
            stands = [(str(one.committee), str(one)) for one in serving]
            return _conflict(request, meeting, "committees", form, refusal, stands=stands)
        except (ServesAlready, operations.DoesNotFit) as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, meeting.slug, "committees")
    return _page(request, meeting, "committees", form)


@for_staff
@require_http_methods(_METHODS)
def requirements(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask what each category needs, how many places it has, and when it closes."""
    meeting = here(request)
    source = source_of(meeting)
    if source and not is_settled(meeting, "requirements"):
        standing = queries.requirements_of(source, moved_to=meeting)
    else:
        standing = queries.requirements_of(meeting)
    form = RequirementsForm(
        kept.typed(request),
        meeting=meeting,
        standing=standing,
        initial={"seen": operations.digest_of_requirements(meeting)},
    )
    if request.method == "POST" and form.is_valid():
        seen, wanted = form.cleaned_data["seen"], form.wanted()
        try:
            operations.settle_requirements(meeting, wanted, seen=seen, **by(request))
        except operations.ChangedMeanwhile as refusal:
            _has_seen(form, operations.digest_of_requirements(meeting))
            stands = [
                (Category(one).label, ", ".join(str(value) for value in row.values() if value))
                for one, row in queries.requirements_of(meeting).items()
                if row != wanted[one]
            ]
            return _page(request, meeting, "requirements", form, refusal=refusal, stands=stands)
        return _saved(request, meeting.slug, "requirements")
    return _page(request, meeting, "requirements", form)


def _settling(request: HttpRequest, key: str, kind: type[MeetingForm]) -> HttpResponse:
    """Show a step whose answers are columns of the meeting; a POST writes them."""
    meeting = here(request)
    form = kind(kept.typed(request), instance=_copy(meeting), initial=_offered(meeting, key, kind))
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            operations.settle(meeting, key, form.values(), seen=seen, **by(request))
        except operations.ChangedMeanwhile as refusal:
            return _conflict(request, meeting, key, form, refusal)
        except operations.DoesNotFit as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, form.cleaned_data.get("slug", meeting.slug), key)
    return _page(request, meeting, key, form)


def _copy(meeting: Meeting) -> Meeting:
    """Return a row for the form to write on: the page's own stays as it is stored."""
    values = {
        field.attname: getattr(meeting, field.attname) for field in meeting._meta.concrete_fields
    }
    copy = Meeting(**values)
    copy._state.adding, copy._state.db = False, meeting._state.db
    return copy


def _offered(meeting: Meeting, key: str, kind: type[MeetingForm]) -> dict[str, Any]:
    """Return what the form begins with: the state that is seen, and the source's where nothing is."""
    initial: dict[str, Any] = {"seen": _state(meeting, kind._meta.fields or (), key)}
    source = source_of(meeting)
    if source and not is_settled(meeting, key):
        for name in _OFFERED.get(key, ()):
            initial[name] = getattr(source, name)
    return initial


def _saved(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Go on to the next step, or to the list of what is still needed."""
    messages.success(request, _("Saved: %s.") % BY_KEY[key].title)
    following = after(key)
    if request.POST.get("then") == "overview" or following is None:
        return redirect("next_meeting:overview", slug)
    return redirect(following.view, slug)


def _conflict(
    request: HttpRequest,
    meeting: Meeting,
    key: str,
    form: MeetingForm,
    refusal: Exception,
    stands: Sequence[tuple[Any, Any]] = (),
) -> HttpResponse:
    """Show what stands now beside what was typed; sent again, the form has seen it."""
    fresh = Meeting.objects.select_related("preparation__source").get(pk=meeting.pk)
    _has_seen(form, _state(fresh, form._meta.fields or (), key))
    differs = [
        (form.fields[name].label, getattr(fresh, name))
        for name in form._meta.fields or ()
        if getattr(fresh, name) != form.cleaned_data[name]
    ]
    return _page(request, fresh, key, form, refusal=refusal, stands=[*differs, *stands])


def _has_seen(form: Any, state: str) -> None:
    """Let a form that is sent again have seen what stands now."""
    data = cast(QueryDict, form.data).copy()
    data["seen"] = state
    form.data = data


def _state(meeting: Meeting, names: Collection[str], key: str) -> str:
    if key == "committees":
        return operations.digest_of_committees(meeting, list(names))
    return operations.digest_of(meeting, list(names))


def _page(request: HttpRequest, meeting: Meeting, key: str, form: Any, **more: Any) -> HttpResponse:
    posted = request.method == "POST"
    source = source_of(meeting)
    context = {
        "subject": meeting,
        "step": BY_KEY[key],
        "steps": presentation.path_of_steps(meeting, key),
        "form": form,
        "source": source if source and not is_settled(meeting, key) else None,
        "is_kept": form.is_bound and not posted,
        **more,
    }
    template = f"desk/meetings/{key}.html" if key in _OWN_PAGES else "desk/meetings/step.html"
    return render(request, template, context, status=422 if posted else 200)


_OWN_PAGES = {"committees", "requirements"}
