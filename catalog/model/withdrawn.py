"""What is still told of a dataset whose publication has ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from catalog.model.dataset import Publication, Publisher
from catalog.model.ids import DatasetId
from catalog.model.text import LocalizedText
from catalog.model.withdrawal import Withdrawal


@dataclass(frozen=True, slots=True)
class WithdrawnDataset:
    """What pages and indexes tell of a dataset that is withdrawn; its identifier and its addresses go on resolving.

    Attributes:
        licence_id: Of the vocabulary: under which it was published.
        aliases: Former addresses, ``{municipality}/{name}``.
        descriptor_uri: '/'-relative to the repository, for the edit link.
    """

    id: DatasetId
    title: LocalizedText
    description: LocalizedText
    publisher: Publisher
    publication: Publication
    licence_id: str
    issued: date | None
    modified: date | None
    aliases: tuple[str, ...]
    withdrawal: Withdrawal
    descriptor_uri: str

    def with_successor(self, successor: DatasetId | None) -> WithdrawnDataset:
        """Return it with another *successor*; with the same where that is ``None``."""
        return replace(self, withdrawal=replace(self.withdrawal, successor=successor)) if successor else self
