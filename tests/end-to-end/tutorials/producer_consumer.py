import queue
import random
import threading
import time

q = queue.Queue(maxsize=5)
total = 0
total_lock = threading.Lock()

def producer(n):
    for i in range(n):
        time.sleep(random.random() / 500)
        q.put(i)

def consumer():
    global total
    while True:
        item = q.get()
        time.sleep(random.random() / 500)
        with total_lock:
            total += item
        q.task_done()

for _ in range(3):
    threading.Thread(target=consumer, daemon=True).start()

producers = [threading.Thread(target=producer, args=(20,)) for _ in range(2)]
[p.start() for p in producers]
[p.join() for p in producers]
q.join()
print(f"all items consumed, total = {total}, queue empty: {q.empty()}")
