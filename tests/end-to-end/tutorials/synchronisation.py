import threading
import time

# -- a barrier
barrier = threading.Barrier(3, action=lambda: print("all are here"))
# -- a condition
items, condition = [], threading.Condition()
# -- at most two at once
inside, most, pool_sema = 0, 0, threading.BoundedSemaphore(2)
guard = threading.RLock()

def walker():
    barrier.wait()

def consumer():
    with condition:
        condition.wait_for(lambda: len(items) == 3)
        print("consumed", items)

def visitor():
    global inside, most
    with pool_sema:
        with guard:
            inside += 1
            with guard:
                most = max(most, inside)
        time.sleep(0.01)
        with guard:
            inside -= 1

def run(*targets):
    threads = [threading.Thread(target=t) for t in targets]
    for t in threads: t.start()
    return threads

for t in run(walker, walker, walker): t.join()
waiting = run(consumer)
for i in range(3):
    with condition:
        items.append(i)
        condition.notify_all()
for t in waiting: t.join()
for t in run(*[visitor] * 6): t.join()
print("at most", most, "at once")
done = threading.Event()
threading.Timer(0.02, done.set).start()
print("timer:", done.wait(300))
local = threading.local()
local.x = 1
seen = []
for t in run(lambda: seen.append(hasattr(local, "x"))): t.join()
print("thread-local:", seen)
