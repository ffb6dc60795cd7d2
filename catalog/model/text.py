"""Text in the two languages of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A text in Japanese, with its English translation where somebody wrote one.

    Nothing is ever translated by a machine: where ``en`` is ``None``, the Japanese is shown and marked as Japanese.
    """

    ja: str
    en: str | None = None

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
