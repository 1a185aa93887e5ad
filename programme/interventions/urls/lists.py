"""Addresses of lists of speakers, of who spoke, and of what it adds up to."""

from django.urls import include, path

from ..views import afterwards, list_requests, list_swaps, lists, printing

app_name = "speakers"

_ONE = "desk/speakers/<slug:uid>/"
_RECORD = "desk/speakers/record/"
_ITEM = f"{_RECORD}<int:number>/"
_STATISTICS = "desk/speakers/statistics/"
_after = [
    path(_RECORD, afterwards.record, name="record"),
    path(f"{_RECORD}text/", afterwards.record_text, name="record_text"),
    path(f"{_RECORD}document/", afterwards.record_document, name="record_document"),
    path(_ITEM, afterwards.record, name="item_record"),
    path(f"{_ITEM}text/", afterwards.record_text, name="item_record_text"),
    path(f"{_ITEM}document/", afterwards.record_document, name="item_record_document"),
    path("desk/speakers/summary/", afterwards.summary, name="summary"),
    path("desk/speakers/summary/document/", afterwards.summary_document, name="summary_document"),
    path(_STATISTICS, afterwards.statistics, name="statistics"),
    path(f"{_STATISTICS}csv/", afterwards.statistics_csv, name="statistics_csv"),
    path("programme/speaking/", afterwards.figures, name="figures"),
    path("programme/speaking/csv/", afterwards.figures_csv, name="figures_csv"),
]
pages = [
    # First: their words could be the name of a segment, which they never are.
    *_after,
    path("desk/speakers/", lists.index, name="index"),
    path(_ONE, lists.show, name="show"),
    path(f"{_ONE}turn/", lists.turn, name="turn"),
    path(f"{_ONE}step/", lists.step, name="step"),
    path(f"{_ONE}limit/", lists.limit, name="limit"),
    path(f"{_ONE}draw/", lists.draw, name="draw"),
    path(f"{_ONE}ask/", list_requests.ask, name="ask"),
    path(f"{_ONE}text/", lists.text, name="text"),
    path(f"{_ONE}sheet/", lists.sheet, name="sheet"),
    path(f"{_ONE}print/", printing.order, name="print"),
    path(f"{_ONE}print/<int:pk>/", printing.show, name="printed"),
    path(f"{_ONE}requests/<int:pk>/", list_requests.one, name="one"),
    path(f"{_ONE}exchanges/<int:swap>/", list_swaps.swap, name="swap"),
]
urlpatterns = [
    *pages,
    path("m/<slug:slug>/", include((pages, "other"))),
]
