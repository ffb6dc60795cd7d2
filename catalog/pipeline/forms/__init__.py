"""A form that was filled in, done: the catalog's files are changed, and people are told what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from catalog.codes import CODES, severity_of
from catalog.findings import Finding, Findings, Severity
from catalog.load.folders import DATASET_FILE
from catalog.model.form import Form, FormKind, FormResult, FormState
from catalog.model.ids import DatasetId
from catalog.pipeline.forms.correction import correct
from catalog.pipeline.forms.leaving import rename, withdraw
from catalog.pipeline.forms.new_dataset import make_dataset
from catalog.pipeline.forms.new_edition import renew
from catalog.pipeline.forms.stopped import FormStopped
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.whole import check_catalog

_HANDLERS: Mapping[FormKind, Callable[[Path, Form, BuildOptions], FormResult]] = {
    FormKind.NEW_DATASET: make_dataset,
    FormKind.NEW_EDITION: renew,
    FormKind.CORRECTION: correct,
    FormKind.RENAME: rename,
    FormKind.WITHDRAWAL: withdraw,
}


def process_form(root: Path, form: Form, options: BuildOptions) -> FormResult:
    """Return what became of *form*; the files under *root*/datasets are changed where it could be done."""
    try:
        result = _HANDLERS[form.kind](root, form, options)
    except FormStopped as stop:
        return FormResult(stop.state, problems=stop.problems, findings=stop.findings)
    if result.state is FormState.DONE and result.dataset is not None and not result.findings:
        return replace(result, findings=_check(root, options, result.dataset, is_new=form.kind is FormKind.NEW_DATASET))
    return result


def _check(root: Path, options: BuildOptions, dataset: DatasetId, *, is_new: bool) -> Findings:
    """Return what is wrong with *dataset* now, without what is asked for anyway, or was there before."""
    uri = f"datasets/{dataset}"
    build = check_catalog(root, options, lambda folder: folder.uri == uri)
    own = [finding for finding in build.findings if f"{finding.location.path}/".startswith(f"{uri}/")]
    is_told = _is_news_of_new if is_new else _is_news
    return tuple(finding for finding in own if severity_of(finding) is Severity.ERROR or is_told(finding))


def _is_news_of_new(finding: Finding) -> bool:
    """Return whether a finding in a new dataset isn't what its questions ask for."""
    return CODES[finding.code].subject not in ("descriptor", "schema")


def _is_news(finding: Finding) -> bool:
    """Return whether a finding is about the files, which are what is new in a dataset that was there before."""
    return severity_of(finding) is Severity.WARNING and not finding.location.path.endswith(f"/{DATASET_FILE}")
