# For bin/backup and bin/restore: keep COMMAND ARGUMENT…, where a file is named as seen from the
# caller's folder.
keep() {
    command=$1
    shift
    unset PYTHONHOME PYTHONPATH
    for argument in "$@"; do
        shift
        case "$argument" in
            "" | -* | /*) set -- "$@" "$argument" ;;
            # shellcheck disable=SC2154
            *) set -- "$@" "$here/$argument" ;;
        esac
    done
    if [ -n "${DATABASE_URL-}" ] && [ -n "${SECRET_KEY-}" ] && [ -n "${SEALING_KEYS-}" ]; then
        exec "$root/.venv/bin/python" -W ignore manage.py "$command" "$@"
    fi
    exec "$root/.venv/bin/python" -m intersessional.embedded "$command" "$@"
}
