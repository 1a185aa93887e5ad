"""The web processes load nothing that only workers need: each of these takes tens of megabytes."""

import subprocess
import sys

import pytest

from intersessional.embedded.service import ROOT

# Layout of letters, plans, signatures, sheets, Word and joined PDF files, and what they bring.
HEAVY = {"ortools", "weasyprint", "pydyf", "pyhanko", "pandas", "scipy"}
HEAVY |= {"openpyxl", "numpy", "docx", "pikepdf", "lxml"}
LOAD = """
import sys
import intersessional.wsgi
from intersessional.checks import addresses
assert len(list(addresses())) > 300
print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.mark.long
def test_no_page_needs_what_workers_load() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOAD],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())

    assert "django" in loaded
    assert loaded & HEAVY == set()
