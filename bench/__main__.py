"""`python -m bench [name...]`: a table and a line of JSON for each bench."""

import json
import logging
import sys
import time
from collections.abc import Callable, Iterable

import structlog

from bench import answers, delivery, memory, months, pages, quota, reliability, tick, understanding, webhook
from bench.table import Figures, drawn

BENCHES: dict[str, Callable[[], Iterable[Figures]]] = {
    "webhook": webhook.bench,
    "tick": tick.bench,
    "months": months.bench,
    "understanding": understanding.bench,
    "delivery": delivery.bench,
    "answers": answers.bench,
    "memory": memory.bench,
    "pages": pages.bench,
}


LONG: dict[str, Callable[[], Iterable[Figures]]] = {  # by name only: many minutes to hours
    "reliability": reliability.bench,
    **reliability.grounds(),
    "quota": quota.bench,
}


def main(names: list[str]) -> int:
    """Run the named benches, or all but the long ones; 2 for a name there is none of."""
    every = {**BENCHES, **LONG}
    unknown = [name for name in names if name not in every]
    if unknown:
        print(f"no such bench: {', '.join(unknown)}; there are {', '.join(every)}", file=sys.stderr)
        return 2
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    for name in names or BENCHES:
        began = time.perf_counter()
        rows = list(every[name]())
        seconds = round(time.perf_counter() - began, 1)
        print(f"\n{name} ({seconds} s)\n\n{drawn(rows)}\n")
        print(json.dumps({"bench": name, "seconds": seconds, "rows": rows}, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
