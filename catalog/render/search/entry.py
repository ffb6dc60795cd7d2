"""What a dataset is found by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from catalog.model.dataset import Dataset, Field
from catalog.model.described import DescribedDataset
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.notation.ruby import read_aloud, without_ruby
from catalog.render.contexts import SearchEntry
from catalog.render.markdown import plain_text
from catalog.render.search.folding import text_tokens
from catalog.render.value_labels import label_texts
from catalog.standards.search_words import standard_titles

READING_KEY = "title@ja-Hira"
"""The key of a descriptor that tells how its title is read."""
MOST_COLUMNS = 300
MOST_LABELS = 200
LONGEST_TEXT = 100
"""Characters of a heading or a label that are looked at."""
MOST_DESCRIBED = 2_000
"""Characters of the descriptions that are looked at."""
SUMMARY_LIMIT = 110


def search_entry(described: DescribedDataset) -> SearchEntry:
    """Return what the dataset is found by."""
    dataset = described.dataset
    fields = [field for each in dataset.resources if each.schema for field in each.schema.fields]
    standard = dataset.conforms_to
    return SearchEntry(
        titles=_by_language(dataset.title),
        kana=_reading(dataset),
        keywords={lang: tuple(words) for lang in LANGS if (words := dataset.keywords.get(lang))},
        columns={lang: _listed(_column_texts(fields, lang), MOST_COLUMNS) for lang in LANGS},
        labels={lang: _listed(_label_texts(dataset, fields, lang), MOST_LABELS) for lang in LANGS},
        departments=_by_language(dataset.publisher.department) if dataset.publisher.department else {},
        summaries=_summaries(dataset.description),
        standard=standard if standard in standard_titles() else None,
        licence=dataset.licence.id,
        words=tuple(sorted({token for text in _running_texts(described) for token in text_tokens(text)})),
        easy=dataset.title.easy or "",
    )


def _reading(dataset: Dataset) -> str:
    """Return how the title is read, as the descriptor tells it, and how the title in plain Japanese is."""
    kana, easy = dataset.descriptor.get(READING_KEY), dataset.title.easy
    told = [kana.strip() if isinstance(kana, str) else "", read_aloud(easy) if easy else ""]
    return " ".join(filter(None, told))[:LONGEST_TEXT]


def _by_language(text: LocalizedText) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en} if text.en else {"ja": text.ja}


def _summaries(text: LocalizedText) -> dict[str, str]:
    limits = {"ja": SUMMARY_LIMIT, "en": 2 * SUMMARY_LIMIT}
    return {lang: plain_text(words, limits[lang]) for lang, words in _by_language(text).items()}


def _column_texts(fields: Iterable[Field], lang: Lang) -> Iterator[str]:
    for field in fields:
        if lang == "ja":
            yield field.name
            yield field.title.ja
        elif field.title.en:
            yield field.title.en


def _label_texts(dataset: Dataset, fields: Sequence[Field], lang: Lang) -> Iterator[str]:
    """Yield the titles of legends, what values mean, and the allowed values, which are the same in both languages."""
    for resource in dataset.resources:
        if resource.layer is not None and resource.layer.style is not None:
            titles = (each.title for each in resource.layer.style.classes if each.title)
            yield from (words for title in titles if (words := title.ja if lang == "ja" else title.en))
    yield from label_texts(fields, lang)
    if lang == "ja":
        yield from (choice for field in fields for choice in field.choices or ())


def _listed(texts: Iterable[str], limit: int) -> tuple[str, ...]:
    """Return the first *limit* texts that have something in them, each once."""
    found = (" ".join(text.split())[:LONGEST_TEXT] for text in texts)
    return tuple([*dict.fromkeys(text for text in found if text)][:limit])


def _easy_texts(dataset: Dataset) -> Iterator[str]:
    """Yield what there is in plain Japanese: of the dataset, its resources and their columns."""
    texts: list[LocalizedText | None] = [dataset.title, dataset.description]
    for resource in dataset.resources:
        texts += [resource.title, resource.description]
        texts += [field.title for field in resource.schema.fields[:MOST_COLUMNS]] if resource.schema else []
    return (text.easy for text in texts if text is not None and text.easy)


def _running_texts(described: DescribedDataset) -> Iterator[str]:
    dataset = described.dataset
    for lang in LANGS:
        if lang == "ja" or dataset.description.en:
            yield plain_text(dataset.description.text(lang), MOST_DESCRIBED)
    for easy in _easy_texts(dataset):
        yield without_ruby(easy)[:MOST_DESCRIBED]
        yield read_aloud(easy)[:MOST_DESCRIBED]
    for resource in dataset.resources:
        for text in (resource.title, resource.description):
            if text is not None:
                yield text.ja[:MOST_DESCRIBED]
                yield (text.en or "")[:MOST_DESCRIBED]
