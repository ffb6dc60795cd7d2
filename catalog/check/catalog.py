"""What only the whole catalog shows: codes and addresses that clash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from catalog.findings import Finding, Findings, Location
from catalog.model.dataset import Dataset
from catalog.model.ids import DatasetId
from catalog.model.site import Municipality


def check_identities(municipalities: Sequence[Municipality], aliases: Mapping[DatasetId, Sequence[str]]) -> Findings:
    """Return codes and addresses that stand for two things at once.

    Arguments:
        municipalities: All bodies of the catalog.
        aliases: The old addresses of every dataset, ``{municipality}/{name}`` each.

    Codes: duplicate-municipality-code, alias-taken, alias-repeated.
    """
    return (*_repeated_codes(municipalities), *_clashing_aliases(aliases))


def check_spatial(dataset: Dataset, municipality: Municipality, path: str) -> Findings:
    """Return a remark where *dataset* is about another prefecture than its publisher's, which is mostly a slip.

    Codes: spatial-elsewhere.
    """
    if dataset.spatial is None or dataset.spatial[:2] == municipality.code[:2]:
        return ()
    params = {"spatial": dataset.spatial, "code": municipality.code}
    return (Finding("spatial-elsewhere", Location(path, pointer="/spatial"), params),)


def _repeated_codes(municipalities: Sequence[Municipality]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for body in sorted(municipalities, key=lambda body: body.id):
        if body.code in seen:
            place = Location(f"datasets/{body.id}/municipality.yaml", pointer="/code")
            yield Finding("duplicate-municipality-code", place, {"code": body.code, "other": seen[body.code]})
        seen.setdefault(body.code, body.id)


def _clashing_aliases(aliases: Mapping[DatasetId, Sequence[str]]) -> Iterator[Finding]:
    addresses = {str(dataset_id) for dataset_id in aliases}
    seen: dict[str, str] = {}
    for dataset_id in sorted(aliases):
        for alias in aliases[dataset_id]:
            place = Location(f"datasets/{dataset_id}/datapackage.yaml", pointer="/aliases")
            if alias in addresses:
                yield Finding("alias-taken", place, {"alias": alias})
            elif alias in seen:
                yield Finding("alias-repeated", place, {"alias": alias, "other": seen[alias]})
            seen.setdefault(alias, str(dataset_id))
