"""From a resource that was checked to its published files, and to what is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from catalog.convert.canonical import canonical_table
from catalog.convert.geometry import convert_points
from catalog.convert.reference_system import find_reference_system
from catalog.describe.conversions import describe_conversions
from catalog.describe.layer import describe_feature_layer, describe_layer
from catalog.describe.preview import describe_preview
from catalog.load.originals import Original
from catalog.model.conversion import Conversion
from catalog.model.dataset import Dataset, Resource
from catalog.model.described import DescribedResource
from catalog.model.features import ConvertedFeatures
from catalog.model.layer import Layer
from catalog.model.points import Points
from catalog.model.site import Municipality, Site
from catalog.model.table import Table
from catalog.pipeline.kept_files import KeptFiles
from catalog.pipeline.numbers import with_numbers
from catalog.pipeline.privacy import published_pieces
from catalog.publish.files import ResourceFiles, plan_resource_files
from catalog.publish.metadata.files import plan_layer_metadata
from catalog.publish.published_file import FilePass


@dataclass(frozen=True, slots=True)
class Publication:
    """What all resources of a dataset are published with."""

    dataset: Dataset
    municipality: Municipality
    site: Site
    kept: KeptFiles


def publish_resource(
    resource: Resource,
    table: Table | None,
    original: Original,
    conversions: tuple[Conversion, ...],
    publication: Publication,
) -> DescribedResource:
    """Return what is known of a table, or of a file that is offered as it is; its files are written."""
    if table is not None and resource.schema is not None:
        table, schema, changes = canonical_table(table, resource.schema)
        resource = replace(resource, schema=schema)
        conversions = describe_conversions((conversions, changes), schema)
    layer, points = _place(resource, table)
    planned = plan_resource_files(publication.dataset, resource, table, points, published_pieces(original, resource))
    layers = _plan_point_files(resource, table, points, publication)
    passes = (*(each for each in layers.passes if not _is_geojson(each)), *planned.passes)
    described = DescribedResource(
        resource=resource,
        distributions=publication.kept.keep(passes),
        row_count=None if table is None else table.row_count,
        encoding=None if table is None else table.encoding,
        preview=describe_preview(table, resource.schema) if table is not None and resource.schema else None,
        layer=layer,
        conversions=conversions,
        missing_forms=(*layers.missing_forms, *planned.missing_forms),
    )
    return _with_metadata(with_numbers(described, table, publication.dataset), publication)


def publish_layer(
    resource: Resource, converted: ConvertedFeatures, original: Original, publication: Publication
) -> DescribedResource:
    """Return what is known of a layer of a GIS file; its files are written."""
    from catalog.publish.layers.content import layer_schema  # GDAL takes 0.3 s, and most datasets are tables.
    from catalog.publish.layers.coordinates import coordinate_table
    from catalog.publish.layers.files import plan_layer_files

    source, declaration = converted.source, resource.layer
    assert declaration is not None, "read_layers declares each"
    system = find_reference_system(declaration.crs)
    assert system is not None, "read_layers takes no system without a way to WGS 84"
    dataset, attributes = publication.dataset, source.table()
    schema = resource.schema or layer_schema(source, declaration.attributes)
    named = replace(resource, schema=schema)
    layers = plan_layer_files(dataset, named, converted, attributes, publication.municipality, publication.site)
    table, schema = coordinate_table(converted, attributes, schema)
    located = replace(resource, schema=schema)
    tables = plan_resource_files(dataset, located, table, None, published_pieces(original, resource))
    described = DescribedResource(
        resource=located,
        distributions=publication.kept.keep((*layers.passes, *tables.passes)),
        row_count=table.row_count,
        encoding=source.encoding,
        preview=describe_preview(table, schema),
        layer=describe_feature_layer(declaration, system, converted),
        missing_forms=(*layers.missing_forms, *tables.missing_forms),
    )
    return _with_metadata(with_numbers(described, table, dataset), publication)


def _plan_point_files(
    resource: Resource, table: Table | None, points: Points | None, publication: Publication
) -> ResourceFiles:
    """Return the layer files of a table with coordinates."""
    if table is None or points is None or resource.schema is None or resource.layer is None:
        return ResourceFiles(())
    from catalog.convert.features import features_of_points
    from catalog.publish.layers.files import plan_layer_files

    converted = features_of_points(table, points, resource.layer, resource.schema)
    return plan_layer_files(publication.dataset, resource, converted, table, publication.municipality, publication.site)


def _is_geojson(planned: FilePass) -> bool:
    """Return whether it is the file that is made together with a table's own forms."""
    return [file.role for file in planned.files] == ["geojson"]


def _with_metadata(described: DescribedResource, publication: Publication) -> DescribedResource:
    """Return *described* with the metadata files of the layer that it is; they tell of its other files."""
    passes: Iterable[FilePass] = plan_layer_metadata(
        publication.dataset, described, publication.municipality, publication.site
    )
    return replace(described, distributions=(*described.distributions, *publication.kept.keep(passes)))


def _place(resource: Resource, table: Table | None) -> tuple[Layer | None, Points | None]:
    """Return the layer that a table with coordinates is, and the coordinates."""
    if table is None or resource.layer is None or resource.schema is None:
        return None, None
    system = find_reference_system(resource.layer.crs)
    assert system is not None, "check_layer lets no unknown system pass"
    points = convert_points(table, resource.layer, resource.schema)
    return describe_layer(resource.layer, system, points), points
