"""Rules 15 and 16: headers, cookies, and what an administrator relies on."""

from tests.protections import Protection

_SETTINGS = "intersessional/settings.py"
_COOKIES = "tests/access/test_headers.py::test_cookies_are_of_this_host_alone_behind_tls"
_PAGE = "tests/protections/test_one_page.py::"
_HEALTH = "tests/desk/test_health_and_errors.py::"
_RECEIPT = (
    "tests/registration/registrations/test_receipt.py::"
    "test_the_receipt_is_kept_by_nobody_and_tells_nobody_its_address"
)

RUNNING = [
    Protection(
        "Content-Security-Policy",
        15,
        "What somebody smuggles into a page does not run.",
        (f"{_PAGE}test_the_headers_of_a_page",),
        file=_SETTINGS,
        old='"script-src": [CSP.SELF]',
        new='"script-src": [CSP.SELF, CSP.UNSAFE_INLINE]',
    ),
    Protection(
        "frame-ancestors",
        15,
        "No other site shows our pages in a frame.",
        (f"{_PAGE}test_the_headers_of_a_page",),
        file=_SETTINGS,
        old='"frame-ancestors": [CSP.NONE]',
        new='"frame-ancestors": [CSP.SELF]',
    ),
    Protection(
        "HSTS",
        15,
        "Browsers come by TLS alone.",
        (_COOKIES,),
        file=_SETTINGS,
        old="SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0",
        new="SECURE_HSTS_SECONDS = 0",
    ),
    Protection(
        "__Host- cookie",
        15,
        "No other host of the domain sets our session.",
        (_COOKIES,),
        file=_SETTINGS,
        old='SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"',
        new='SESSION_COOKIE_NAME = "session"',
    ),
    Protection(
        "no-store of pages for some",
        15,
        "No browser and no proxy keeps a page that was made for somebody.",
        (f"{_PAGE}test_a_page_for_some_is_kept_by_nobody",),
        file="intersessional/access.py",
        old="        add_never_cache_headers(response)\n",
        new="",
    ),
    Protection(
        "no-store of pages of a session",
        15,
        "A page that shows something of a session is not kept either.",
        (f"{_PAGE}test_a_page_of_a_session_is_kept_by_nobody",),
        file="intersessional/desk/middleware.py",
        old="            add_never_cache_headers(response)\n",
        new="            pass\n",
    ),
    Protection(
        "the address of a receipt stays here",
        15,
        "No other site learns the address that opens a receipt.",
        (_RECEIPT,),
        file="registration/registrations/views/registering.py",
        old='    response["Referrer-Policy"] = "no-referrer"\n',
        new="",
    ),
    Protection(
        "livez asks nothing",
        16,
        "The database's restart does not restart the web server.",
        (f"{_HEALTH}test_livez_without_the_database",),
        file="intersessional/desk/health.py",
        old='    return HttpResponse("ok\\n", content_type="text/plain")\n',
        new="    response: HttpResponse = readyz(request)\n    return response\n",
    ),
    Protection(
        "readyz asks the database",
        16,
        "Who has no database gets no visitors.",
        (f"{_HEALTH}test_readyz_without_the_database",),
        file="intersessional/desk/health.py",
        old='JsonResponse({"database": "unavailable"}, status=503)',
        new='JsonResponse({"database": "unavailable"})',
    ),
    Protection(
        "age of the oldest mail",
        16,
        "Mail that does not leave is noticed.",
        (f"{_HEALTH}test_readyz_is_ready_and_says_how_old_the_oldest_message_is",),
        file="intersessional/desk/health.py",
        old="age = timezone.now() - oldest if oldest else timedelta(0)",
        new="age = timedelta(0)",
    ),
    Protection(
        "503 with Retry-After",
        16,
        "While the database starts anew, people and programs are asked to come back.",
        (f"{_HEALTH}test_a_page_without_the_database_asks_to_come_back",),
        file="intersessional/desk/views.py",
        old="if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):",
        new="if False:",
    ),
    Protection(
        "logs as JSON",
        16,
        "A line of the logs is one object, whatever is in it.",
        (f"{_PAGE}test_a_line_of_the_logs_is_one_object",),
        file=_SETTINGS,
        old='"class": "logging.StreamHandler", "formatter": "json"}',
        new='"class": "logging.StreamHandler"}',
    ),
    Protection(
        "no demonstration on a real host",
        16,
        "Nobody opens the portal with the passwords of the demonstration.",
        ("tests/test_checks.py::test_the_demonstration_is_refused",),
        file="intersessional/checks.py",
        old="    if settings.DEMONSTRATION:\n",
        new="    if False:\n",
    ),
]
