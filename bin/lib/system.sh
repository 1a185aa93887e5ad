# Sourced by bin/bootstrap and bin/test: what the operating system must bring.

# apt needs the folders of the administrator, which a bare PATH lacks.
as_administrator() {
    if [ "$(id -u)" = 0 ]; then
        PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" "$@"
    else
        sudo -n env PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" "$@"
    fi
}

may_administer() {
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

# apt_install WHAT-FOR PACKAGE…: announced, because it changes more than this folder.
apt_install() {
    purpose=$1
    shift
    command -v apt-get >/dev/null 2>&1 && may_administer || return 1
    say "Installing for $purpose, outside this folder, by apt-get: $* …"
    export DEBIAN_FRONTEND=noninteractive
    as_administrator apt-get -qq update >/dev/null 2>&1 || :
    as_administrator apt-get -qq install -y --no-install-recommends "$@" >/dev/null 2>&1
}

install_pip() {
    apt_install "fetching uv" python3 python3-pip >&2 || return 0
    find_any_pip
}

# has_libraries NAME…: by their names without "lib", as pkg-config has them.
has_libraries() {
    .venv/bin/python - "$@" <<'PY' 2>/dev/null
import ctypes, ctypes.util, sys
for plain in sys.argv[1:]:
    library = f"lib{plain}.so.0"
    try:
        ctypes.CDLL(library)
    except OSError:
        if ctypes.util.find_library(plain) is None:
            sys.exit(1)
PY
}

has_pango() {
    has_libraries pango-1.0 pangoft2-1.0
}

# Without harfbuzz-subset fonts are cut down by Python, which takes ten times as long: wished for, not needed.
has_all_for_pdfs() {
    has_pango && has_libraries harfbuzz-subset
}

# Tried once for each .venv; what is missing then is only said.
ensure_pango() {
    if [ "$(uname)" = Darwin ]; then
        export DYLD_FALLBACK_LIBRARY_PATH="${DYLD_FALLBACK_LIBRARY_PATH:-/opt/homebrew/lib:/usr/local/lib:/usr/lib}"
    fi
    has_all_for_pdfs && return
    if [ ! -e .venv/pango.tried ]; then
        : >.venv/pango.tried
        install_pango || :
    fi
    if has_pango; then
        has_all_for_pdfs || say "libharfbuzz-subset is missing (Debian: libharfbuzz-subset0): a PDF takes ten times as long to make."
        return
    fi
    say "Pango is missing, so no PDF can be made until it is installed (Debian: libpango-1.0-0 libpangoft2-1.0-0; macOS: brew install pango); all else works."
}

install_pango() {
    if command -v brew >/dev/null 2>&1; then
        say "Installing for the PDFs, outside this folder, by brew: pango …"
        brew install --quiet pango >/dev/null 2>&1
    else
        has_pango || apt_install "the PDFs" libpango-1.0-0 libpangoft2-1.0-0
        # By itself: where it is not to be had, the others shall come all the same.
        apt_install "quicker PDFs" libharfbuzz-subset0
    fi
}

# The compiled catalogues are not kept in the repository.
compile_catalogues() {
    for source in locale/*/LC_MESSAGES/*.po; do
        compiled="${source%.po}.mo"
        if [ ! -e "$compiled" ] || [ -n "$(find "$source" -newer "$compiled")" ]; then
            .venv/bin/python -m intersessional.catalogues compile ||
                fail "The catalogues of messages could not be compiled."
            return 0
        fi
    done
}

# Prints the path of a Chromium that runs; nothing if there is none.
find_chromium() {
    for candidate in ${INTERSESSIONAL_CHROMIUM:+"$INTERSESSIONAL_CHROMIUM"} chromium chromium-browser \
        google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" "$(playwrights_chromium)"; do
        if [ -n "$candidate" ] && "$candidate" --version >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
    done
}

playwrights_chromium() {
    .venv/bin/python - <<'PY' 2>/dev/null || :
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
PY
}

# Prints the path of a Chromium, installed if need be; nothing if none can be had.
ensure_chromium() {
    found=$(find_chromium)
    if [ -z "$found" ] && apt_install "the browser tests" chromium; then
        found=$(find_chromium)
    fi
    if [ -z "$found" ]; then
        say "Fetching Chromium for the browser tests, by Playwright …"
        .venv/bin/python -m playwright install chromium >/dev/null 2>&1 || :
        found=$(find_chromium)
    fi
    printf '%s\n' "$found"
}

# ensure_program WHAT-FOR PROGRAM PACKAGE…: installed if need be; that it is missing is said.
ensure_program() {
    purpose=$1
    program=$2
    shift 2
    command -v "$program" >/dev/null 2>&1 && return
    apt_install "$purpose" "$@" || :
    command -v "$program" >/dev/null 2>&1 ||
        say "!!! NO $program: the tests that need it ($purpose) are SKIPPED. Debian: apt-get install $*"
}
