from multiprocessing import Process, Pipe, Event

def child(conn, ready):
    ready.set()
    while True:
        message = conn.recv()
        if message is None:
            break
        conn.send(message + " pong")
    conn.close()

if __name__ == '__main__':
    parent_conn, child_conn = Pipe()
    ready = Event()
    p = Process(target=child, args=(child_conn, ready), name="Ponger")
    p.start()
    print("ready:", ready.wait(600))
    for i in range(3):
        parent_conn.send(f"ping {i}")
        print(parent_conn.recv())
    parent_conn.send(None)
    p.join()
    print(p.name, p.is_alive(), p.exitcode)
