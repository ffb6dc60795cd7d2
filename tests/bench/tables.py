"""Large, wide, faulty and small tables, read and validated by us and by Frictionless in turn."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.measure import Cost, median, run

LARGE_ROWS = 1_000_000
FAULTY_ROWS = 50_000
WIDE_COLUMNS, WIDE_ROWS = 200, 10_000
SMALL_ROWS, SMALL_TIMES = 100, 100
BAD_ROWS = 20
HUGE_TIMES = 8
"""How often the rows of the large table are repeated for one that is near the most that is taken in, 1 GB."""

KINDS = ("公園", "学校", "病院", "公民館", "図書館")
FIELDS: Sequence[Mapping[str, Any]] = (
    {"name": "施設ID", "type": "string", "constraints": {"required": True, "unique": True, "pattern": "F[0-9]{7}"}},
    {"name": "名称", "type": "string", "constraints": {"required": True, "maxLength": 50}},
    {"name": "種別", "type": "string", "constraints": {"enum": list(KINDS)}},
    {"name": "所在地", "type": "string", "constraints": {"maxLength": 100}},
    {"name": "郵便番号", "type": "string", "constraints": {"pattern": "[0-9]{3}-[0-9]{4}"}},
    {"name": "緯度", "type": "number", "constraints": {"minimum": 20, "maximum": 46}},
    {"name": "経度", "type": "number", "constraints": {"minimum": 122, "maximum": 154}},
    {"name": "定員", "type": "integer", "constraints": {"minimum": 0, "maximum": 99999}},
    {"name": "開設日", "type": "date"},
    {"name": "駐車場", "type": "boolean"},
)
SCHEMA: Mapping[str, Any] = {"fields": FIELDS, "primaryKey": ["施設ID"], "missingValues": [""]}
HUGE_SCHEMA: Mapping[str, Any] = {
    "fields": [{"name": "施設ID", "type": "string"}, *FIELDS[1:]],  # Repeated, so not unique.
    "missingValues": [""],
}


@dataclass(frozen=True, slots=True)
class TableTrial:
    """What was measured; each pair in the same run, in turn.

    Attributes:
        bad: A few bad rows among very many; ``all_bad`` a bad cell in every row of fewer.
        huge: The rows of the large file many times; ours only, run once.
        small_seconds: Reading and validating one small table, the program having been started.
        size_bytes: Of the large file in UTF-8.
        peer_rounds: How often Frictionless was run (it is slow).
    """

    row_count: int
    rounds: int
    peer_rounds: int
    size_bytes: int
    huge_bytes: int
    utf8: Cost
    cp932: Cost
    bad: Cost
    all_bad: Cost
    wide: Cost
    huge: Cost
    frictionless_utf8: Cost
    frictionless_bad: Cost
    frictionless_all_bad: Cost
    frictionless_wide: Cost
    small_seconds: float


def run_table_trial(work_path: Path, row_count: int, rounds: int) -> TableTrial:
    """Return what reading and validating tables costs, made in an empty *work_path*."""
    tell("making tables")
    write_inputs(work_path, row_count)
    all_bad = min(FAULTY_ROWS, row_count)
    found = {"large": 0, "cp932": 0, "bad": BAD_ROWS, "all-bad": all_bad, "wide": 0}
    ours: dict[str, list[Cost]] = {name: [] for name in found}
    peer: dict[str, list[Cost]] = {name: [] for name in ("large", "bad", "all-bad", "wide")}
    peer_rounds = 1
    for number in range(rounds):
        for name, count in found.items():
            tell(f"ours, {name}")
            ours[name].append(run(command("check_file", name, count), work_path))
            if name in peer and number < peer_rounds:
                tell(f"Frictionless, {name}")
                peer[name].append(run(command("frictionless_file", name, count), work_path))
    run([*command("check_file", "small", 0), str(SMALL_TIMES)], work_path)
    small_seconds = float((work_path / "output.txt").read_text("utf-8"))
    tell("ours, huge")
    huge_bytes = write_huge(work_path)
    huge = run(command("check_file", "huge", 0), work_path)
    (work_path / "huge.csv").unlink()
    return TableTrial(
        row_count=row_count,
        rounds=rounds,
        peer_rounds=peer_rounds,
        size_bytes=(work_path / "large.csv").stat().st_size,
        huge_bytes=huge_bytes,
        huge=huge,
        utf8=median(ours["large"]),
        cp932=median(ours["cp932"]),
        bad=median(ours["bad"]),
        all_bad=median(ours["all-bad"]),
        wide=median(ours["wide"]),
        frictionless_utf8=median(peer["large"]),
        frictionless_bad=median(peer["bad"]),
        frictionless_all_bad=median(peer["all-bad"]),
        frictionless_wide=median(peer["wide"]),
        small_seconds=small_seconds,
    )


def command(module: str, name: str, count: int) -> list[str]:
    """Return the command that validates a table in which *count* mistakes are to be found."""
    return [sys.executable, "-m", f"tests.bench.{module}", f"{name}.csv", f"{name}.json", str(count)]


def write_inputs(folder: Path, row_count: int) -> None:
    """Write the tables with their schemas: ``large``, ``cp932``, ``bad``, ``all-bad``, ``wide``, ``small``."""
    write_csv(folder / "large.csv", FIELDS, make_rows(row_count))
    with (
        (folder / "large.csv").open(encoding="utf-8", newline="") as large,
        (folder / "cp932.csv").open("w", encoding="cp932", newline="") as file,
    ):
        shutil.copyfileobj(large, file)
    every = max(1, row_count // BAD_ROWS)
    write_csv(folder / "bad.csv", FIELDS, with_bad(make_rows(row_count), every, BAD_ROWS))
    write_csv(folder / "all-bad.csv", FIELDS, with_bad(make_rows(min(FAULTY_ROWS, row_count)), 1, row_count))
    write_csv(folder / "small.csv", FIELDS, make_rows(SMALL_ROWS))
    wide = [{"name": f"項目{number}", "type": "integer"} for number in range(WIDE_COLUMNS)]
    wide_rows = ([str(row * column % 9973) for column in range(WIDE_COLUMNS)] for row in range(WIDE_ROWS))
    write_csv(folder / "wide.csv", wide, wide_rows)
    for name in ("large", "cp932", "bad", "all-bad", "small"):
        (folder / f"{name}.json").write_text(json.dumps(SCHEMA, ensure_ascii=False), "utf-8")
    (folder / "wide.json").write_text(json.dumps({"fields": wide}, ensure_ascii=False), "utf-8")


def write_huge(folder: Path) -> int:
    """Write ``huge.csv``, the rows of ``large.csv`` many times, with its schema; return its size in bytes."""
    # In pieces: what this process has held counts as memory of every process that it starts.
    with (folder / "large.csv").open("rb") as large, (folder / "huge.csv").open("wb") as file:
        file.write(large.readline())
        start = large.tell()
        for _ in range(HUGE_TIMES):
            large.seek(start)
            shutil.copyfileobj(large, file)
    (folder / "huge.json").write_text(json.dumps(HUGE_SCHEMA, ensure_ascii=False), "utf-8")
    return (folder / "huge.csv").stat().st_size


def make_rows(count: int) -> Iterator[list[str]]:
    """Yield *count* rows of fictitious facilities, the same every time."""
    for number in range(count):
        day = f"{1950 + number % 70}-{number % 12 + 1:02}-{number % 28 + 1:02}" if number % 5 else ""
        yield [
            f"F{number * 7919 % 9999991:07}",  # A prime modulus: no two are the same, and they are in no order.
            f"南町第{number % 5000}{KINDS[number % 5]}",
            KINDS[number % 5],
            f"南町{number % 97}丁目{number % 31}番{number % 13}号",
            f"{number % 900 + 100}-{number % 10000:04}",
            f"{34 + number * 7919 % 1000000 / 1e6:.6f}",
            f"{133 + number * 104729 % 1000000 / 1e6:.6f}",
            str(number * 31 % 100000),
            day,
            "true" if number % 3 else "false",
        ]


def with_bad(rows: Iterator[list[str]], every: int, count: int) -> Iterator[list[str]]:
    """Yield *rows*, one cell in every so many being wrong, *count* in all."""
    for number, row in enumerate(rows):
        if number % every == 0 and number // every < count:
            column, text = ((7, f"約{number}"), (8, f"令和{number % 7}年"), (4, str(number)))[number // every % 3]
            row[column] = text
        yield row


def write_csv(path: Path, fields: Sequence[Mapping[str, Any]], rows: Iterator[list[str]]) -> None:
    """Write a CSV in UTF-8 whose cells need no quotes."""
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.write(",".join(str(field["name"]) for field in fields) + "\n")
        for row in rows:
            file.write(",".join(row) + "\n")


def tell(step: str) -> None:
    """Say on stderr what is being measured."""
    print(f"tables: {step}", file=sys.stderr, flush=True)
