# SPDX-License-Identifier: Apache-2.0
"""What the scripts in this folder share: building, starting servers, reading their figures."""

import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORE = ROOT / "edge-filter-core"
BENCH_SOURCES = CORE / "src/test/java/dev/edgefilter/bench"


def java():
    home = os.environ.get("JAVA_HOME")
    return str(pathlib.Path(home) / "bin/java") if home else "java"


def build():
    """Compiles the library and its tests and returns the tests' class path."""
    listing = CORE / "target/bench-classpath.txt"
    subprocess.run(
        ["mvn", "-q", "-B", "-ntp", "-pl", "edge-filter-core", "test-compile",
         "dependency:build-classpath", "-Dmdep.includeScope=test", f"-Dmdep.outputFile={listing}"],
        cwd=ROOT, check=True)
    return os.pathsep.join(
        [str(CORE / "target/test-classes"), str(CORE / "target/classes"), listing.read_text().strip()])


def need_wrk():
    """Installs the load generator where that is possible without asking."""
    if shutil.which("wrk"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=True)
        return
    sys.exit("wrk is missing; install it first, on Debian with: sudo apt-get install wrk")


class Server:
    """A Java server that names its port and answers questions about itself on its input."""

    def __init__(self, classpath, main, *args, jvm=("-Xms1g", "-Xmx1g")):
        self.process = subprocess.Popen(
            [java(), *jvm, "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
             "-cp", classpath, main, *args],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        line = self.process.stdout.readline()
        while line and not line.startswith("port "):
            line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{main} {' '.join(args)} did not start")
        self.port = int(line.split()[1])

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def ask(self, figure):
        self.process.stdin.write(figure + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def cpu_micros(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks = int(fields[11]) + int(fields[12])
        return ticks * 1_000_000 / os.sysconf("SC_CLK_TCK")

    def resident_bytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1024

    def handles(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()


def load(url, seconds, connections=32, threads=2, script=None, arguments=(), timeout=2):
    """One round; returns what wrk printed."""
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", f"{timeout}s"]
    command += ["-s", str(ROOT / "src/bench" / script)] if script else []
    text = subprocess.run(
        command + [url] + (["--", *map(str, arguments)] if arguments else []),
        check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        sys.exit(f"errors from {url}:\n{text}")
    return text


def wrk(url, seconds, connections=32, threads=2, **options):
    """One round; returns requests per second and the number of requests."""
    text = load(url, seconds, connections, threads, **options)
    return (float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)),
            int(re.search(r"(\d+) requests in", text).group(1)))


def wrk_bytes(url, seconds, length, connections=4, threads=2):
    """The same by the bytes that came, for bodies so long that few are complete in a round."""
    text = load(url, seconds, connections, threads, timeout=60)
    took = re.search(r"requests in ([\d.]+)(s|m), ([\d.]+)([KMGT]?B) read", text)
    units = {"B": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40}
    requests = float(took.group(3)) * units[took.group(4)] / length
    return requests / (float(took.group(1)) * (60 if took.group(2) == "m" else 1)), requests


def median(values):
    return statistics.median(values)


def interval(values):
    """Where the median lies in 19 of 20 cases, whatever the distribution: two of the values."""
    ordered = sorted(values)
    cut = max(0, int(len(ordered) / 2 - 0.98 * len(ordered) ** 0.5))
    return ordered[cut], ordered[-1 - cut]


def spread(values):
    """Half the distance from the least to the greatest, as a share of the median."""
    return (max(values) - min(values)) / 2 / median(values)
