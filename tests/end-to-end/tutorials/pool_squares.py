import multiprocessing as mp
import time

def cpu_heavy(n):
    return sum(i * i for i in range(n))

def power(base, exponent):
    return base ** exponent

if __name__ == '__main__':
    numbers = [50_000 + x for x in range(8)]
    start_time = time.time()
    pool = mp.Pool(processes=2)
    results = pool.map(cpu_heavy, numbers)
    pool.close()
    pool.join()
    duration = time.time() - start_time
    print(results == [cpu_heavy(n) for n in numbers], duration > 0)
    with mp.Pool(2) as p:
        print(p.starmap(power, [(2, 3), (3, 2), (10, 5)]))
        print(p.apply_async(power, (2, 10)).get(timeout=300))
        print(sorted(p.imap_unordered(cpu_heavy, range(5))))
