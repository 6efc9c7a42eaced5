import concurrent.futures
import time

JOBS = {"fast": 0.01, "slow": 0.15, "broken": 0.08}

def load(name, seconds):
    time.sleep(seconds)
    if name == "broken":
        raise ValueError(f"{name} page")
    return name.upper()

with concurrent.futures.ThreadPoolExecutor(max_workers=5) as executor:
    future_to_name = {executor.submit(load, name, s): name for name, s in JOBS.items()}
    for future in concurrent.futures.as_completed(future_to_name):
        name = future_to_name[future]
        try:
            data = future.result()
        except Exception as exc:
            print("%r generated an exception: %s" % (name, exc))
        else:
            print("%r is %d letters: %s" % (name, len(data), data))
