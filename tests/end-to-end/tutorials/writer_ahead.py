from multiprocessing import Pipe, Process
from threading import Thread

COUNT = 600

def square(numbers, squares):
    for _ in range(COUNT):
        squares.send(numbers.recv() ** 2)
    squares.close()

def collect(squares, collected):
    while len(collected) < COUNT:
        collected.append(squares.recv())

if __name__ == '__main__':
    # Somebody else reads, meanwhile.
    numbers, to_child = Pipe(duplex=False)
    squares, from_child = Pipe(duplex=False)
    child = Process(target=square, args=(numbers, from_child))
    child.start()
    collected = []
    reader = Thread(target=collect, args=(squares, collected))
    reader.start()
    for number in range(COUNT):
        to_child.send(number)
    reader.join()
    child.join()
    print("in order:", collected == [number ** 2 for number in range(COUNT)])

    # Nobody reads before all is written.
    reading, writing = Pipe(duplex=False)
    for number in range(COUNT):
        writing.send(number)
    print("all there:", [reading.recv() for _ in range(COUNT)] == list(range(COUNT)))
