"""Work on many datasets in processes side by side, of which none can harm another."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_THREADS = "POLARS_MAX_THREADS"
_PRELOADED = ("catalog.pipeline.worker", "frictionless.resources")
"""What every process needs, and takes most of a second to import."""
_is_prepared = False


def prepare_processes(process_count: int) -> None:
    """Begin to start the server that processes are forked from: it imports while this process has other things to do.

    Where there is but one processor, or no such server, nothing is gained, and nothing done.
    """
    global _is_prepared  # It is a fact about this process.
    if sys.platform != "win32" and (os.cpu_count() or 1) > 1 and process_count > 1:
        _context()
        with suppress(OSError), _threads_shared(process_count):  # What can't be started here is done without.
            forkserver.ensure_running()
            _is_prepared = True


def work_on_each(
    tasks: Sequence[Task],
    work: Callable[[Task], Result],
    process_count: int,
    failed: Callable[[Task, Exception], Result],
    *,
    few: int,
    is_light: bool = True,
) -> Iterator[Result]:
    """Return the result of *work* on each task in order; other processes begin with it at once.

    Arguments:
        tasks: What is to be done.
        work: Done here, where there are no more than *few* tasks: that is quicker than to start a process; unless one
            is being started already (:func:`prepare_processes`) and the tasks are light: it has but few threads.
        process_count: With one, everything is done here.
        failed: See :func:`work_side_by_side`.
        few: See *work*.
        is_light: See *work*.
    """
    is_done_elsewhere = _is_prepared and is_light if len(tasks) <= few else True
    if tasks and process_count > 1 and is_done_elsewhere:
        return work_side_by_side(tasks, work, min(process_count, len(tasks)), failed)
    return map(work, tasks)


def work_side_by_side(
    tasks: Sequence[Task],
    work: Callable[[Task], Result],
    process_count: int,
    failed: Callable[[Task, Exception], Result],
) -> Iterator[Result]:
    """Begin with the work on all tasks, and return its results in order; who kills his process costs no other task.

    Its own result is what *failed* makes of it. Where no processes can be started, everything is done here.
    """
    try:
        pool = _pool(process_count)
        with _threads_shared(process_count):
            results = pool.map(work, tasks, chunksize=max(1, min(16, len(tasks) // (4 * process_count))))
    except (OSError, NotImplementedError):  # No semaphores, no sockets, no more processes: it takes longer, no more.
        return map(work, tasks)
    return _in_order(pool, results, tasks, work, failed)


def _in_order(
    pool: Executor,
    results: Iterator[Result],
    tasks: Sequence[Task],
    work: Callable[[Task], Result],
    failed: Callable[[Task, Exception], Result],
) -> Iterator[Result]:
    done = 0
    try:
        with pool:
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
    return ProcessPoolExecutor(process_count, mp_context=_context())


def _context() -> BaseContext:
    # Never a plain fork: Polars runs threads, and a forked child would wait for them for ever.
    method = "spawn" if sys.platform == "win32" else "forkserver"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(list(_PRELOADED))
    return context


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
