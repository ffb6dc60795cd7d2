"""開始時間 and 終了時間: times of a day, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from catalog.check.examined import Column, Examined, Params, is_nothing, plain
from catalog.findings import Finding, Findings

_START = re.compile(r"(?:開始|開館|開場|開所|開庁|開店|利用開始|受付開始)(?:時間|時刻)$|^start_?time$", re.IGNORECASE)
_END = re.compile(r"(?:終了|閉館|閉場|閉所|閉庁|閉店|利用終了|受付終了)(?:時間|時刻)$|^end_?time$", re.IGNORECASE)
_PAIRS = (("開始", "終了"), ("開館", "閉館"), ("開場", "閉場"), ("開所", "閉所"), ("開庁", "閉庁"), ("開店", "閉店"))
_TIME = r"^[0-9]{1,2}[:時][0-9]{0,2}(?:[:分][0-9]{0,2})?$"
_PARTS = re.compile(r"([0-9]{1,2})[:時]([0-9]{1,2})?(?:[:分]([0-9]{2})?)?")
_FRACTION = r"^0?\.[0-9]{2,}$"


def check_opening_hours(examined: Examined) -> Findings:
    """Return times that no clock shows, and hours that end before they begin.

    Hours over midnight are left alone: those that begin in the afternoon or end by early morning.

    Codes: impossible-time, excel-serial-time, hours-order, more-in-column.
    """
    found: list[Finding] = []
    for column in examined.columns:
        if (_START.search(column.heading) or _END.search(column.heading)) and _holds_times(column):
            found += column.report(_odd_times(column))
    for start, end in _pairs(examined):
        found += _check_order(start, end)
    return tuple(found)


def _holds_times(column: Column) -> bool:
    return column.share(_TIME) + column.share(_FRACTION) >= 0.5


def _odd_times(column: Column) -> dict[str, tuple[str, Params]]:
    found: dict[str, tuple[str, Params]] = {}
    for value in column.values(~pl.col("plain").str.contains(r"^(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$")):
        text = plain(value)
        if is_nothing(value):
            continue
        if re.fullmatch(_FRACTION, text):
            found[value] = ("excel-serial-time", {"value": column.quoted(value), "expected": _clock(float(text))})
        elif _is_impossible(text):
            found[value] = ("impossible-time", {"value": column.quoted(value)})
    return found


def _is_impossible(text: str) -> bool:
    match = _PARTS.fullmatch(text)
    if match is None:
        return False
    hour, minute = int(match[1]), int(match[2] or 0)
    return (hour, minute) > (24, 0) or minute > 59


def _clock(fraction: float) -> str:
    minutes = round(fraction * 24 * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _pairs(examined: Examined) -> Iterator[tuple[Column, Column]]:
    """Yield the columns of beginnings with the column of ends whose heading is the same but for that word."""
    by_heading = {column.heading.casefold(): column for column in examined.columns}
    for column in examined.columns:
        if not _START.search(column.heading):
            continue
        heading = column.heading.casefold()
        for begin, finish in (*_PAIRS, ("start", "end")):
            before, word, after = heading.rpartition(begin)
            end = by_heading.get(f"{before}{finish}{after}") if word else None
            if end is not None:
                yield column, end
                break


def _check_order(start: Column, end: Column) -> list[Finding]:
    frame = pl.DataFrame({"start": start.cells, "end": end.cells}).with_row_index("row").drop_nulls()
    wrong = [pair for pair in frame.select("start", "end").unique().head(20_000).iter_rows() if _is_wrong(*pair)]
    if not wrong:
        return []
    wanted = pl.DataFrame(wrong, schema={"start": pl.String, "end": pl.String}, orient="row")
    hits = frame.join(wanted, on=["start", "end"], how="semi", maintain_order="left").rows()
    return list(
        start.report_rows(
            "hours-order",
            [row for row, _, _ in hits],
            lambda position: {"start": start.quoted(hits[position][1]), "end": end.quoted(hits[position][2])},
        )
    )


def _is_wrong(start: str, end: str) -> bool:
    if _is_impossible(plain(start)) or _is_impossible(plain(end)):
        return False  # Told already.
    begin, finish = _minutes(start), _minutes(end)
    if begin is None or finish is None or finish > begin or (begin, finish) == (0, 0):
        return False
    # Over midnight: a bar from 17:00 to 2:00, a night clinic from 20:00 to 8:00.
    return begin == finish or not (finish <= 6 * 60 or (begin >= 15 * 60 and finish <= 12 * 60))


def _minutes(text: str) -> int | None:
    match = _PARTS.fullmatch(plain(text))
    return int(match[1]) * 60 + int(match[2] or 0) if match else None
