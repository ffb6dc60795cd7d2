"""A layer with everything around it that its metadata tells, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.model.dataset import Dataset, Publication
from catalog.model.described import METADATA_ROLES, DescribedResource, Distribution
from catalog.model.layer import Layer
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.publish.addresses import absolute_url, file_uri, identifier, layer_page_uri
from catalog.standards.topics import TOPIC_OF_THEME, Topic, read_topics

RECORD_ENDINGS = {lang: f"record.{lang}.json" for lang in LANGS}


@dataclass(frozen=True, slots=True)
class LayerSubject:
    """A layer that is published.

    Attributes:
        described: The resource that the layer is, with all of its files.
    """

    site: Site
    municipality: Municipality
    dataset: Dataset
    described: DescribedResource
    layer: Layer

    @property
    def id(self) -> str:
        """The same for ever, and in no other catalog of the same bodies: ``okayama-city.ward-offices.offices``."""
        return f"{self.dataset.id.municipality}.{self.dataset.id.name}.{self.described.resource.name}"

    @property
    def identifier(self) -> str:
        """The same as an absolute address, which leads to the dataset's page."""
        return f"{identifier(self.site, self.dataset.id)}#{self.described.resource.name}"

    @property
    def title(self) -> LocalizedText:
        """What the layer is called."""
        return self.dataset.title_of(self.described.resource)

    @property
    def abstract(self) -> LocalizedText:
        """What the layer is about: its own description, or that of its dataset."""
        return self.described.resource.description or self.dataset.description

    @property
    def organisation(self) -> LocalizedText:
        """Who answers for the data, down to the department; never a person."""
        if self.dataset.publication is Publication.COMPILED:
            return self.site.operator.name
        body, department = self.municipality.name, self.dataset.publisher.department
        if department is None:
            return body
        english = f"{department.en}, {body.en}" if body.en and department.en else body.en
        return LocalizedText(f"{body.ja}{department.ja}", english)

    @property
    def contact_url(self) -> str | None:
        """A page about who answers for the data."""
        if self.dataset.publication is Publication.COMPILED:
            return self.site.operator.url
        return self.dataset.publisher.url or self.municipality.homepage

    @property
    def date_stamp(self) -> str | None:
        """Day of the last change, or of the first publication."""
        day = self.dataset.modified or self.dataset.issued
        return day.isoformat() if day else None

    @property
    def topic(self) -> Topic:
        """The declared category, or that of the dataset's first theme."""
        themes = [theme.id for theme in self.dataset.themes] or ["other"]
        return read_topics()[self.layer.declaration.topic or TOPIC_OF_THEME.get(themes[0], "society")]

    @property
    def files(self) -> tuple[Distribution, ...]:
        """The files with the data."""
        return tuple(file for file in self.described.distributions if file.role not in METADATA_ROLES)

    def url(self, file: Distribution) -> str:
        """Return the absolute address of one of its files."""
        return absolute_url(self.site.site_url, file.uri)

    def page_url(self, lang: Lang) -> str:
        """Return the absolute address of the layer's page."""
        name = self.described.resource.name
        return absolute_url(self.site.site_url, layer_page_uri(self.dataset.id, name, lang))

    def metadata_url(self, ending: str) -> str:
        """Return the absolute address of one of its metadata files."""
        return absolute_url(self.site.site_url, file_uri(self.dataset.id, self.described.resource.name, ending))

    def keywords(self) -> Iterator[LocalizedText]:
        """Yield the keywords; where there are as many in English, each with its translation."""
        japanese, english = self.dataset.keywords.get("ja", ()), self.dataset.keywords.get("en", ())
        for index, word in enumerate(japanese):
            yield LocalizedText(word, english[index] if len(english) == len(japanese) else None)
