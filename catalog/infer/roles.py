"""What a column's values identify: by its heading, and by the values, which win where the two disagree."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from catalog.infer.coordinates import coordinate_roles
from catalog.infer.headings import heading_key
from catalog.infer.markers import is_marker
from catalog.infer.samples import Sample, sample_columns
from catalog.model.roles import Role
from catalog.model.table import Table
from catalog.notation.check_digits import is_corporate_number, is_municipality_code
from catalog.notation.codes import parse_postal_code, parse_telephone
from catalog.notation.dates import explain_era_date, parse_era_date, parse_fiscal_year, parse_year_month
from catalog.notation.eras import parse_era_year
from catalog.notation.widths import fold_width

_MAX_VALUES = 300  # of a column are looked at; those of a column are of one kind, or else it has no role


def _key(text: str) -> str:
    return re.escape(heading_key(text))


def _any(*texts: str) -> str:
    return "|".join(map(_key, texts))


_PLACE_CODES = _any("団体コード", "市区町村コード", "市町村コード", "自治体コード", "行政区域コード", "標準地域コード")
_ENGLISH_PLACE_CODES = "lgcode|(?:localgov(?:ernment)?|municipality|city|pref(?:ecture)?)_?code|jisx?0?40[12]"
_TOKEN = r"(?:^|[_\-])(?:{})(?=$|[_\-0-9]|no|番号)"

# Of keys, in which a long vowel mark is a hyphen: see heading_key.
_HEADINGS: Mapping[Role, re.Pattern[str]] = {
    Role.CORPORATE_NUMBER: re.compile(f"{_key('法人番号')}|corporate_?number"),
    Role.MUNICIPALITY_CODE: re.compile(f"{_PLACE_CODES}|{_key('都道府県コード')}|{_ENGLISH_PLACE_CODES}"),
    Role.POSTAL_CODE: re.compile(f"郵便番号|〒|post(?:al)?_?code|zip_?code|{_TOKEN.format('zip|postal')}"),
    Role.TELEPHONE: re.compile(
        rf"電話(?!.*内線)|ファ(?:ッ|ツ)クス|{_key('ファックス')}|telephone|phone|{_TOKEN.format('tel|fax')}|fax番号"
    ),
}
_LATITUDE = re.compile("緯度|北緯|latitude|(?:^|[_-])lat(?=$|[_-])")
_LONGITUDE = re.compile("経度|東経|longitude|(?:^|[_-])(?:lon|lng|long)(?=$|[_-])")
_EASTING = re.compile("easting|東距|東座標")
_NORTHING = re.compile("northing|北距|北座標")


def role_of(heading: str) -> Role | None:
    """Return the role that *heading* names, or ``None`` where it names none or could mean several.

    X and Y say nothing: in surveys X points north, in programs east.
    """
    key = heading_key(heading)
    places = (
        (Role.LATITUDE, _LATITUDE),
        (Role.LONGITUDE, _LONGITUDE),
        (Role.EASTING, _EASTING),
        (Role.NORTHING, _NORTHING),
    )
    found = [role for role, pattern in places if pattern.search(key)]
    if found:
        return found[0] if len(found) == 1 else None
    return next((role for role, pattern in _HEADINGS.items() if pattern.search(key)), None)


def infer_roles(table: Table) -> tuple[Role | None, ...]:
    """Return the role of each column of *table*, or ``None``.

    A column without values has the role that its heading names. One whose values can't be what its heading says has
    another role or none; one whose heading says nothing has a role only where its values leave no doubt.
    """
    return sample_roles(sample_columns(table))


def sample_roles(samples: Sequence[Sample]) -> tuple[Role | None, ...]:
    """Return what :func:`infer_roles` does, of samples of the columns."""
    hints = [role_of(sample.label) for sample in samples]
    places = coordinate_roles(samples, hints)
    return tuple(
        place or _role_by_values(sample, hint) for sample, hint, place in zip(samples, hints, places, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    """How the values of a role look.

    Attributes:
        could_be: A cell under a heading that names the role; half of the cells must pass.
        must_be: A cell under any heading that speaks for the role by itself; all cells must pass.
        at_least: That many different cells, where the heading says nothing.
    """

    could_be: Callable[[str], bool]
    must_be: Callable[[str], bool]
    at_least: int


_NAMES_OF_THINGS = re.compile(f"(?:{_any('ID', 'NO', 'コード', '番号', '記号')})$")
_FIVE_DIGITS = re.compile(r"(?:0[1-9]|[1-3][0-9]|4[0-7])[0-9]{3}")
_EATEN_ZERO = re.compile(r"[1-9][0-9]{3,5}")
_ERA_WITH_UNIT = re.compile(r"(?:明治|大正|昭和|平成|令和|[明大昭平令]).*(?:年|年度|月)")
_LOCAL_TELEPHONE = re.compile(r"(?:\(?0\d{1,4}[)\-]{1,2}|)\(?\d{1,4}[)\-]\d{3,4}(?!\d)|(?<!\d)0\d{9,10}(?!\d)")
# What is left of 020-0023 and 019-651-4111 where a spreadsheet took them for numbers.
_POSTAL_WITHOUT_ZERO, _TELEPHONE_WITHOUT_ZERO = re.compile("[1-9][0-9]{5}"), re.compile("[1-9][0-9]{8}|[5-9]0[0-9]{8}")
_POSTAL_WITH_HYPHEN = re.compile(r"〒?\s*[0-9]{3}-[0-9]{4}")
_TELEPHONE_WITH_HYPHENS = re.compile(r"0\d{1,4}-\d{1,4}-\d{4}|\(0\d{1,4}\)\s?\d{1,4}-\d{4}")
_DASHES = str.maketrans(dict.fromkeys("‐‑–—―−ーｰ", "-"))


def _is_place_code(cell: str) -> bool:
    text = fold_width(cell)
    return bool(is_municipality_code(text) or _FIVE_DIGITS.fullmatch(text) or re.fullmatch("[0-9]{6}", text)) or (
        _EATEN_ZERO.fullmatch(text) is not None
    )


def _is_postal_code(cell: str) -> bool:
    return parse_postal_code(cell) is not None or _POSTAL_WITHOUT_ZERO.fullmatch(fold_width(cell)) is not None


def _is_era_date(cell: str) -> bool:
    """Return whether a cell is a day, month, year or fiscal year of an era, an impossible one included."""
    if parse_era_date(cell) is not None or explain_era_date(cell) is not None:
        return True
    if _ERA_WITH_UNIT.search(fold_width(cell)) is None:
        return False
    return any(parse(cell) is not None for parse in (parse_year_month, parse_fiscal_year, parse_era_year))


def _is_telephone(cell: str) -> bool:
    text = fold_width(cell).translate(_DASHES)
    return _LOCAL_TELEPHONE.search(text) is not None or _TELEPHONE_WITHOUT_ZERO.fullmatch(text) is not None


_KINDS: Mapping[Role, _Kind] = {
    Role.CORPORATE_NUMBER: _Kind(
        lambda cell: re.fullmatch(r"\d{12,13}", fold_width(cell)) is not None,
        lambda cell: is_corporate_number(fold_width(cell)),
        2,
    ),
    Role.MUNICIPALITY_CODE: _Kind(_is_place_code, lambda cell: is_municipality_code(fold_width(cell)), 5),
    Role.POSTAL_CODE: _Kind(
        _is_postal_code, lambda cell: _POSTAL_WITH_HYPHEN.fullmatch(fold_width(cell)) is not None, 3
    ),
    Role.TELEPHONE: _Kind(
        _is_telephone,
        lambda cell: (
            parse_telephone(cell) is not None and _TELEPHONE_WITH_HYPHENS.fullmatch(fold_width(cell)) is not None
        ),
        3,
    ),
    Role.DATE_ERA: _Kind(_is_era_date, _is_era_date, 1),
}
_MOSTLY = 0.9  # of dates must have an era: a note among them doesn't make another column of it


def _role_by_values(sample: Sample, hint: Role | None) -> Role | None:
    values = [value for value in sample.values[:_MAX_VALUES] if not is_marker(value)]
    if hint is not None and hint in _HEADINGS and (not values or _share(values, _KINDS[hint].could_be) >= 0.5):
        return hint
    if not values:
        return None
    for role, kind in _KINDS.items():
        needed = _MOSTLY if role is Role.DATE_ERA else 1.0
        if role is Role.DATE_ERA and _NAMES_OF_THINGS.search(sample.key):
            continue  # H010203 is a shelf before it is a day
        if len(values) >= kind.at_least and kind.must_be(values[0]) and _share(values, kind.must_be) >= needed:
            return role
    return None


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values)
