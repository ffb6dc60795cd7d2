"""The metadata files of one layer, beside its other files."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model.dataset import Dataset
from catalog.model.described import DescribedResource
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS
from catalog.publish.addresses import file_uri
from catalog.publish.metadata.iso19139 import render_iso19139
from catalog.publish.metadata.jmp20 import render_jmp20
from catalog.publish.metadata.ogc_record import render_ogc_record
from catalog.publish.metadata.subject import RECORD_ENDINGS, LayerSubject
from catalog.publish.published_file import FilePass, PlannedFile


def plan_layer_metadata(
    dataset: Dataset, described: DescribedResource, municipality: Municipality, site: Site
) -> tuple[FilePass, ...]:
    """Return the metadata files of *described*, none where it is no layer.

    Arguments:
        dataset: Whose resource it is.
        described: With all of its other files: the metadata tells of them.
        municipality: Whose dataset it is.
        site: For absolute addresses.
    """
    if described.layer is None:
        return ()
    subject = LayerSubject(site, municipality, dataset, described, described.layer)
    return tuple(
        FilePass((PlannedFile(role, file_uri(dataset.id, described.resource.name, ending), file_type),), [(content,)])
        for role, ending, file_type, content in _contents(subject)
    )


def _contents(subject: LayerSubject) -> Iterator[tuple[str, str, str, bytes]]:
    """Yield role, ending, type and content of each file."""
    yield "iso19139", "iso19139.xml", "xml", render_iso19139(subject)
    jmp20 = render_jmp20(subject)
    if jmp20 is not None:
        yield "jmp20", "jmp20.xml", "xml", jmp20
    for lang in LANGS:
        yield f"record-{lang}", RECORD_ENDINGS[lang], "geojson", render_ogc_record(subject, lang)
