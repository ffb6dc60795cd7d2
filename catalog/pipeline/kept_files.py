"""The files of a dataset as they are made: each is written once, and known by its address from then on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalog.model.described import Distribution
from catalog.publish.published_file import FilePass
from catalog.store.results import StagedFile, StagedResult


class KeptFiles:
    """What is written of a dataset so far.

    Attributes:
        by_uri: By '/'-relative address.
    """

    def __init__(self, staged: StagedResult) -> None:
        self._staged = staged
        self.by_uri: dict[str, StagedFile] = {}

    def keep(self, passes: Iterable[FilePass]) -> tuple[Distribution, ...]:
        """Write the files of *passes* and return what they are."""
        return tuple(each for planned in passes for each in self._keep(planned))

    def _keep(self, planned: FilePass) -> list[Distribution]:
        """Write files, unless another resource has the same (an original)."""
        if any(file.uri not in self.by_uri for file in planned.files):
            contents = self._staged.keep(planned.rounds, len(planned.files))
            self.by_uri.update((file.uri, content) for file, content in zip(planned.files, contents, strict=True))
        return [file.describe(self.by_uri[file.uri].size_bytes, self.by_uri[file.uri].sha256) for file in planned.files]

    def keep_contents(self, contents: Mapping[str, bytes]) -> None:
        """Write small files by address."""
        for uri, content in contents.items():
            self.by_uri[uri] = self._staged.keep([(content,)])[0]
