"""The descriptor of a dataset that a form changes: read, set value by value, and written at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from catalog.check.dataset import parse_dataset
from catalog.load.decoding import UTF8_BOM
from catalog.load.files import read_bytes
from catalog.load.folders import DATASET_FILE, DatasetFolder, read_dataset_folder
from catalog.load.marked_yaml import MAX_BYTES, parse_marked_yaml
from catalog.model.dataset import Dataset
from catalog.model.ids import DatasetId
from catalog.pipeline.forms.stopped import incomplete
from catalog.standards.vocabulary import read_vocabularies
from catalog.store.files import FileBusyError, replace_file


class EditedDescriptor:
    """A descriptor in the making; nothing is written before :meth:`write`.

    Attributes:
        folder: Of the dataset.
        dataset: As it was read, with what its mistakes allow.
        text: The descriptor as it will be.
    """

    def __init__(self, root: Path, dataset_id: DatasetId) -> None:
        folder = read_dataset_folder(root, dataset_id)
        uri = f"datasets/{dataset_id}/{DATASET_FILE}"
        data, _ = read_bytes(root / uri, uri, MAX_BYTES)
        if folder is None or data is None:
            raise incomplete("descriptor_unreadable", path=uri)
        self.folder: DatasetFolder = folder
        self._file, self._uri, self._before = root / uri, uri, data
        try:
            self.text = data.removeprefix(UTF8_BOM).decode()
        except UnicodeDecodeError:
            raise incomplete("descriptor_unreadable", path=uri) from None
        raw, _ = parse_marked_yaml(self.text, uri)
        parsed = None
        if raw is not None:
            parsed, _ = parse_dataset(raw, dataset_id, read_vocabularies(), [file.uri for file in folder.files])
        if raw is None or parsed is None:
            raise incomplete("descriptor_unreadable", path=uri)
        self.value: Any = raw.value
        self.dataset: Dataset = parsed

    def change(self, changed: Callable[[str], str | None]) -> bool:
        """Take what *changed* makes of the text; ``False`` where it can't be changed in that place alone."""
        after = changed(self.text)
        self.text = after if after is not None else self.text
        return after is not None

    def write(self) -> None:
        """Write the descriptor.

        Raises:
            FormStopped: It can't be written.
        """
        mark = UTF8_BOM if self._before.startswith(UTF8_BOM) else b""
        after = mark + self.text.encode()
        if after == self._before:
            return
        try:
            replace_file(self._file, self._before, after)
        except (FileBusyError, OSError):
            raise incomplete("not_writable", path=self._uri) from None
