from multiprocessing import Process, Queue, current_process

def worker(tasks, results):
    for func, args in iter(tasks.get, "STOP"):
        results.put("%s%s = %s" % (func.__name__, args, func(*args)))

def mul(a, b):
    return a * b

def plus(a, b):
    return a + b

def main():
    tasks1 = [(mul, (i, 7)) for i in range(6)]
    tasks2 = [(plus, (i, 8)) for i in range(4)]
    task_queue = Queue()
    done_queue = Queue()
    for task in tasks1:
        task_queue.put(task)
    for i in range(2):
        Process(target=worker, args=(task_queue, done_queue)).start()
    print("Unordered results:")
    for i in range(len(tasks1)):
        print("\t", done_queue.get())
    for task in tasks2:
        task_queue.put(task)
    for i in range(len(tasks2)):
        print("\t", done_queue.get())
    for i in range(2):
        task_queue.put("STOP")
    print(current_process().name, "is done")

if __name__ == "__main__":
    main()
