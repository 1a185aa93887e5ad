"""`python -m intersessional.embedded run | reset | backup … | restore … | manage …`."""

import sys

from intersessional.embedded.errors import NotStarted


def main() -> None:
    """Do what the first argument names; a refusal is one sentence and exit code 1."""
    from intersessional.embedded.keeping import backup, manage, restore
    from intersessional.embedded.reset import reset
    from intersessional.embedded.run import run

    commands = {"run": run, "reset": reset}
    with_arguments = {"backup": backup, "restore": restore, "manage": manage}
    name, *arguments = sys.argv[1:] or [""]
    try:
        if name in with_arguments:
            sys.exit(with_arguments[name](arguments))
        if name not in commands or arguments:
            names = "|".join([*commands, *with_arguments])
            sys.exit(f"Usage: python -m intersessional.embedded {names}")
        commands[name]()
    except NotStarted as problem:
        sys.exit(str(problem))
    except PermissionError as problem:
        sys.exit(f"Not permitted here: {problem.filename or problem}.")


if __name__ == "__main__":
    main()
