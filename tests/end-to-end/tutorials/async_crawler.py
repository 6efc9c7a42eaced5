import asyncio

PAGES = {"/": ["/a", "/b"], "/a": ["/c"], "/b": ["/c", "/d"], "/c": [], "/d": ["/"]}

async def fetch(page, semaphore):
    async with semaphore:
        await asyncio.sleep(0.01)
        return PAGES[page]

async def worker(queue, seen, semaphore):
    while True:
        page = await queue.get()
        try:
            for link in await fetch(page, semaphore):
                if link not in seen:
                    seen.add(link)
                    queue.put_nowait(link)
        finally:
            queue.task_done()

async def main():
    queue = asyncio.Queue()
    seen = {"/"}
    queue.put_nowait("/")
    semaphore = asyncio.Semaphore(2)
    workers = [asyncio.create_task(worker(queue, seen, semaphore)) for _ in range(3)]
    await queue.join()
    for w in workers:
        w.cancel()
    gone = await asyncio.gather(*workers, return_exceptions=True)
    print(sorted(seen), [type(x).__name__ for x in gone])
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(30)
    except TimeoutError:
        print("timed out, as it should")

asyncio.run(main())
