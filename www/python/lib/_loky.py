"""How loky, joblib's pool of processes, starts one: instead of its `popen_loky_posix`."""

import io
from multiprocessing import spawn
from multiprocessing.context import reduction

from joblib.externals.loky.backend import reduction as loky_reduction
from joblib.externals.loky.backend.process import LokyProcess

from _popen import ForkServerPopen


class Popen(ForkServerPopen):
    """Starts one of its processes."""

    def pickled(self, process_obj: LokyProcess) -> io.BytesIO:
        """What the child needs, pickled by loky's own rules; most do without the main module."""
        preparation = spawn.get_preparation_data(process_obj._name)
        if not process_obj.init_main_module:
            preparation.pop("init_main_from_name", None)
            preparation.pop("init_main_from_path", None)
        pickled = io.BytesIO()
        reduction.dump(preparation, pickled)
        loky_reduction.dump(process_obj, pickled)
        return pickled

    @staticmethod
    def thread_is_spawning() -> bool:
        """What loky asks while it pickles."""
        return True
