# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""The parts of a bed as processes: started in sessions of their own, recorded on disk, stopped by process id only after
the start time proves that the id still belongs to the part."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from .reports import BedError


class Part:
    """One process. `name` is CLUSTER/PART, as `bed stop` takes it."""

    def __init__(self, bed, name, argv, environment=None):
        self.bed, self.name = bed, name
        self.argv = [str(argument) for argument in argv]
        self.environment = environment or {}
        file_name = name.replace("/", "-")
        self.log = bed.logs / f"{file_name}.log"
        self.record = bed.parts / f"{file_name}.json"
        self.pid = self.start_ticks = self.started_at = None
        self.process = None

    @classmethod
    def from_record(cls, bed, path):
        saved = json.loads(path.read_text())
        part = cls(bed, saved["name"], saved["argv"], saved["environment"])
        part.pid, part.start_ticks, part.started_at = saved["pid"], saved["start_ticks"], saved["started_at"]
        return part

    def start(self):
        environment = {"PATH": f"{self.bed.bin}:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(self.bed.state), **self.environment}
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.bed.state,
                                            env=environment, start_new_session=True)
        self.pid, self.started_at = self.process.pid, time.time()
        self.start_ticks = start_ticks(self.pid)
        temporary = self.record.with_suffix(".new")
        temporary.write_text(json.dumps({"name": self.name, "argv": self.argv, "environment": self.environment, "pid": self.pid,
                                         "start_ticks": self.start_ticks, "started_at": self.started_at}))
        temporary.rename(self.record)

    def is_running(self):
        if self.process is not None and self.process.poll() is not None:
            return False
        return self.pid is not None and start_ticks(self.pid) == self.start_ticks is not None

    def kill(self):
        """Ends the part at once, as a crash would: nothing in a bed is worth a slow goodbye."""
        if self.is_running():
            signal_process(self.pid, signal.SIGKILL)
        wait_until(lambda: not self.is_running(), 10)

    def died(self):
        return BedError(f"{self.name} ended unexpectedly", "run `bed down` and `bed up` again; its log says why", self.log)


def recorded_parts(bed):
    if not bed.parts.is_dir():
        return []
    return [Part.from_record(bed, path) for path in sorted(bed.parts.glob("*.json"))]


def find_part(bed, name):
    for part in recorded_parts(bed):
        if part.name == name:
            return part
    known = ", ".join(part.name for part in recorded_parts(bed)) or "none, the bed is down"
    raise BedError(f"no part is called {name}", f"parts: {known}")


def stat_fields(pid):
    """Fields of /proc/PID/stat from the third (state) on, or None when there is no such process or only its corpse."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields


def start_ticks(pid):
    fields = stat_fields(pid)
    return int(fields[19]) if fields else None


def signal_process(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def wait_until(condition, seconds, interval=0.05):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(interval)
    return True


def wait_ready(part, condition, seconds, what):
    """Waits until `condition` holds while `part` lives; what went wrong is told with the end of the part's log."""
    if wait_until(lambda: not part.is_running() or condition(), seconds, 0.2):
        if not part.is_running():
            raise part.died()
        return
    raise BedError(f"{what} did not happen within {seconds} s", "is the machine overloaded? `bed down`, then `bed up` again", part.log)
