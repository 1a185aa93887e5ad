"""Switch protections off, one at a time, and see their tests fail: what `bin/without` calls.

sh bin/without              all of them
sh bin/without NAME …       those whose names hold one of these words
sh bin/without --list       which there are
sh bin/without --write      put the list into docs/reliability.md, without running anything
"""

import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from tests.long import results
from tests.protections import Protection
from tests.protections.listed import ALL
from tests.protections.scratch import NotRed, Outcome, Scratch, scratch

# A test that needs little, with which the database is made.
FIRST = ("tests/outbox/test_promise.py::test_a_promise_is_a_row_that_is_due_at_once",)


def red(tree: Scratch, protection: Protection) -> list[str]:
    """Run the tests of one protection without it; return what each said.

    :raises NotRed: one of them passed, or failed by an accident
    """
    with tree.without(protection):
        found = tree.run(protection.tests, protection.environment)
    said = []
    for test in protection.tests:
        mine = [one for one in found if one.test.partition("[")[0] == test.partition("[")[0]]
        failed = [one for one in mine if one.result == "failed"]
        if not failed:
            raise NotRed(f"{test} is not red: {_summary(mine)}")
        said.append(failed[0].message.partition("\n")[0][:200])
    return said


def all_red(protections: Sequence[Protection]) -> list[dict[str, object]]:
    """Switch off each of them, and then none; return a line for each, with what is wrong if any is."""
    lines: list[dict[str, object]] = []
    with scratch() as tree:
        _green(tree, FIRST)
        for protection in protections:
            begun = time.monotonic()
            line = {"name": protection.name, "rule": protection.rule, "tests": protection.tests}
            try:
                line |= {"red": True, "said": red(tree, protection)}
            except (NotRed, ValueError) as problem:
                line |= {"red": False, "said": [str(problem)]}
            line["seconds"] = round(time.monotonic() - begun, 1)
            lines.append(line)
            print(f"{'red ' if line['red'] else 'NOT RED'}  {protection.name}", flush=True)
            if not line["red"]:
                print(f"         {line['said'][0]}", flush=True)  # type: ignore[index]
        _green(tree, sorted({test for each in protections for test in each.tests}))
    print("With everything on, all of these tests pass.")
    return lines


def _green(tree: Scratch, tests: Sequence[str]) -> None:
    wrong = [one for one in tree.run(tests) if one.result != "passed"]
    if wrong:
        raise SystemExit(f"With everything on, {_summary(wrong)}")


def _summary(outcomes: Sequence[Outcome]) -> str:
    return "; ".join(f"{o.test} {o.result} {o.message[:300]}" for o in outcomes) or "it did not run"


def table() -> str:
    """Return the list in Markdown."""
    lines = [
        "| Rule | Protection | How to switch it off | The test that fails |",
        "|---|---|---|---|",
    ]
    for each in ALL:
        tests = "<br>".join(f"`{test}`" for test in each.tests)
        cells = [str(each.rule), f"**{each.name}.** {each.protects}", each.how, tests]
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines)


def keep(lines: list[dict[str, object]]) -> None:
    """Write down how it went, beside the other results."""
    results.FOLDER.mkdir(parents=True, exist_ok=True)
    kept = {
        "name": "protections",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": results.commit(),
        "command": "sh bin/without",
        "switched off": len(lines),
        "red": len([line for line in lines if line["red"]]),
        "lines": lines,
    }
    text = json.dumps(kept, indent=2, ensure_ascii=False) + "\n"
    (results.FOLDER / "protections.json").write_text(text, "utf-8")


def main(words: Sequence[str]) -> int:
    """Do what the arguments ask for; return the exit code."""
    if "--list" in words:
        print("\n".join(f"{each.rule:2}  {each.name}" for each in ALL))
        return 0
    results.write_between_marks("protections", table())
    if "--write" in words:
        return 0
    chosen = [each for each in ALL if not words or any(word in each.name for word in words)]
    lines = all_red(chosen)
    if len(chosen) == len(ALL):
        keep(lines)
    not_red = [line["name"] for line in lines if not line["red"]]
    print(f"{len(lines)} protections, {len(lines) - len(not_red)} red.")
    return 1 if not_red or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
