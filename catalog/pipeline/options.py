"""What a build may be told from outside: by the command line, by the environment that a bare `mkdocs build` runs in."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from catalog.findings import visible
from catalog.i18n import cli_texts, plain_texts
from catalog.model.text import LANGS, Lang

PREFIX = "CATALOG_"
_JAPAN = timezone(timedelta(hours=9))


class CatalogUnusable(Exception):
    """The catalog itself can't be built (not one of its datasets): the message is one line for people."""


def default_lang(environment: Mapping[str, str] = os.environ) -> Lang:
    """Return the language of messages: that of ``CATALOG_LANG``, English if the locale asks for it, else Japanese."""
    if environment.get("CATALOG_LANG") in LANGS:
        return "en" if environment["CATALOG_LANG"] == "en" else "ja"
    stated = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if stated.lower().startswith("en") else "ja"


def explain(error: Exception) -> str:
    """Return what *error* means for people, on one line: the catalog, the machine, or else a bug of ours."""
    if isinstance(error, CatalogUnusable):
        return visible(str(error))
    if isinstance(error, OSError):
        return visible(": ".join(str(part) for part in (error.filename, _why(error)) if part))
    return cli_texts(default_lang())["unexpected"].format(kind=type(error).__name__)


def _why(error: OSError) -> str:
    """Return why the machine couldn't, in the language of messages where there are words for it."""
    name = errno.errorcode.get(error.errno or 0, "")
    return plain_texts(default_lang(), "usage").get(f"system_{name}") or error.strerror or str(error)


_FROM_ENVIRONMENT = ("jobs", "store", "outcome", "site_url", "repository_url")


def _today(environment: Mapping[str, str] = os.environ) -> date:
    """Return the day of ``SOURCE_DATE_EPOCH`` in Japan, or of the clock. Source: reproducible-builds.org."""
    stated = environment.get("SOURCE_DATE_EPOCH", "")
    moment = float(stated) if stated.isascii() and stated.isdigit() else None
    return (datetime.fromtimestamp(moment, _JAPAN) if moment is not None else datetime.now(_JAPAN)).date()


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Options of a build.

    Attributes:
        jobs: Number of processes for datasets; ``None`` for one per processor.
        store: Folder of the results; ``None`` for ``.catalog`` beside ``datasets``.
        outcome: Where to leave the findings as JSON for whoever started the build.
        site_url: Overrides that of ``catalog.yaml``, for previews and for hosts that know their own address.
        repository_url: Overrides that of ``catalog.yaml``.
        today: The day that suppressions are held to, by ``SOURCE_DATE_EPOCH`` where it is stated: the one thing that a
            build takes from the clock.
    """

    jobs: int | None = None
    store: Path | None = None
    outcome: Path | None = None
    site_url: str | None = None
    repository_url: str | None = None
    today: date = field(default_factory=_today)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> BuildOptions:
        """Return the options that ``CATALOG_JOBS``, ``CATALOG_STORE`` … state; empty means not stated.

        Raises:
            CatalogUnusable: ``CATALOG_JOBS`` isn't a number from 1.
        """
        stated = {key: environment.get(f"{PREFIX}{key.upper()}") or None for key in _FROM_ENVIRONMENT}
        jobs = stated["jobs"]
        if jobs is not None and not (jobs.isascii() and jobs.isdigit() and int(jobs) > 0):
            raise CatalogUnusable(cli_texts(default_lang())["bad_jobs"].format(value=jobs))
        return cls(
            jobs=int(jobs) if jobs else None,
            store=Path(stated["store"]) if stated["store"] else None,
            outcome=Path(stated["outcome"]) if stated["outcome"] else None,
            site_url=stated["site_url"],
            repository_url=stated["repository_url"],
            today=_today(environment),
        )

    def to_environment(self) -> dict[str, str]:
        """Return the variables from which :meth:`from_environment` makes the same options."""
        values = {key: getattr(self, key) for key in _FROM_ENVIRONMENT}
        return {f"{PREFIX}{key.upper()}": str(value) for key, value in values.items() if value is not None}

    @property
    def process_count(self) -> int:
        """How many processes to work with."""
        return self.jobs or os.cpu_count() or 1
