"""Work on many datasets in processes side by side, of which none can harm another."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_THREADS = "POLARS_MAX_THREADS"


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
            with _threads_shared(process_count):
                results = pool.map(work, tasks, chunksize=max(1, min(16, len(tasks) // (4 * process_count))))
            for result in results:
                yield result
                done += 1
    except BrokenProcessPool:
        for task in tasks[done:]:
            yield _work_apart(task, work, failed)


def _work_apart(task: Task, work: Callable[[Task], Result], failed: Callable[[Task, Exception], Result]) -> Result:
    try:
        with _pool(1) as pool:
            with _threads_shared(1):
                result = pool.submit(work, task)
            return result.result()
    except BrokenProcessPool as error:
        return failed(task, error)


def _pool(process_count: int) -> ProcessPoolExecutor:
    # Never a plain fork: Polars runs threads, and a forked child would wait for them for ever.
    method = "spawn" if sys.platform == "win32" else "forkserver"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["catalog.pipeline.worker"])
    return ProcessPoolExecutor(process_count, mp_context=context)


@contextmanager
def _threads_shared(process_count: int) -> Iterator[None]:
    """Let Polars have, in the processes that start meanwhile, as many threads as there are processors for each.

    More of them only wait for each other: with two where there is one, a small table takes half as long again. Polars
    reads the number when it is imported, which is why it has to be in the environment that a process begins with (the
    server that processes are forked from keeps that of its first). Who has set it is obeyed.
    """
    if _THREADS in os.environ:
        yield
        return
    os.environ[_THREADS] = str(max(1, (os.cpu_count() or 1) // process_count))
    try:
        yield
    finally:
        del os.environ[_THREADS]
