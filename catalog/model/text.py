"""Text in the two languages of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)

EASY = "ja-x-easy"
"""The language tag of plain Japanese: no subtag is registered for it, so that it is a private one (BCP 47)."""


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A text in Japanese, with its English translation where somebody wrote one.

    Nothing is ever translated by a machine: where ``en`` is ``None``, the Japanese is shown and marked as Japanese.

    Attributes:
        easy: The same in plain Japanese (やさしい日本語), readings in the notation of :mod:`catalog.notation.ruby`.
    """

    ja: str
    en: str | None = None
    easy: str | None = None

    def text(self, lang: Lang) -> str:
        """Return the text for readers of *lang*: the translation, or else the Japanese."""
        return self.en if lang == "en" and self.en else self.ja

    def lang(self, lang: Lang) -> Lang:
        """Return the language that :meth:`text` is really written in, for the ``lang`` attribute."""
        return "en" if lang == "en" and self.en else "ja"

    @property
    def is_translated(self) -> bool:
        """Whether readers of English get English."""
        return bool(self.en)
