"""What the processes of a running site have taken: time of the processors, and memory."""

import platform

import psutil


def cpu_seconds(pid: int) -> float:
    """Return the time of a process and its children, those that have ended included."""
    seconds = 0.0
    parent = psutil.Process(pid)
    for process in [parent, *parent.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        seconds += times.user + times.system
        seconds += getattr(times, "children_user", 0) + getattr(times, "children_system", 0)
    return seconds


def memory(pid: int) -> list[dict[str, float]]:
    """Return the memory of a process and of each of its children, in MB.

    `alone` is what would come back if it ended; `share` adds its part of what several hold together;
    `all` is everything that it sees. Only Linux tells `share`.
    """
    parent = psutil.Process(pid)
    found = []
    for process in [parent, *parent.children(recursive=True)]:
        try:
            full = process.memory_full_info()
        except psutil.NoSuchProcess:
            continue
        share = full.pss if platform.system() == "Linux" else full.uss
        sizes = {"alone": full.uss, "share": share, "all": full.rss}
        found.append({name: round(size / 1e6, 1) for name, size in sizes.items()})
    return found
