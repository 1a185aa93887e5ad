# Sourced by bin/bootstrap: a Python that suits, uv, and the packages.

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# A candidate is a Python only if it runs: a shim of pyenv exists for versions that do not.
# The free-threaded builds lack some of the wheels.
suits() {
    "$1" -c 'import platform, sys, sysconfig
good = (3, 12) <= sys.version_info < (3, 15) and platform.python_implementation() == "CPython"
sys.exit(not good or bool(sysconfig.get_config_var("Py_GIL_DISABLED")))' >/dev/null 2>&1
}

candidates() {
    [ -z "${PYTHON-}" ] || printf '%s\n' "$PYTHON"
    printf '%s\n' python3.14 python3.13 python3.12 python3
    for minor in 14 13 12; do
        for found in "${HOME:-/nonexistent}/.pyenv/versions/3.$minor"*/bin/python; do
            [ ! -x "$found" ] || printf '%s\n' "$found"
        done | sort -r
    done
    for folder in /opt/homebrew/bin /usr/local/bin /home/linuxbrew/.linuxbrew/bin; do
        for minor in 14 13 12; do printf '%s\n' "$folder/python3.$minor"; done
    done
}

# Prints the first that suits, as an absolute path: uv must not meet the shim again.
find_python() {
    candidates | while IFS= read -r candidate; do
        if suits "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            break
        fi
    done
}

# Any Python with pip can fetch uv, also one that is too old for the portal.
find_any_pip() {
    { candidates; printf '%s\n' /usr/bin/python3 python; ls -d "${HOME:-/nonexistent}"/.pyenv/versions/*/bin/python 2>/dev/null || :; } |
        while IFS= read -r candidate; do
            if "$candidate" -c 'import sys, pip; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1; then
                printf '%s\n' "$candidate"
                break
            fi
        done
}

# An older uv may not read our lock.
recent() {
    "$1" --version 2>/dev/null | awk '{ split($2, v, "."); exit !(v[1] > 0 || v[2] >= 8) } END { if (!NR) exit 1 }'
}

find_uv() {
    for candidate in .tools/uv uv "${HOME:-/nonexistent}/.local/bin/uv" "${HOME:-/nonexistent}/.cargo/bin/uv"; do
        if recent "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

# Moved into place whole: a second start at the same time does no harm.
fetch_uv() {
    pip=$(find_any_pip)
    [ -n "$pip" ] || pip=$(install_pip)
    [ -n "$pip" ] || fail "No uv and no Python with pip here to fetch it: install uv (https://docs.astral.sh/uv/), then try again."
    part=.tools.$$
    if ! PIP_ROOT_USER_ACTION=ignore "$pip" -m pip install --quiet --disable-pip-version-check \
        --no-warn-script-location --target "$part" 'uv>=0.8' >"$part.log" 2>&1; then
        cat "$part.log" >&2
        rm -rf "$part" "$part.log"
        fail "uv could not be fetched from PyPI: is the network there?"
    fi
    # Only the program itself, which stands alone.
    mkdir -p .tools
    echo '*' >.tools/.gitignore
    mv "$part/bin/uv" .tools/uv
    rm -rf "$part" "$part.log"
}

install_packages() {
    uv=$(find_uv)
    if [ -z "$uv" ]; then
        say "Fetching uv from PyPI …"
        fetch_uv
        uv=$(find_uv)
    fi
    # The certificates of the system: a proxy of the house may have one of its own.
    export UV_NATIVE_TLS="${UV_NATIVE_TLS:-true}" UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
    [ -w "${HOME:-/nonexistent}" ] || export UV_CACHE_DIR="${UV_CACHE_DIR:-$root/.tools/cache}"
    if [ -n "${PYTHON-}" ] && ! suits "$PYTHON"; then
        say "PYTHON=$PYTHON is no Python from 3.12 to 3.14 that runs; looking for another one …"
    fi
    python=$(find_python)
    if [ -n "$python" ]; then
        export UV_PYTHON_DOWNLOADS=never
    else
        python=$(managed_python)
    fi
    discard_unfit_venv "$python"
    say "Installing the packages of uv.lock into .venv with $("$python" --version) …"
    "$uv" sync --frozen --quiet --python "$python" >&2 ||
        fail "The packages could not be installed: see above."
}

# uv finds one that it installed earlier, or fetches one.
managed_python() {
    "$uv" python find --managed-python '>=3.12,<3.15' 2>/dev/null && return
    say "No Python from 3.12 to 3.14 here: uv fetches one …"
    "$uv" python install 3.13 >/dev/null 2>&1 && "$uv" python find --managed-python 3.13 ||
        fail "No Python from 3.12 to 3.14 was found, and uv could not fetch one: install one, or name it by PYTHON=/path/to/python3."
}

# A copied or moved .venv still points to where it was, and one of another Python must go too.
discard_unfit_venv() {
    case "$(cat "$stamp" 2>/dev/null)" in
        "" | "$root "*) ;;
        *) rm -rf .venv ;;
    esac
    if [ -d .venv ] && ! suits .venv/bin/python; then rm -rf .venv; fi
}
