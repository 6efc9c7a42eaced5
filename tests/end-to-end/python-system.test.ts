/** What programs ask of an operating system comes to what it comes to everywhere else. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "./support/page.ts";
import { runProgram } from "./support/program.ts";
import * as testBed from "./support/test-bed.ts";

/** A program, how many ranks of it are run if not one process, and what it prints. */
interface Program {
  source: string;
  ranks?: number;
  prints: string;
}

const PROGRAMS: Record<string, Program> = {
  "ranks at the edge receive nothing from nobody, and a status tells of what was received": {
    source: `
from array import array
from mpi4py import MPI

comm = MPI.COMM_WORLD
rank, size = comm.rank, comm.size
left = rank - 1 if rank > 0 else MPI.PROC_NULL
right = rank + 1 if rank < size - 1 else MPI.PROC_NULL
got = comm.gather((comm.sendrecv(rank, dest=right, source=left), comm.recv(source=MPI.PROC_NULL)))
status = MPI.Status()
row = array("b", [7])
comm.Recv(row, source=MPI.PROC_NULL)
if rank == 0:
    nothing = comm.irecv(source=MPI.PROC_NULL)
    print(got, row[0], nothing.test(status), status.Get_source() == MPI.PROC_NULL)
    print(comm.probe(MPI.PROC_NULL), comm.probe(tag=5, status=status), status.Get_source())
    message = comm.irecv(tag=5)
    status = MPI.Status()
    print(message.wait(status), status.Get_source(), status.Get_tag())
else:
    comm.send("from one", dest=0, tag=5)
`,
    ranks: 2,
    prints: "[(None, None), (0, None)] 7 (True, None) True\nTrue True 1\nfrom one 1 5\n",
  },
  "a wait of many days is not over at once, and select waits for nothing but the time": {
    source: `
import multiprocessing, select, threading, time

DAYS = 3_000_000

def tell(connection, event):
    time.sleep(0.2)
    event.set()
    connection.send("told")

if __name__ == "__main__":
    here, there = multiprocessing.Pipe()
    event = multiprocessing.Event()
    process = multiprocessing.Process(target=tell, args=(there, event))
    process.start()
    print(event.wait(DAYS), here.poll(DAYS))
    process.join(DAYS)
    done = threading.Event()
    threading.Timer(0.1, done.set).start()
    print(process.exitcode, done.wait(DAYS))
    begin = time.monotonic()
    print(select.select([], [], [], 0.2), time.monotonic() - begin >= 0.2)
`,
    prints: "True True\n0 True\n([], [], []) True\n",
  },
  "an exit code is what is left of a number, and a signal is none": {
    source: `
import multiprocessing, os, sys

def exit_code(function, *given):
    process = multiprocessing.Process(target=function, args=given)
    process.start()
    process.join()
    return process.exitcode

if __name__ == "__main__":
    print(exit_code(sys.exit, -1), exit_code(os._exit, -1), exit_code(os._exit, 259))
    print(exit_code(sys.exit, 3), exit_code(os.abort))
`,
    prints: "255 255 3\n3 -6\n",
  },
  "a data class has attributes for each thread": {
    source: `
import threading
from dataclasses import dataclass

@dataclass
class Mine(threading.local):
    number: int = 1

mine = Mine()
mine.number = 2
thread = threading.Thread(target=lambda: print(mine.number))
thread.start()
thread.join()
print(mine.number)
`,
    prints: "1\n2\n",
  },
  "threads write to one file, and push out what they wrote": {
    source: `
from threading import Thread

def write(file, number):
    for line in range(5_000):
        file.write(f"{number} {line}\\n")
        file.flush()

with open("log.txt", "w") as file:
    threads = [Thread(target=write, args=(file, number)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

class Reader:
    opener = open

open("alone.txt", "w").write("closed as nobody has it")
with Reader().opener("log.txt") as file:
    print(len(set(file)), open("alone.txt").read(), open.__name__)
`,
    prints: "15000 closed as nobody has it open\n",
  },
  "a port of this machine is found by whichever of its names": {
    source: `
from multiprocessing import Process
from multiprocessing.connection import Client, Listener

def call(*addresses):
    for address in addresses:
        with Client(address) as connection:
            connection.send(address[0])

if __name__ == "__main__":
    names = ["localhost", "127.0.0.1", "0.0.0.0"]
    with Listener(("", 6000)) as listener:
        process = Process(target=call, args=[(name, 6000) for name in names])
        process.start()
        for _ in names:
            with listener.accept() as connection:
                print(connection.recv())
        process.join()
        try:
            Listener(("127.0.0.1", 6000))
        except OSError as taken:
            print(taken.strerror)
`,
    prints: "localhost\n127.0.0.1\n0.0.0.0\nAddress in use\n",
  },
  "a request that no browser sends is told as such, and no server is blamed": {
    source: `
import http.client, urllib.request
from urllib.error import URLError

for method, body in ("GET", b"a"), ("HEAD", b"a"), ("TRACE", None):
    try:
        urllib.request.urlopen(urllib.request.Request("http://localhost/", body, method=method))
    except URLError as failure:
        print(failure.reason.strerror)
`,
    prints:
      "A browser sends no GET or HEAD that has a body, and no CONNECT, TRACE or TRACK.\n".repeat(3),
  },
  "who is interrupted has taken nothing": {
    source: `
import _thread, multiprocessing, os, signal, threading, time

def interrupted(wait):
    try:
        wait()
    except KeyboardInterrupt:
        print("interrupted")

def receive(connection, lock):
    connection.send("receiving")
    interrupted(connection.recv)
    print(connection.recv())
    connection.send("acquiring")
    interrupted(lock.acquire)
    connection.recv()
    print(lock.acquire(timeout=5))

def interrupt_soon(pid):
    time.sleep(0.3)
    os.kill(pid, signal.SIGINT)

if __name__ == "__main__":
    here, there = multiprocessing.Pipe()
    lock = multiprocessing.Lock()
    lock.acquire()
    process = multiprocessing.Process(target=receive, args=(there, lock))
    process.start()
    here.recv()
    interrupt_soon(process.pid)
    here.send("hello")
    here.recv()
    interrupt_soon(process.pid)
    lock.release()
    acquired = lock.acquire(timeout=5)
    lock.release()
    here.send("go on")
    process.join()
    print(acquired)
    held = threading.Lock()
    held.acquire()
    threading.Thread(target=interrupt_soon, args=(os.getpid(),)).start()
    interrupted(held.acquire)
    held.release()
    print(held.acquire(timeout=5))
    following = threading.Thread(target=lambda: print("next", held.acquire()))

    def release_and_interrupt():
        time.sleep(0.3)
        following.start()
        time.sleep(0.3)
        held.release()
        _thread.interrupt_main()

    threading.Thread(target=release_and_interrupt).start()
    interrupted(held.acquire)
    following.join()
`,
    prints:
      "interrupted\nhello\ninterrupted\nTrue\nTrue\ninterrupted\nTrue\ninterrupted\nnext True\n",
  },
  "a process handles signals, while it waits and while it computes": {
    source: `
import multiprocessing, os, signal, sys, threading, time

def tell(number, _frame):
    print(signal.Signals(number).name, threading.current_thread().name, flush=True)

def leave(number, _frame):
    sys.exit(number)

def work(connection):
    signal.signal(signal.SIGUSR1, tell)
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGUSR2, signal.SIG_IGN)
    done = []
    threading.Thread(target=lambda: done.append(1)).start()
    while not done:
        pass
    connection.send("ready")
    print(connection.recv(), flush=True)
    connection.send("ready")
    while True:
        pass

def die(connection):
    before = signal.signal(signal.SIGUSR1, tell)
    print(before == signal.SIG_DFL, signal.getsignal(signal.SIGUSR1) is tell)
    signal.raise_signal(signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, before)
    connection.send("ready")
    connection.recv()

if __name__ == "__main__":
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=work, args=(there,))
    process.start()
    here.recv()
    time.sleep(0.3)
    os.kill(process.pid, signal.SIGUSR1)
    os.kill(process.pid, signal.SIGUSR2)
    time.sleep(0.3)
    here.send("hello")
    here.recv()
    time.sleep(0.3)
    process.terminate()
    process.join()
    print(process.exitcode)
    process = multiprocessing.Process(target=die, args=(there,))
    process.start()
    here.recv()
    os.kill(process.pid, signal.SIGUSR1)
    process.join()
    print(process.exitcode)
`,
    prints: "SIGUSR1 MainThread\nhello\n15\nTrue True\nSIGUSR1 MainThread\n-10\n",
  },
  "what several processes append to a file is all there": {
    source: `
import multiprocessing, os

def append(name, meeting):
    meeting.wait()
    with open("log.txt", "a") as log:
        print(name, "begins", file=log, flush=True)
        meeting.wait()
        print(name, "ends", file=log)
    for number in range(20):
        with open("log.txt", "a") as log:
            print(name, number, file=log)

if __name__ == "__main__":
    with open("log.txt", "w") as log, open(os.devnull, "a") as nothing:
        print("log", file=log)
        print("nothing", file=nothing, flush=True)
    meeting = multiprocessing.Barrier(3)
    processes = [multiprocessing.Process(target=append, args=(name, meeting)) for name in "abc"]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    with open("log.txt") as log:
        first, *lines = log.read().split("\\n")
    print(first, len(lines), len(set(lines)))
    print([line for line in lines if line.startswith("b")][:4], lines[-1:])
`,
    prints: "log 67 67\n['b begins', 'b ends', 'b 0', 'b 1'] ['']\n",
  },
  "a file that is open is moved, replaced and removed": {
    source: `
import multiprocessing, os

def read():
    with open("b.txt") as file:
        print(file.read())

if __name__ == "__main__":
    with open("b.txt", "w") as old:
        with open("a.txt", "w") as new:
            new.write("moved")
            os.replace("a.txt", "b.txt")
        old.write("replaced")
    removed = open("c.txt", "a")
    os.remove("c.txt")
    removed.write("removed")
    removed.close()
    process = multiprocessing.Process(target=read)
    process.start()
    process.join()
    print(sorted(name for name in os.listdir() if name.endswith(".txt")))
`,
    prints: "moved\n['b.txt']\n",
  },
  "shared memory is the same for all that open it, in the same process too": {
    source: `
from multiprocessing import Process
from multiprocessing.shared_memory import ShareableList, SharedMemory

def change(name):
    c = SharedMemory(name)
    c.buf[1] = 7
    c.close()

if __name__ == "__main__":
    a = SharedMemory(create=True, size=10)
    a.buf[:4] = bytes([22, 33, 44, 55])
    b = SharedMemory(a.name)
    print(bytes(b.buf[:4]))
    b.buf[0] = 1
    process = Process(target=change, args=(a.name,))
    process.start()
    process.join()
    print(a.buf[0], a.buf[1], b.buf[1])
    b.close()
    a.buf[2] = 9
    name = a.name
    d = SharedMemory(name)
    print(bytes(d.buf[:3]))
    d.close()
    a.close()
    a.unlink()
    again = SharedMemory(name, create=True, size=10)
    print(bytes(again.buf[:3]))
    again.close()
    again.unlink()
    first = ShareableList([1, "two"])
    second = ShareableList(name=first.shm.name)
    second[0] = 3
    print(first[0], second[1])
    first.shm.close()
    second.shm.close()
    first.shm.unlink()
`,
    prints: "b'\\x16!,7'\n1 7 7\nb'\\x01\\x07\\t'\nb'\\x00\\x00\\x00'\n3 two\n",
  },
};

/** Programs that end themselves, and what is said of them. */
const ENDING: Record<string, { source: string; says: RegExp }> = {
  Abort: {
    source: `
from mpi4py import MPI

if MPI.COMM_WORLD.rank == 1:
    MPI.COMM_WORLD.Abort(3)
MPI.COMM_WORLD.barrier()
`,
    says: /^The program was ended early by rank 1, with exit code 3: by os\._exit\(\) or by MPI’s Abort\(\)\.$/,
  },
  exit: {
    source: `
import os
from mpi4py import MPI

if MPI.COMM_WORLD.rank == 0:
    os._exit(4)
MPI.COMM_WORLD.recv()
`,
    says: /by rank 0, with exit code 4/,
  },
};

let page: Page;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

for (const [name, { source, ranks, prints }] of Object.entries(PROGRAMS)) {
  test(name, async () => {
    const { results, skipped } = await runProgram(page, [{ name: "Program", source, ranks }]);
    assert.deepEqual(skipped, []);
    assert.equal(results[0]?.output, prints);
  });
}

for (const [name, { source, says }] of Object.entries(ENDING)) {
  test(`a rank ends all others by ${name}`, async () => {
    const { skipped } = await runProgram(page, [{ name: "Program", source, ranks: 2 }]);
    assert.match(skipped[0]?.reason ?? "", says);
  });
}
