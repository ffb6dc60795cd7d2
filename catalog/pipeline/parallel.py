"""Work on many datasets in processes side by side, of which none can harm another."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from catalog.pipeline.results import DatasetTask, WorkResult


def work_side_by_side(
    tasks: Sequence[DatasetTask], work: Callable[[DatasetTask], WorkResult], process_count: int
) -> Iterator[WorkResult]:
    """Yield the result of *work* on each task in order; a task that kills its process costs no other task."""
    done = 0
    try:
        with _pool(process_count) as pool:
            for result in pool.map(work, tasks, chunksize=max(1, min(16, len(tasks) // (4 * process_count)))):
                yield result
                done += 1
    except BrokenProcessPool:
        for task in tasks[done:]:
            yield _work_apart(task, work)


def _work_apart(task: DatasetTask, work: Callable[[DatasetTask], WorkResult]) -> WorkResult:
    from catalog.pipeline.worker import failed_result

    try:
        with _pool(1) as pool:
            return pool.submit(work, task).result()
    except BrokenProcessPool as error:
        return failed_result(task, error)


def _pool(process_count: int) -> ProcessPoolExecutor:
    # Never a plain fork: Polars runs threads, and a forked child would wait for them for ever.
    method = "spawn" if sys.platform == "win32" else "forkserver"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["catalog.pipeline.worker"])
    return ProcessPoolExecutor(process_count, mp_context=context)
