"""Several of the operator's commands in one process: to start `flask` takes longer than most of them.

`python -m demo.commands` reads a JSON list of commands (lists of words) and prints a JSON list of what they printed;
the first that fails ends it with exit code 1 and its words on standard error.
"""

import json
import sys

from wsgi import app


def main() -> int:
    runner = app.test_cli_runner()
    printed = []
    for words in json.load(sys.stdin):
        with app.app_context():
            done = runner.invoke(args=words)
        if done.exit_code:
            print(f"flask {' '.join(words)}: {done.stderr.strip() or done.exception!r}", file=sys.stderr)
            return 1
        printed.append(done.stdout)
    json.dump(printed, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
