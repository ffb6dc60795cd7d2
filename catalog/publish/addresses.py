"""Where things are published: '/'-relative uris within the site, absolute URLs and identifiers from its ``site_url``.

A uri may hold Japanese file names as they are; it becomes a URL by percent-encoding, which :func:`absolute_url` does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from catalog.model.dataset import Dataset, Resource
from catalog.model.ids import DatasetId, Slug
from catalog.model.site import Site
from catalog.model.text import Lang

# What may stand in a path of a URL beside letters and digits. Source: RFC 3986 section 3.3.
_PATH_SAFE = "/!$&'()*+,;=:@~"

# What can't stand in a path as it is, what Windows can't have in a file name, and what is invisible or turns text
# around.
_UNSAFE_IN_NAME = re.compile(r'[\x00-\x20\x7f<>:"/\\|?*#%{}^`\[\]\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]')


def data_folder(dataset_id: DatasetId) -> str:
    """Return the uri of a dataset's files, with the final ``/``."""
    return f"data/{dataset_id}/"


def file_uri(dataset_id: DatasetId, resource_name: Slug, ending: str) -> str:
    """Return the permanent uri of a resource's file: ``data/okayama-city/wifi/facilities.csv`` for ``csv``."""
    return f"{data_folder(dataset_id)}{resource_name}.{ending}"


def datapackage_uri(dataset_id: DatasetId) -> str:
    """Return the uri of a dataset's ``datapackage.json``."""
    return f"{data_folder(dataset_id)}datapackage.json"


def zip_uri(dataset_id: DatasetId) -> str:
    """Return the uri of the archive with a whole dataset."""
    return f"{data_folder(dataset_id)}{dataset_id.name}.zip"


def original_uri(dataset: Dataset, resource: Resource) -> str:
    """Return the uri of the file as the department made it; it keeps its name as far as URLs can hold it.

    Resources from the same file share one uri. Where two different files have the same name, the first in the
    descriptor has it and the others stand in a folder with the name of their resource: adding a file at the end moves
    no other one.
    """
    name = _safe_name(resource.path)
    first = next(other for other in dataset.resources if _safe_name(other.path).casefold() == name.casefold())
    folder = "" if first.path == resource.path else f"{_first_with_path(dataset, resource.path).name}/"
    return f"{data_folder(dataset.id)}original/{folder}{_original_name(resource.path, resource.file_type)}"


def former_uris(dataset: Dataset, uri: str) -> tuple[str, ...]:
    """Return the addresses that the file at *uri* had before the dataset, its resource or the file got another name.

    There it stays for ever.
    """
    place = data_folder(dataset.id)
    if not uri.startswith(place):
        return ()
    name = uri.removeprefix(place)
    if name == f"{dataset.id.name}.zip":
        return tuple(f"data/{alias}/{alias.rpartition('/')[2]}.zip" for alias in dataset.aliases)
    names = (name, *_former_names(dataset, name))
    found = (f"data/{id}/{each}" for id in (str(dataset.id), *dataset.aliases) for each in names)
    return tuple(dict.fromkeys(each for each in found if each != uri))


def _former_names(dataset: Dataset, name: str) -> Iterator[str]:
    """Yield the former names of the file *name* of a dataset's folder."""
    folder, _, file = name.rpartition("/")
    for resource in dataset.resources:
        is_its_original = bool(folder) and original_uri(dataset, resource).endswith(f"/{name}")
        for alias in resource.aliases:
            if "." in alias:
                if is_its_original:
                    yield f"{folder}/{_original_name(alias, resource.file_type)}"
            elif name.startswith(f"{resource.name}."):
                yield alias + name.removeprefix(resource.name)
            elif is_its_original and folder == f"original/{resource.name}":
                yield f"original/{alias}/{file}"


def page_uri(dataset_id: DatasetId, lang: Lang) -> str:
    """Return the uri of a dataset's page."""
    return f"{lang}/datasets/{dataset_id}/"


def layer_page_uri(dataset_id: DatasetId, resource_name: Slug, lang: Lang) -> str:
    """Return the uri of a layer's page; "layers" can be no page of a list, nor another dataset."""
    return f"{page_uri(dataset_id, lang)}layers/{resource_name}/"


def identifier(site: Site, dataset_id: DatasetId) -> str:
    """Return the permanent identifier of a dataset, which leads to its page."""
    return f"{site.site_url}id/{dataset_id}"


def absolute_url(site_url: str, uri: str) -> str:
    """Return the URL of *uri*, percent-encoded."""
    return site_url + quote(uri, safe=_PATH_SAFE)


def _first_with_path(dataset: Dataset, path: str) -> Resource:
    return next(resource for resource in dataset.resources if resource.path == path)


def _original_name(path: str, file_type: str) -> str:
    # The parts of a Shapefile are of no use one without the other.
    return f"{_safe_name(path)}.zip" if file_type == "shp" else _safe_name(path)


def _safe_name(path: str) -> str:
    name = unicodedata.normalize("NFC", path.rpartition("/")[2])
    name = "".join("_" if unicodedata.category(character).startswith("Z") else character for character in name)
    name = _UNSAFE_IN_NAME.sub("_", name)
    # Hidden files and parent folders: web servers don't serve the ones, Frictionless refuses the others.
    return re.sub(r"\.{2,}", "_", re.sub(r"^\.+|\.+$", "_", name))
