"""Tries what a program in a sandbox must not be able to do, and says what came of each attempt."""

import glob
import json
import os
import signal
import socket
import subprocess

targets = json.loads(os.environ["TARGETS"])


def read(path):
    with open(path, "rb") as file:
        return file.read().decode("latin1")


def write(path):
    with open(path, "w") as file:
        file.write("was here")
    return "written"


def connect(kind, address):
    with socket.socket(kind, socket.SOCK_STREAM) as client:
        client.settimeout(5)
        client.connect(address)
    return "connected"


def connect_abstract(name):
    # Some versions of Node.js pad the name to the longest there is.
    for address in ("\0" + name, ("\0" + name).ljust(108, "\0")):
        try:
            return connect(socket.AF_UNIX, address)
        except ConnectionRefusedError as error:
            refused = error
    raise refused


def kill(pid):
    os.kill(pid, signal.SIGTERM)
    return "killed"


def environments():
    found = []
    for path in glob.glob("/proc/[0-9]*/environ"):
        try:
            found.append(read(path))
        except OSError:
            pass
    return "".join(found)


def attempt(action):
    try:
        return action()
    except Exception as error:
        return type(error).__name__


report = {
    "write own copy": attempt(lambda: write("mine.txt")),
    "write run folder": attempt(lambda: write(targets["runFile"])),
    "write /tmp": attempt(lambda: write(targets["tmpFile"])),
    "write /dev/shm": attempt(lambda: write(targets["sharedMemoryFile"])),
    "write project": attempt(lambda: write(targets["projectFile"])),
    "write home": attempt(lambda: write(targets["homeFile"])),
    "read data": attempt(lambda: read("data/points.bin")),
    "read beside": attempt(lambda: read("../beside/points.bin")),
    "read home": attempt(lambda: read(targets["homeData"])),
    "read ~/.ssh": attempt(lambda: read(targets["ssh"])),
    "read ~/.netrc": attempt(lambda: read(targets["netrc"])),
    "read linked secret": attempt(lambda: read(targets["linkedSecret"])),
    "read .env": attempt(lambda: read(".env")),
    "read .env of project": attempt(lambda: read(targets["projectEnv"])),
    "read .env above": attempt(lambda: read("../.env")),
    "read key file": attempt(lambda: read(targets["keyFile"])),
    "connect": attempt(lambda: connect(socket.AF_INET, ("127.0.0.1", targets["port"]))),
    "socket in /tmp": attempt(lambda: connect(socket.AF_UNIX, targets["tmpSocket"])),
    "socket at home": attempt(lambda: connect(socket.AF_UNIX, targets["homeSocket"])),
    "abstract socket": attempt(lambda: connect_abstract(targets["abstractSocket"])),
    # Before it is killed, who holds it.
    "secret in environments": targets["secretStart"] + "-of-ours" in environments(),
    "kill": attempt(lambda: kill(targets["pid"])),
    "first process": attempt(lambda: [entry.split("=")[0] for entry in read("/proc/1/environ").split("\0")]),
    "capabilities": [line.split()[1] for line in read("/proc/self/status").splitlines() if line.startswith("CapEff")][0],
    "remount": subprocess.call(["mount", "-o", "remount,rw,bind", "/"], stderr=subprocess.DEVNULL) == 0 if targets["mayMount"] else False,
    "etc": attempt(lambda: write(targets["etcFile"])) if targets["mayMount"] else "skipped",
}
print("REPORT " + json.dumps(report))
