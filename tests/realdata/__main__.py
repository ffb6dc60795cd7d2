"""``python -m tests.realdata``: how many real files are read right, and how many of their defects are told.

``--write`` puts both tables into the documentation.
"""

from __future__ import annotations

import argparse
import sys

from catalog.model.text import LANGS
from tests.bench.report import ROOT_PATH, page_path, write_table
from tests.realdata import defect_score
from tests.realdata.defect_score import LEAST_SHARE, render_defects, share_told
from tests.realdata.defects import read_defects, tell
from tests.realdata.expected import read_expectations
from tests.realdata.reading import ask_frictionless, inspect
from tests.realdata.score import MARKERS, Answer, render_score

REALDATA_PATH = ROOT_PATH.parent / "shared" / "realdata"


def main() -> int:
    """Return 0 when all is well, 1 when a file is read wrong or blamed for nothing, 2 when the files aren't there."""
    parser = argparse.ArgumentParser(prog="python -m tests.realdata", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="put the table into the documentation")
    is_written = parser.parse_args().write
    if not REALDATA_PATH.is_dir():
        print(f"data: the real files aren't here: {REALDATA_PATH} is absent", file=sys.stderr)
        return 2
    expected = read_expectations().items()
    ours = [Answer(path, facts, inspect(REALDATA_PATH / path)) for path, facts in expected]
    theirs = [Answer(path, facts, ask_frictionless(REALDATA_PATH / path)) for path, facts in expected]
    told = [tell(file, REALDATA_PATH) for file in read_defects()]
    for lang in LANGS:
        if is_written:
            write_table(lang, render_score(ours, theirs, lang), MARKERS)
            write_table(lang, render_defects(told, lang), defect_score.MARKERS)
            print(f"written: {page_path(lang).relative_to(ROOT_PATH)}", file=sys.stderr)
    print(render_score(ours, theirs, "en"))
    print(render_defects(told, "en"))
    wrong = [answer for answer in ours if not all(answer.right.values())]
    for answer in wrong:
        print(f"{answer.path}: {answer.told} instead of {answer.expected}", file=sys.stderr)
    for item in told:
        for defect in item.missed:
            print(f"{item.file.path}: nothing tells of {defect.kind}", file=sys.stderr)
    is_unfair = any(item.is_false_alarm for item in told)
    return 1 if wrong or is_unfair or share_told(told) < LEAST_SHARE else 0


if __name__ == "__main__":
    sys.exit(main())
