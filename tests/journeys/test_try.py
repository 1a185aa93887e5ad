from tests.journeys.conftest import violations, width_of, photograph
import pytest
pytestmark = pytest.mark.browser
def test_x(visit):
    page = visit("/")
    print(page.title())
    v = violations(page)
    assert v == []
    client = page.context.new_cdp_session(page)
    sizes = {}
    client.on("Network.responseReceived", lambda e: sizes.setdefault(e["requestId"], [e["response"]["url"], 0]))
    client.on("Network.loadingFinished", lambda e: sizes.setdefault(e["requestId"], ["?", 0]).__setitem__(1, e["encodedDataLength"]))
    client.send("Network.enable"); client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    for path in ("/", "/register/", "/es/", "/es/register/"):
        sizes.clear()
        page.goto(path); page.wait_for_load_state("networkidle")
        print(path, list(sizes.values()))
    page = visit("/fr/register/", width=320); print(width_of(page)); print(violations(page))
