"""What the figures were taken on."""

import os
import platform
import tempfile
from pathlib import Path


def work_folder():
    """A file system in memory, so that the disk is no part of the figures; else the usual place."""
    memory = Path("/dev/shm")
    return memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())


def describe(work):
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": first("/proc/cpuinfo", "model name"),
        "memory_gib": round(int(first("/proc/meminfo", "MemTotal").split()[0]) / 2**20),
        "kernel": platform.release(),
        "file_system": file_system(work),
        "load": os.getloadavg()[0],
    }


def first(path, key):
    """The first value of a key in a file of `key: value` lines."""
    lines = Path(path).read_text().splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(key)), "unknown")


def file_system(folder):
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    holding = [(mount[1], mount[2]) for mount in mounts if Path(mount[1]) in [folder, *folder.resolve().parents]]
    return max(holding, key=lambda mount: len(mount[0]))[1]
