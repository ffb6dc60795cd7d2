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


@pytest.mark.parametrize(
    ("tasks", "processes", "is_prepared", "is_light", "is_here"),
    [
        (3, 2, False, True, True),
        (3, 2, True, True, False),
        (3, 2, True, False, True),
        (4, 2, False, False, False),
        (4, 1, True, True, True),
        (0, 2, True, True, True),
    ],
)
def test_where_the_work_is_done(
    monkeypatch: pytest.MonkeyPatch, tasks: int, processes: int, is_prepared: bool, is_light: bool, is_here: bool
) -> None:
    pools: list[int] = []

    class Pool(ThreadPoolExecutor):
        def __init__(self, count: int) -> None:
            pools.append(count)
            super().__init__(count)

    monkeypatch.setattr(parallel, "_pool", Pool)
    monkeypatch.setattr(parallel, "_is_prepared", is_prepared)
    work = parallel.work_on_each(range(tasks), str, processes, lambda task, error: "", few=3, is_light=is_light)
    assert list(work) == [str(number) for number in range(tasks)]
    assert pools == ([] if is_here else [min(processes, tasks)])


def test_where_no_process_can_be_started_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(parallel, "_is_prepared", False)
    monkeypatch.setattr(parallel, "_pool", refuse)
    monkeypatch.setattr(parallel.forkserver, "ensure_running", refuse)
    parallel.prepare_processes(2)
    assert parallel._is_prepared is False
    assert list(parallel.work_side_by_side(range(5), str, 2, lambda task, error: "")) == list("01234")
