import multiprocessing

def deposit(balance, history, index, lock):
    for i in range(50):
        with lock:
            balance.value = balance.value + 1
    history[index] = 50

if __name__ == "__main__":
    balance = multiprocessing.Value("i", 0)
    history = multiprocessing.Array("i", 2)
    lock = multiprocessing.Lock()
    ps = []
    for index in range(2):
        p = multiprocessing.Process(target=deposit, args=(balance, history, index, lock))
        ps.append(p)
        p.start()
    for p in ps:
        p.join()
    print("Final balance = {}".format(balance.value))
    print("history:", history[:], [p.exitcode for p in ps])
