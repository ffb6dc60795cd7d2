"""How many threads Polars has where several processes work."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from catalog.pipeline import parallel

THREADS = "POLARS_MAX_THREADS"


def threads_of_workers(monkeypatch: pytest.MonkeyPatch, processes: int) -> set[str | None]:
    """Return what processes would find in their environment, had they been started by *processes* tasks."""
    found: set[str | None] = set()

    class Pool(ThreadPoolExecutor):
        def submit(self, *arguments, **named):  # type: ignore[no-untyped-def]
            found.add(os.environ.get(THREADS))
            return super().submit(*arguments, **named)

    monkeypatch.setattr(parallel, "_pool", Pool)
    work = parallel.work_side_by_side(range(processes), str, processes, lambda task, error: "")
    assert list(work) == [str(number) for number in range(processes)]
    return found


@pytest.mark.parametrize(("processes", "threads"), [(1, "8"), (2, "4"), (3, "2"), (8, "1"), (20, "1")])
def test_processes_share_the_processors(monkeypatch: pytest.MonkeyPatch, processes: int, threads: str) -> None:
    monkeypatch.delenv(THREADS, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert threads_of_workers(monkeypatch, processes) == {threads}
    assert THREADS not in os.environ


def test_a_number_of_threads_that_was_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(THREADS, "3")
    assert threads_of_workers(monkeypatch, 2) == {"3"}
    assert os.environ[THREADS] == "3"
