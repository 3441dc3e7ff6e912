"""Functions that a test runs in a process of its own; most do what a claim should not."""

import ctypes
import os
import signal
import sys
import threading
import time
from pathlib import Path


def add(a, b):
    return a + b


def surroundings():
    return {
        "folder": os.getcwd(),
        "variable": os.environ.get("QMGR_TEST"),
        "descriptors": sorted(int(n) for n in os.listdir("/dev/fd"))[:-1],
        "threads": os.environ["OMP_NUM_THREADS"],
        "leader": os.getsid(0) == os.getpid(),
        "ppid": os.getppid(),
        "input": sys.stdin.read(),
    }


def leave(status):
    sys.exit(status)


def leave_at_once(status):
    os._exit(status)


def interrupt():
    raise KeyboardInterrupt


def stop_the_generator():
    raise GeneratorExit


class MuteError(Exception):
    def __str__(self):
        raise RuntimeError("no words")


def raise_what_cannot_be_read():
    raise MuteError


def raise_half_a_letter():
    raise ValueError("half \udc80 and \x1b[31mred")


def half_a_letter():
    return {"text": "half \udc80 and \x1b[31mred"}


def crash():
    ctypes.string_at(0)


def recurse(n=0):
    sys.setrecursionlimit(10**9)
    return list(map(recurse, [n + 1]))  # through C, whose stack ends


def close_everything():
    os.closerange(0, 100)


def close_everything_and_open(path):
    os.closerange(0, 100)
    handles = [os.open(path, os.O_CREAT | os.O_RDWR) for _ in range(8)]
    return len(handles)


def start_a_thread():
    threading.Thread(target=time.sleep, args=(60,), name="straggler").start()


def fork_and_return(path):
    if os.fork() == 0:
        time.sleep(0.2)
    else:
        os.wait()
    with Path(path).open("a") as file:
        file.write("x")
    return "returned"


def fork_and_leave(path):
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
    Path(path).write_text(str(pid))


def fork_and_wait(path):
    """Two processes, whose ids are written, that wait for ever."""
    pid = os.fork()
    if pid:
        Path(path).write_text(f"{os.getpid()} {pid}")
    time.sleep(600)


def fork_away(path):
    """A process twice removed, in a session of its own, that nobody waits for."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            Path(path).write_text(str(os.getpid()))
            time.sleep(60)
        os._exit(0)
    while not Path(path).exists() or not Path(path).read_text():
        time.sleep(0.01)
    time.sleep(0.1)
    return "left"


def loop():
    while True:
        pass


def sleep(seconds):
    time.sleep(seconds)
    return seconds


def stop_itself():
    os.kill(os.getpid(), signal.SIGSTOP)


def kill_everybody():
    os.kill(0, signal.SIGKILL)


def kill_the_server():
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def eat(bytes_):
    return len(bytearray(bytes_))


def talk(times):
    for _ in range(times):
        print("a line that nobody reads" * 40)
    print("the last word")
    return "done"


def lie():
    os.write(3, b'{"value": "forged"')


def not_json():
    return {"set": {1, 2}}


def not_a_number():
    return float("nan")


def too_long():
    return "x" * (65 * 2**20)


def patch_json():
    import json

    json.dumps = lambda *args, **kwargs: '{"value": "patched"}'
    os.write = lambda *args: 0
    os.getpid = lambda: 1
    return "honest"
