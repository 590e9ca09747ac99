"""One run of one program: seconds, processor seconds, peak of memory."""

import os
import resource
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

PAGE = resource.getpagesize()
# How often the memory of several processes is added up, in seconds.
INTERVAL = 0.05


@dataclass
class Run:
    wall: float
    cpu: float
    megabytes: float
    is_over: bool
    status: int
    said: str


def run(command, folder, environment, limit, is_tree):
    """Runs it; after `limit` seconds it is killed with all that it started."""
    with tempfile.TemporaryFile() as said:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, start_new_session=True,
                                   stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
        watch = Watch(process.pid, limit, is_tree)
        # The usage that comes with the exit has that of all children which the program waited for.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        watch.stop()
        said.seek(0)
        text = said.read().decode(errors="replace")
    process.returncode = os.waitstatus_to_exitcode(status)
    megabytes = max(usage.ru_maxrss / 1024, watch.peak / 1e6)
    return Run(wall, usage.ru_utime + usage.ru_stime, megabytes, watch.is_over, process.returncode, text)


class Watch:
    """Kills what takes too long. The peak that the system tells is of the largest process; of a program
    that has several, the sum is sampled."""

    def __init__(self, session, limit, is_tree):
        self.session, self.limit, self.is_tree = session, limit, is_tree
        self.peak, self.is_over = 0, False
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        end = time.monotonic() + self.limit
        while not self.stopped.wait(INTERVAL if self.is_tree else self.limit):
            if self.is_tree:
                self.peak = max(self.peak, resident(self.session))
            if time.monotonic() >= end:
                self.is_over = True
                os.killpg(self.session, signal.SIGKILL)
                return

    def stop(self):
        self.stopped.set()
        self.thread.join()


def resident(session):
    """Bytes that the processes of a session have in memory."""
    total = 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            total += int(fields[21]) * PAGE
    return total


def own_megabytes():
    """A program's peak cannot be seen to be less than that of the process that starts it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
