"""How well programs can read a table, by the government's rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LevelQuality:
    """One of the three levels of 行政データにおける機械可読性に関するルール.

    Attributes:
        level: 1, 2 or 3.
        score: 0 to 100; 0 where a fatal rule is broken.
        kept: Ids of the rules that nothing was found against, as far as a program looks.
        broken: Ids of the rules that findings tell of.
        unseen: Ids of the rules that only a person can judge, or that one edition alone says nothing of.
        excepted: Ids of the rules against which something was found and set aside with a reason.
        mended: Ids of the rules that the original file doesn't keep and the published copies do.
    """

    level: int
    score: int
    kept: tuple[str, ...]
    broken: tuple[str, ...]
    unseen: tuple[str, ...]
    excepted: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableQuality:
    """The three levels of one file."""

    levels: tuple[LevelQuality, ...]
