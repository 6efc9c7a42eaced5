import threading
import time

class MyThread(threading.Thread):
    def __init__(self, thread_id, name, counter):
        threading.Thread.__init__(self)
        self.thread_id = thread_id
        self.name = name
        self.counter = counter

    def run(self):
        print("Starting " + self.name)
        print_numbers(self.name, self.counter, 0.01)
        print("Exiting " + self.name)

def print_numbers(name, counter, delay):
    while counter:
        time.sleep(delay)
        print("%s: %d" % (name, counter))
        counter -= 1

thread1 = MyThread(1, "Thread-A", 3)
thread2 = MyThread(2, "Thread-B", 4)
thread1.start()
thread2.start()
thread1.join()
thread2.join()
print("Exiting main thread, %d left" % threading.active_count())
