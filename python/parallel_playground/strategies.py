"""How a task is executed: a function a strategy, and all of them yield the same output.

A strategy's function has its id's name; where Python offers several ways, the others' names begin
with it. Nothing else is a function of this module.
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import pairwise
from multiprocessing import Pool
from queue import Queue
from threading import Thread
from typing import Any

import aiohttp

from parallel_playground.pieces import extracts, in_order, run_all, run_numbered
from parallel_playground.plan import Plan
from parallel_playground.tasks.count_primes import CountPrimes
from parallel_playground.tasks.download_images import Download, DownloadImages
from parallel_playground.tasks.task import Part, Task


def sequential(task: Task[Part], _plan: Plan) -> Part:
    """One item after another."""
    return task.run(range(len(task)))


async def event_loop(task: Task[Part], plan: Plan) -> Part:
    """One thread starts many requests, and goes on with whichever is answered.

    While one range computes, nothing else happens: asyncio waits for many things at once, but
    computes one.
    """
    in_flight = asyncio.Semaphore(plan.in_flight)

    async def work(items: range) -> Part:
        async with in_flight:
            return await task.run_async(items, session)

    # The semaphore is the limit, and not aiohttp's own of 100 connections.
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        parts = await asyncio.gather(*map(work, task.cut(64)))
    return task.combine(parts)


def threads(task: Task[Part], plan: Plan) -> Part:
    """Threads share one memory, and take ranges of items from it: nothing is copied.

    They compute at the same time only in a free-threaded build of Python (3.13t and later). In
    every other the GIL lets one compute at a time, and threads pay only where they wait, or
    where a library written in C lets go of the GIL.
    """
    with ThreadPoolExecutor(plan.workers) as pool:
        parts = list(pool.map(task.run, task.cut(64 * plan.workers)))
    return task.combine(parts)


def threads_joblib(task: Task[Part], plan: Plan) -> Part:
    """joblib's threads: where ranges are small, it hands out more and more of them at a time."""
    import joblib  # noqa: PLC0415 (only those who use it have to have it)

    parallel = joblib.Parallel(n_jobs=plan.workers, prefer="threads", batch_size="auto")
    parts = parallel(joblib.delayed(task.run)(items) for items in task.cut(64 * plan.workers))
    return task.combine(parts)


def gil_threads(task: Task[Part], plan: Plan) -> Part:
    """Threads as Python has them: only the one that holds the GIL executes Python.

    It lets go of it while it waits for the network, and else after 5 ms when another wants it
    (`sys.getswitchinterval`). So threads gain nothing on computing, and all on downloads.
    """
    ranges = task.cut(4 * plan.workers)
    parts: dict[range, Part] = {}

    def work(share: list[range]) -> None:
        for items in share:
            parts[items] = task.run(items)

    shares = [ranges[first :: plan.workers] for first in range(plan.workers)]
    started = [Thread(target=work, args=(share,)) for share in shares]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    return task.combine([parts[items] for items in ranges])


def processes(task: Task[Part], plan: Plan) -> Part:
    """Processes have memories of their own: what they need and what they find is copied.

    `Pool.map` hands out four chunks a worker, and waits for all parts. Each chunk is pickled,
    sent through a pipe and unpickled, and so is its part on the way back.
    """
    with Pool(plan.workers) as pool:
        parts = pool.map(run_all, extracts(task, plan))
    return task.combine(parts)


def processes_starmap(task: Task[Part], plan: Plan) -> Part:
    """`Pool.starmap`: as `Pool.map`, for a function of several arguments."""
    with Pool(plan.workers) as pool:
        arguments = [(extract, range(len(extract))) for extract in extracts(task, plan)]
        parts = pool.starmap(type(task).run, arguments)
    return task.combine(parts)


def processes_apply(task: Task[Part], plan: Plan) -> Part:
    """`Pool.apply`: each call waits for its part, so no two processes compute at the same time."""
    with Pool(plan.workers) as pool:
        parts = [pool.apply(run_all, (extract,)) for extract in extracts(task, plan)]
    return task.combine(parts)


def processes_apply_async(task: Task[Part], plan: Plan) -> Part:
    """`Pool.apply_async`: all calls are queued at once, and each part is handed to a callback.

    Parts come in any order, so each brings its number with it. A call that fails calls no
    callback: only `get` tells of it.
    """
    parts: list[tuple[int, Part]] = []
    with Pool(plan.workers) as pool:
        calls = [
            pool.apply_async(run_numbered, (numbered,), callback=parts.append)
            for numbered in enumerate(extracts(task, plan))
        ]
        for call in calls:
            call.get()
    return task.combine(in_order(parts))


def processes_imap_unordered(task: Task[Part], plan: Plan) -> Part:
    """`Pool.imap_unordered`: each part is there as soon as it is done, in whatever order."""
    with Pool(plan.workers) as pool:
        parts = list(pool.imap_unordered(run_numbered, enumerate(extracts(task, plan))))
    return task.combine(in_order(parts))


def processes_executor(task: Task[Part], plan: Plan) -> Part:
    """`concurrent.futures`: the same interface for processes as for threads."""
    with ProcessPoolExecutor(plan.workers) as pool:
        parts = list(pool.map(run_all, extracts(task, plan)))
    return task.combine(parts)


def processes_joblib(task: Task[Part], plan: Plan) -> Part:
    """joblib's processes (loky): its pool is kept for the next call, which then starts at once.

    Small chunks are sent in batches that grow until one takes long enough, and only so many are
    sent ahead.
    """
    import joblib  # noqa: PLC0415 (only those who use it have to have it)

    parallel = joblib.Parallel(
        n_jobs=plan.workers, batch_size="auto", pre_dispatch=plan.pre_dispatch * plan.workers
    )
    ranges = task.cut(64 * plan.workers)
    parts = parallel(joblib.delayed(run_all)(task.extract(items)) for items in ranges)
    return task.combine(parts)


def work_queue(task: Task[Part], plan: Plan) -> Part:
    """A producer puts ranges into a queue of limited length; threads take them out.

    When the queue is full the producer waits, and when it is empty the threads do. `None` tells
    a thread that nothing more comes.
    """
    ranges = task.cut(16 * plan.workers)
    parts: dict[range, Part] = {}
    queue: Queue[range | None] = Queue(maxsize=plan.pre_dispatch * plan.workers)

    def consume() -> None:
        while (items := queue.get()) is not None:
            parts[items] = task.run(items)

    consumers = [Thread(target=consume) for _ in range(plan.workers)]
    for consumer in consumers:
        consumer.start()
    for items in ranges:
        queue.put(items)
    for _ in consumers:
        queue.put(None)
    for consumer in consumers:
        consumer.join()
    return task.combine([parts[items] for items in ranges])


def task_graph(task: Task[Part], plan: Plan) -> Part:
    """dask.delayed: first a graph of what depends on what, and nothing is computed yet.

    Then threads execute each piece once its inputs are there. Neighbouring parts are combined
    two at a time, so that combining is shared, too.
    """
    import dask  # noqa: PLC0415 (only those who use it have to have it)

    level = [dask.delayed(task.run)(items) for items in task.cut(16 * plan.workers)]
    while len(level) > 1:
        pairs = [level[first : first + 2] for first in range(0, len(level), 2)]
        level = [dask.delayed(task.combine)(pair) for pair in pairs]
    [output] = dask.compute(*level, scheduler="threads", num_workers=plan.workers)
    return output


async def pipeline(task: DownloadImages, plan: Plan) -> list[Download]:
    """An event loop downloads while threads compute what has already arrived."""
    loop = asyncio.get_running_loop()
    in_flight = asyncio.Semaphore(plan.in_flight)

    async def work(items: range) -> list[Download]:
        async with in_flight:
            downloads = await task.fetch_async(items, session)
        return await loop.run_in_executor(pool, task.keep, downloads)

    with ThreadPoolExecutor(plan.workers) as pool:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            parts = await asyncio.gather(*map(work, task.cut(64)))
    return task.combine(parts)


def ranks(task: Task[Part], _plan: Plan) -> Part | None:
    """MPI: numbered processes, on one machine or on many, that only send each other messages.

    Started by `mpiexec -n 2`, each executes this whole program. Rank 0 scatters the task, each
    rank computes its share, and the parts are reduced in a tree, whose root has the output.
    """
    from mpi4py import MPI  # noqa: PLC0415 (importing it starts MPI, which only ranks need)

    comm = MPI.COMM_WORLD
    extracts = None
    if comm.rank == 0:
        ends = [rank * len(task) // comm.size for rank in range(comm.size + 1)]
        extracts = [task.extract(range(start, end)) for start, end in pairwise(ends)]
    part = run_all(comm.scatter(extracts))
    return comm.reduce(part, op=lambda left, right: task.combine([left, right]))


def gpu(task: CountPrimes, _plan: Plan) -> int:
    """numba.cuda: a function compiled for the GPU, which invokes it once for each number.

    It is shown as one would write it, and neither the page nor the tests run it: it needs an
    NVIDIA GPU with its driver, and the package numba-cuda. This kernel counts primes; another
    task needs another. `found` is copied to the GPU and back, and so would be any other array.
    """
    import numpy  # noqa: PLC0415
    from numba import cuda  # noqa: PLC0415 (only machines with an NVIDIA GPU have it)

    @cuda.jit  # type: ignore[untyped-decorator]
    def count(first: int, end: int, found: Any) -> None:
        number = first + cuda.grid(1)
        if number < 2 or number >= end:
            return
        divisor = 2
        while divisor * divisor <= number:
            if number % divisor == 0:
                return
            divisor += 1
        cuda.atomic.add(found, 0, 1)

    found = cuda.to_device(numpy.zeros(1, numpy.int64))
    threads = 64
    blocks = -(-len(task) // threads)
    count[blocks, threads](task.numbers.start, task.numbers.stop, found)
    return int(found.copy_to_host()[0])
