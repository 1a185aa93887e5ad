"""What ruff does not look at: reasons of exemptions, templates, and calls that nobody should need."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("intersessional", "registration", "programme", "deploy")
# Starts programs: that is its work, on one machine, and it is no part of the image.
APART = ROOT / "intersessional/embedded"

# Mails of text alone, and subjects: there is no HTML in which anything could be.
PLAIN = ".txt"
TRUSTED = {
    # Parts of a screen that were rendered, and so escaped, a moment before (floor/screens.py).
    "templates/interventions/floor/chair.html",
    "templates/interventions/floor/display.html",
}
INLINE = {
    # Programs that read mail know no style sheets; no script is among it.
    "templates/mail/": {"style="},
    # Printed by WeasyPrint, which fetches nothing; each badge has a place and sizes of its own.
    "templates/badges/print.html": {"<style", "style="},
}
SAFE_STRINGS = {
    "intersessional/accounts/factor.py": "a drawing by segno, which escapes its title",
    "registration/letters/qr.py": "the same",
    "registration/letters/invitations/page.py": "escaped piece by piece",
    "registration/letters/invitations/placeholders.py": "escaped piece by piece",
    "registration/letters/typography.py": "escaped before, or HTML that was",
    "registration/mailings/wording.py": "joins lines that were escaped",
    "registration/registrations/admin/people.py": "a line break",
    "registration/registrations/forms/fields.py": "a frame of a template, and options that are escaped",
    "registration/registrations/views/kept_form.py": "a page of templates, with two random codes",
    "programme/agenda/templatetags/agenda.py": "nothing at all",
}
# Modules and names that nobody here needs, and who may use them nonetheless.
NEVER = {
    *("pickle", "marshal", "shelve", "yaml", "subprocess", "requests", "httpx", "telnetlib"),
    *("ftplib", "xml", "lxml", "urllib.request", "http.client", "pty", "ctypes", "dbm"),
}
MAY = {
    ("deploy/healthy.py", "urllib.request"): "asks the portal of its own container",
    **{
        (f"intersessional/backups/{module}.py", "subprocess"): "pg_dump, pg_restore and psql"
        for module in ("making", "programs", "restoring")
    },
}
# Patterns put together from tables of our own.
PATTERNS = {
    "registration/letters/invitations/placeholders.py": "stand-ins, one for each placeholder",
    "registration/letters/word.py": "ranges of scripts",
}
CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "md5", "sha1"}


def sources() -> Iterator[Path]:
    """Yield each module of the portal."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if APART not in path.parents:
                yield path


def templates(*endings: str) -> Iterator[Path]:
    """Yield each template."""
    for folder in ("templates", *PACKAGES):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in endings:
                yield path


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_each_exemption_has_its_reason() -> None:
    """`# noqa: S608 - our own names`: which rules, and for those on security a few words why."""
    mute = []
    for path in [*sources(), *APART.rglob("*.py")]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.search(r"#\s*noqa(?P<codes>:\s*[A-Z0-9, ]+)?(?P<reason>.*)", line)
            if found and is_mute(found["codes"] or "", found["reason"]):
                mute.append(f"{name(path)}:{number}")

    assert mute == []


def is_mute(codes: str, reason: str) -> bool:
    on_security = re.search(r"\bS\d", codes) is not None
    return not codes or (on_security and len(reason.strip(" -–")) < 8)


def test_each_exemption_of_the_settings_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    begin = text.index("[tool.ruff.lint]")
    section = text[begin : text.index("[tool.mypy]")]
    rules = re.findall(r'^\s*"(?:[A-Z]+\d*"|.*?" = \[).*$', section, re.MULTILINE)
    exempt = [line for line in rules if not line.startswith("select")]

    assert len(exempt) >= 10
    assert [line for line in exempt if "#" not in line] == []


def test_the_rules_on_security_are_on() -> None:
    text = (ROOT / "pyproject.toml").read_text()

    assert re.search(r'^select = \[.*"S".*\]$', text, re.MULTILINE)


def test_no_template_trusts_a_text() -> None:
    trusting = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off")
    found = {name(path) for path in templates(".html") if trusting.search(path.read_text())}

    assert found == TRUSTED
    makes = re.compile(r"\b(?:mark_safe|SafeString|SafeText)\(")
    assert {name(p) for p in sources() if makes.search(p.read_text())} == set(SAFE_STRINGS)


INSIDE = {
    "<script": re.compile(r"<script(?![^>]*\bsrc=)"),
    "<style": re.compile(r"<style"),
    "style=": re.compile(r"<[a-z][^<>]*\sstyle="),
    "on…=": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*="),
    "javascript:": re.compile(r"javascript:", re.IGNORECASE),
    "src=http": re.compile(r"<(?:script|link|img|iframe)[^<>]*(?:src|href)=[\"']?(?:https?:)?//"),
}


def test_nothing_stands_inline_in_a_template() -> None:
    """A strict Content-Security-Policy would block it, unseen by whoever wrote it."""
    wrong = {}
    for path in templates(".html", ".svg"):
        allowed = next((kinds for at, kinds in INLINE.items() if name(path).startswith(at)), set())
        # Without what Django replaces.
        text = re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text())
        if kinds := {kind for kind, sign in INSIDE.items() if sign.search(text)} - allowed:
            wrong[name(path)] = kinds

    assert wrong == {}


def dangers(tree: ast.AST, path: str) -> Iterator[str]:
    """Yield what a module should not do."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if is_never(alias.name, path))
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            if is_never(node.module, path):
                yield node.module
        elif isinstance(node, ast.Call):
            yield from dangers_of_call(node)
            yield from [] if path in PATTERNS else unescaped(node)


def is_never(module: str, path: str) -> bool:
    tops = {module, module.partition(".")[0]}
    return bool(tops & NEVER) and (path, module) not in MAY


def dangers_of_call(node: ast.Call) -> Iterator[str]:
    function = node.func
    called = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    on_re = isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "re"
    if called in CALLS and not on_re:
        yield called
    for keyword in node.keywords:
        value = getattr(keyword.value, "value", None)
        if (keyword.arg, value) in {("shell", True), ("verify", False), ("autoescape", False)}:
            yield f"{keyword.arg}={value}"


def unescaped(node: ast.Call) -> Iterator[str]:
    """Yield what is put into a regular expression as it is, but for constants in capitals."""
    function, first = node.func, node.args[0] if node.args else None
    if not isinstance(function, ast.Attribute) or getattr(function.value, "id", "") != "re":
        return
    for part in first.values if isinstance(first, ast.JoinedStr) else []:
        said = ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else "RE"
        if "escape(" not in said and not said.lstrip("_").isupper():
            yield f"pattern of {said}"


def test_nothing_dangerous_is_called() -> None:
    found = {
        name(path): sorted(set(dangers(ast.parse(path.read_text()), name(path))))
        for path in sources()
    }

    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "code",
    [
        *("import pickle", "from subprocess import run", "import os\nos.system('x')", "eval('1')"),
        *("import re\nre.compile(f'{typed}')", "run('x', shell=True)", "hashlib.md5(b'')"),
        *("from lxml import etree", "get(u, verify=False)", "import urllib.request"),
    ],
)
def test_what_is_dangerous_would_be_found(code: str) -> None:
    """The negative control."""
    assert list(dangers(ast.parse(code), "x.py"))


def test_what_was_asked_to_lead_back_is_asked_whether_it_is_ours() -> None:
    """Whoever reads `next` from a request asks `is_ours`, or hands it to allauth, whose adapter does."""
    reads = re.compile(
        r"(?:GET|POST|cleaned_data)(?:\.get\(|\[)[\"']next[\"']|get_next_redirect_url"
    )
    found = [path for path in sources() if reads.search(path.read_text())]

    assert len(found) >= 3
    asks = ("is_ours", "get_next_redirect_url")
    assert [name(p) for p in found if not any(word in p.read_text() for word in asks)] == []
