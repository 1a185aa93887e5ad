"""The figures for Prometheus of a web server with two processes."""

import re
import urllib.request

from tests.portal import Portal


def homes_counted(portal: Portal) -> float:
    with urllib.request.urlopen(f"{portal.url}/metrics", timeout=10) as answer:
        figures = answer.read().decode()
    found = re.findall(
        r'portal_requests_total\{method="GET",route="/",status="2xx"\} (\S+)', figures
    )
    return float(found[0]) if found else 0


def test_requests_are_added_up_over_the_processes(portal: Portal) -> None:
    before = homes_counted(portal)

    for _ in range(12):
        urllib.request.urlopen(f"{portal.url}/", timeout=10).close()

    # Whichever of the two processes answers.
    assert {homes_counted(portal) - before for _ in range(8)} == {12}
