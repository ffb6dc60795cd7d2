"""``python -m tests.bench.frictionless_file FILE SCHEMA COUNT``: what ``frictionless validate`` does, in a process."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from frictionless import Schema
from frictionless.resources import TableResource

MOST = 5_000


def main() -> int:
    """Return 0 when as many mistakes were found as there are, up to those that we count."""
    schema = Schema.from_descriptor(json.loads(Path(sys.argv[2]).read_text("utf-8")))
    report = TableResource(path=sys.argv[1], schema=schema, encoding="utf-8").validate(limit_errors=MOST)
    return 0 if report.stats["errors"] == min(int(sys.argv[3]), MOST) else 1


if __name__ == "__main__":
    sys.exit(main())
