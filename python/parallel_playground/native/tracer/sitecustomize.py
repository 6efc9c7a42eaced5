"""Has every interpreter that a traced program starts trace itself.

Python imports a module of this name as it starts, wherever the path leads to it. One that was
there before is imported after it.
"""

import sys
from importlib import import_module
from pathlib import Path

from parallel_playground.native import tracing

tracing.begin()

sys.path[:] = [entry for entry in sys.path if Path(entry) != Path(__file__).parent]
del sys.modules["sitecustomize"]
try:
    import_module("sitecustomize")
except ModuleNotFoundError:
    sys.modules["sitecustomize"] = tracing
