"""What a user of converted coordinates should know: errors that PROJ's stated accuracy leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalog.convert.operation import JGD2000, TOKYO, Step, datum_code, proj_version
from catalog.model.layer import CoordinateOperation
from catalog.model.text import LocalizedText

TOHOKU_2011 = (135.42, 34.84, 142.14, 41.58)
"""EPSG extent 4170 (west, south, east, north): where PatchJGD(touhokutaiheiyouoki2011), which PROJ lacks, applies."""

_TOHOKU_METRES = 5.0
_TOHOKU_NOTE = LocalizedText(
    "2011年東北地方太平洋沖地震による地殻変動の補正をしていません。場所により最大約5メートルのずれがあります。",
    "The displacement of the ground by the 2011 Tōhoku earthquake is not corrected: up to about 5 metres in places.",
)
_TOKYO_NOTE = LocalizedText(
    "日本測地系（旧測地系）から、地域ごとの補正データ（TKY2JGD）を使わずに変換しました。約9メートルの誤差があり得ます。",
    "Converted from the old Tokyo datum without its correction grid (TKY2JGD): errors of about 9 metres are possible.",
)


def describe_operation(steps: Sequence[Step], number: int, touches_tohoku: bool) -> CoordinateOperation:
    """Return what was really done by *steps*, which have been run, with what was not corrected.

    Arguments:
        steps: From EPSG:*number* to WGS 84.
        number: Of the system that the coordinates were in.
        touches_tohoku: Whether any of them lies in :data:`TOHOKU_2011`.
    """
    operation = CoordinateOperation(
        name=" + ".join(step.name for step in steps),
        # EPSG states 9 m for Tokyo → WGS 84 as one operation (15484) as well: its second leg, 1 m, is not added.
        accuracy_metres=max(step.accuracy_metres for step in steps),
        proj_version=proj_version(),
    )
    return _with_caveats(operation, steps, datum_code(number), touches_tohoku)


def _with_caveats(
    operation: CoordinateOperation, steps: Sequence[Step], datum: int | None, touches_tohoku: bool
) -> CoordinateOperation:
    """Return *operation* with the errors that PROJ's stated accuracy leaves out."""
    # With the grid there is nothing to tell, unless some points lay outside of it.
    lacks_grid = datum == TOKYO and not (steps[0].grids and not steps[0].used_fallback)
    notes = [_TOKYO_NOTE] if lacks_grid else []
    accuracy = operation.accuracy_metres
    if datum in (TOKYO, JGD2000) and touches_tohoku and not any(step.corrects_2011 for step in steps):
        notes.append(_TOHOKU_NOTE)
        # For JGD2000 the 5 m stand in place of the 1 m that PROJ states; with Tokyo datum both errors can add up.
        accuracy = _TOHOKU_METRES + (accuracy or 0.0 if lacks_grid else 0.0)
    return replace(operation, accuracy_metres=accuracy, note=_join(notes))


def _join(notes: list[LocalizedText]) -> LocalizedText | None:
    if not notes:
        return None
    return LocalizedText("".join(note.ja for note in notes), " ".join(note.en or "" for note in notes))
