"""`python -m intersessional.embedded run | reset`."""

import sys

from intersessional.embedded.errors import NotStarted


def main() -> None:
    """Do what the argument names; a refusal is one sentence and exit code 1."""
    from intersessional.embedded.reset import reset
    from intersessional.embedded.run import run

    commands = {"run": run, "reset": reset}
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name not in commands:
        sys.exit(f"Usage: python -m intersessional.embedded {'|'.join(commands)}")
    try:
        commands[name]()
    except NotStarted as problem:
        sys.exit(str(problem))
    except PermissionError as problem:
        sys.exit(f"Not permitted here: {problem.filename or problem}.")


if __name__ == "__main__":
    main()
