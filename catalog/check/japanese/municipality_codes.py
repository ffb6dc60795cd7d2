"""全国地方公共団体コード: its check digit, whether there is such a body, and whether it is the one named beside it."""

from __future__ import annotations

import re

import polars as pl

from catalog.check.examined import MAX_CELLS, Column, Examined, Params, is_nothing, plain
from catalog.findings import Finding, Findings
from catalog.infer.row_marks import total_spellings
from catalog.model.ids import FICTITIOUS_PREFECTURE, is_municipality_code, municipality_check_digit
from catalog.model.roles import Role
from catalog.standards.municipalities import bodies_named, code_of_five, find_body
from catalog.standards.prefectures import prefecture_of

_CODES = r"^[0-9]{5,6}$"
_MOST_BODIES = 3_000
"""There are fewer bodies in all of Japan: a column with more different values holds something else."""

_BODY_NAMES = re.compile(r"(?:市区町村|市町村|地方公共団体|自治体)名称?$|所在地_市区町村$")
_PREFECTURE_NAMES = re.compile(r"都道府県名?$")


def check_municipality_codes(examined: Examined) -> Findings:
    """Return what is wrong with the columns of codes; a column in which most cells are something else is left alone.

    Codes: body-code-check-digit, body-code-form, body-code-zero-lost, body-code-ambiguous, body-code-unknown,
    body-code-without-check-digit, body-code-elsewhere, body-code-not-of-name, more-in-column.
    """
    found: list[Finding] = []
    for column in examined.with_role(Role.MUNICIPALITY_CODE):
        if column.counted.height > _MOST_BODIES or column.share(_CODES) < 0.6:
            continue
        own = examined.municipality.code if examined.municipality is not None else ""
        found += _check_codes(column, own)
        found += _check_owner(column, examined)
        told: set[int] = set()
        for names, is_prefecture in _names_beside(column, examined):
            found += _check_names(column, names, told, is_prefecture=is_prefecture)
    return tuple(found)


def _check_codes(column: Column, own: str) -> Findings:
    found: dict[str, tuple[str, Params]] = {}
    short: list[str] = []
    for value in column.values():
        text = plain(value)
        if re.fullmatch(r"[0-9]{5}", text) and code_of_five(text) and not _zero_lost(text):
            short.append(text)
        elif (judged := _judge(column, value, text, own)) is not None:
            found[value] = judged
    remarks = []
    if short:
        remarks.append(
            column.remark("body-code-without-check-digit", value=short[0], expected=code_of_five(short[0]) or "")
        )
    return (*column.report(found), *remarks)


def _judge(column: Column, value: str, text: str, own: str) -> tuple[str, Params] | None:
    shown_value = column.quoted(value)
    if re.fullmatch(r"[0-9]{6}", text):
        expected = text[:5] + municipality_check_digit(text[:5])
        if expected != text:
            return "body-code-check-digit", {"value": shown_value, "expected": expected}
        is_known = find_body(text) is not None or text[:2] == own[:2] == FICTITIOUS_PREFECTURE
        return None if is_known else ("body-code-unknown", {"value": shown_value})
    if re.fullmatch(r"[0-9]{5}", text):
        return _judge_five(shown_value, text, own)
    # A prefecture's two digits are a code of their own (JIS X 0401).
    if is_nothing(value) or re.fullmatch(r"0?[1-9]|[1-4][0-9]", text) or value.strip() in total_spellings():
        return None
    return "body-code-form", {"value": shown_value}


def _judge_five(shown_value: str, text: str, own: str) -> tuple[str, Params]:
    """Return what five digits are that are no body's first five, or might be another body's last five as well."""
    repaired, completed = _zero_lost(text), code_of_five(text)
    if repaired and completed and own[:2] != repaired[:2]:
        if own[:2] == completed[:2]:
            return "body-code-without-check-digit", {"value": shown_value, "expected": completed}
        return "body-code-ambiguous", {"value": shown_value, "first": repaired, "second": completed}
    if repaired:
        return "body-code-zero-lost", {"value": shown_value, "expected": repaired}
    return "body-code-unknown", {"value": shown_value}


def _zero_lost(text: str) -> str | None:
    """Return the code whose leading zero a spreadsheet took away, or ``None``."""
    code = f"0{text}"
    return code if is_municipality_code(code) and find_body(code) else None


def _check_owner(column: Column, examined: Examined) -> Findings:
    """Return a finding where every code of the column is one other body's."""
    codes = {_code(value) for value in column.values()}
    owner = examined.municipality
    if owner is None or len(codes) != 1:
        return ()
    [code] = codes
    if code is None or _covers(owner.code, code) or _covers(code, owner.code):
        return ()
    body = find_body(code)
    return (column.remark("body-code-elsewhere", value=code, name=body.name if body else "", own=owner.code),)


def _covers(outer: str, inner: str) -> bool:
    """Return whether the body *outer* is *inner*, its prefecture, or the designated city whose ward it is."""
    if outer == inner or (outer[2:5] == "000" and outer[:2] == inner[:2]):
        return True
    city, ward = find_body(outer), find_body(inner)
    return city is not None and ward is not None and outer[:2] == inner[:2] and ward.name.startswith(city.name)


def _names_beside(column: Column, examined: Examined) -> list[tuple[Column, bool]]:
    """Return the columns that name the body of the code, each with whether they name its prefecture only."""
    prefix = column.heading.rpartition("_")[0]
    near = [other for other in examined.columns if other is not column and other.heading.rpartition("_")[0] == prefix]
    bodies = [(other, False) for other in near if _BODY_NAMES.search(other.heading)]
    return bodies + [(other, True) for other in near if _PREFECTURE_NAMES.search(other.heading)]


def _check_names(column: Column, names: Column, told: set[int], *, is_prefecture: bool) -> Findings:
    """Return the codes that aren't those of *names*, without the rows in *told*, to which those found are added."""
    frame = pl.DataFrame({"value": column.cells, "name": names.cells}).with_row_index("row").drop_nulls()
    pairs = frame.select("value", "name").unique(maintain_order=True).head(_MOST_BODIES)
    expected = {pair: _expected_code(*pair, is_prefecture=is_prefecture) for pair in pairs.iter_rows()}
    wrong = [(*pair, codes) for pair, codes in expected.items() if codes is not None]
    if not wrong:
        return ()
    wanted = pl.DataFrame(wrong, schema={"value": pl.String, "name": pl.String, "expected": pl.String}, orient="row")
    hits = frame.join(wanted, on=["value", "name"], how="inner", maintain_order="left").filter(
        ~pl.col("row").is_in(list(told))
    )
    rows = hits.rows()
    told.update(row for row, *_ in rows)
    params = [
        {"value": column.quoted(value), "name": names.quoted(name.strip()), "expected": codes}
        for _, value, name, codes in rows[:MAX_CELLS]
    ]
    return tuple(column.report_rows("body-code-not-of-name", [row for row, *_ in rows], params.__getitem__))


def _expected_code(value: str, name: str, *, is_prefecture: bool) -> str | None:
    """Return the code or codes of the body that is named, where *value* is certainly another body's; else ``None``."""
    code, named = _code(value), bodies_named(name)
    if code is None or not named:
        return None
    if is_prefecture:
        prefecture = prefecture_of(code)
        return None if prefecture is None or prefecture.code in named or len(named) > 1 else named[0]
    if any(_covers(other, code) or _covers(code, other) for other in named):
        return None
    return ", ".join(named[:5])


def _code(value: str) -> str | None:
    """Return the six-digit code of an existing body that *value* stands for, or ``None``."""
    text = plain(value)
    if re.fullmatch(r"[0-9]{5}", text):
        return None if _zero_lost(text) else code_of_five(text)
    return text if re.fullmatch(r"[0-9]{6}", text) and find_body(text) else None
