"""A file of code owners with a section for the bodies; GitHub, GitLab, Gitea and Bitbucket read the same form."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.load.folders import ROOT_NAME
from catalog.model.site import Municipality

BEGIN = (
    "# Bodies: written by `catalog owners --write` from `reviewers` in municipality.yaml. What is edited here is lost."
)
END = "# End of the bodies."


def with_bodies(text: str, bodies: Sequence[Municipality]) -> str | None:
    """Return the file *text* with its section for *bodies* as it should be, at the end where it has none yet.

    ``None`` where it has the beginning of the section without its end, or either of them twice.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    section = newline.join([BEGIN, *map(_line, bodies), END])
    lines = text.splitlines()
    begins = [number for number, line in enumerate(lines) if line.strip() == BEGIN]
    ends = [number for number, line in enumerate(lines) if line.strip() == END]
    if not begins and not ends:
        before = text if not text or text.endswith("\n") else f"{text}{newline}"
        return f"{before}{newline if before else ''}{section}{newline}"
    if len(begins) != 1 or len(ends) != 1 or ends[0] < begins[0]:
        return None
    parts = [*lines[: begins[0]], *section.split(newline), *lines[ends[0] + 1 :]]
    return newline.join(parts) + newline


def _line(body: Municipality) -> str:
    place = f"/{ROOT_NAME}/{body.id}/"
    if not body.reviewers:
        return f"# {place} has no reviewers: the lines above count."
    return f"{place:<28}  {' '.join(body.reviewers)}"
