"""Work on many datasets in processes side by side, of which none can harm another."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def work_side_by_side(
    tasks: Sequence[Task],
    work: Callable[[Task], Result],
    process_count: int,
    failed: Callable[[Task, Exception], Result],
) -> Iterator[Result]:
    """Yield the result of *work* on each task in order; a task that kills its process costs no other task.

    Its own result is what *failed* makes of it.
    """
    done = 0
    try:
        with _pool(process_count) as pool:
            for result in pool.map(work, tasks, chunksize=max(1, min(16, len(tasks) // (4 * process_count)))):
                yield result
                done += 1
    except BrokenProcessPool:
        for task in tasks[done:]:
            yield _work_apart(task, work, failed)


def _work_apart(task: Task, work: Callable[[Task], Result], failed: Callable[[Task, Exception], Result]) -> Result:
    try:
        with _pool(1) as pool:
            return pool.submit(work, task).result()
    except BrokenProcessPool as error:
        return failed(task, error)


def _pool(process_count: int) -> ProcessPoolExecutor:
    # Never a plain fork: Polars runs threads, and a forked child would wait for them for ever.
    method = "spawn" if sys.platform == "win32" else "forkserver"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["catalog.pipeline.worker"])
    return ProcessPoolExecutor(process_count, mp_context=context)
