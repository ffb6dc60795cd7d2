"""Where a command works, and in which language: options that commands share, and the places that are named to them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from catalog.findings import visible
from catalog.i18n import cli_texts, editing_texts, plain_texts
from catalog.model.ids import DatasetId, Slug, is_slug
from catalog.model.text import LANGS, Lang
from catalog.pipeline.options import BuildOptions, CatalogUnusable, default_lang

root_option = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="カタログのフォルダー（既定は今のフォルダーか、その上）/ The catalog's folder; by default here or above.",
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), help="同時に働くプロセスの数 / How many processes work side by side."
)
lang_option = click.option(
    "--lang",
    type=click.Choice(LANGS),
    default=default_lang,
    help="表示の言語（既定は LANG による）/ Language of messages.",
)


def build_options(jobs: int | None) -> BuildOptions:
    """Return the options that the environment states, with *jobs* where they are named."""
    options = BuildOptions.from_environment(os.environ)
    return replace(options, jobs=jobs) if jobs else options


def find_root(stated: Path | None) -> Path:
    """Return the folder that has ``datasets``: the stated one, or the nearest from here upwards."""
    here = (stated or Path.cwd()).resolve()
    found = here if stated and (here / "datasets").is_dir() else None if stated else nearest_root(here)
    if found is None:
        raise CatalogUnusable(cli_texts(default_lang())["no_datasets_folder"].format(folder=here))
    return found


def nearest_root(here: Path) -> Path | None:
    """Return the folder that has ``datasets``, from *here* upwards, or ``None``."""
    here = here.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / "datasets").is_dir()), None)


def uri_below(root: Path, path: Path) -> str:
    """Return *path* as '/'-relative to *root*, where it has to be."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links)
    if not absolute.is_relative_to(root):
        raise CatalogUnusable(cli_texts(default_lang())["path_outside"].format(path=path))
    if not absolute.exists():
        raise CatalogUnusable(_no_such_path(root, path))
    return absolute.relative_to(root).as_posix()


def _no_such_path(root: Path, path: Path) -> str:
    """Return that there is no *path*; a dataset may be meant that is named as other commands name it."""
    meant = f"datasets/{path.as_posix().strip('/')}"
    if not path.is_absolute() and (root / meant).exists():
        texts = plain_texts(default_lang(), "usage")
        return texts["no_such_path_near"].format(path=path, candidates=meant)
    return cli_texts(default_lang())["no_such_path"].format(path=path)


def dataset_id(name: str, lang: Lang) -> DatasetId:
    """Return the dataset that *name* names, ``body/dataset``, whether or not it is there.

    Raises:
        CatalogUnusable: It isn't a name that a dataset can have.
    """
    body, _, dataset = name.removeprefix("datasets/").removesuffix("/").partition("/")
    if not is_slug(body) or not is_slug(dataset):
        raise CatalogUnusable(editing_texts(lang)["bad_id"].format(value=visible(name)))
    return DatasetId(Slug(body), Slug(dataset))


def resource_id(name: str, lang: Lang) -> tuple[DatasetId, Slug] | None:
    """Return the file of a dataset that *name* names, ``body/dataset/resource``, or ``None`` where it names a dataset.

    Raises:
        CatalogUnusable: It isn't a name that a resource can have.
    """
    parts = name.removeprefix("datasets/").removesuffix("/").split("/")
    if len(parts) != 3:
        return None
    if not is_slug(parts[2]):
        raise CatalogUnusable(editing_texts(lang)["bad_resource_id"].format(value=visible(name)))
    return dataset_id("/".join(parts[:2]), lang), Slug(parts[2])


def concerns(uri: str, prefixes: list[str]) -> bool:
    """Return whether *uri* lies in one of the chosen places, or a chosen place lies in it."""
    return not prefixes or any(
        prefix in (".", "datasets", uri) or uri.startswith(f"{prefix}/") or prefix.startswith(f"{uri}/")
        for prefix in prefixes
    )
