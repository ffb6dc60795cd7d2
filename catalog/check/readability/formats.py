"""Whether a dataset has anything at all that programs can read."""

from __future__ import annotations

from catalog.findings import Finding, Findings, Location
from catalog.model.dataset import Dataset

_FOR_EYES = frozenset({"pdf", "docx", "pptx", "txt"})


def check_formats(dataset: Dataset, path: str) -> Findings:
    """Return a finding where *dataset* is nothing but documents to be read by people.

    Arguments:
        dataset: Its resources' types by their endings.
        path: Folder of the dataset.

    Codes: L1-01.
    """
    types = {resource.file_type for resource in dataset.resources}
    if not types or not types <= _FOR_EYES:
        return ()
    return (Finding("L1-01", Location(f"{path}/datapackage.yaml"), {"extension": ", ".join(sorted(types))}),)
