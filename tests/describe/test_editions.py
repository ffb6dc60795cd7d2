"""What an edition has brought to a descriptor: translations and plain texts are told as what they are."""

from __future__ import annotations

import pytest

from catalog.describe.editions import describe_edition
from catalog.i18n.edition_words import edition_phrases
from catalog.model.difference import DatasetDifference, Shown, State, ValueChange
from catalog.model.edition import Aspect


@pytest.mark.parametrize(
    ("change", "aspect"),
    [
        (ValueChange("title@en", None, Shown("Parks")), Aspect.ENGLISH),
        (ValueChange("title@ja-x-easy", None, Shown("公園")), Aspect.EASY),
        (ValueChange("title@en", Shown("Park"), Shown("Parks")), Aspect.TITLE),
        (ValueChange("title@ja-Hira", None, Shown("こうえん")), Aspect.TITLE),
        (ValueChange("description", Shown("a"), Shown("b")), Aspect.DESCRIPTION),
    ],
)
def test_a_change_is_told_as_what_it_is(change: ValueChange, aspect: Aspect) -> None:
    difference = DatasetDifference("fictitious-city/parks", State.CHANGED, "公園", values=(change,))
    edition = describe_edition(difference, "2026-04-01", {}, set())
    assert edition.about == (aspect,)
    assert len(edition_phrases(edition, "ja")) == len(edition_phrases(edition, "en")) == 1
