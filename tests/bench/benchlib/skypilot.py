# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""SkyPilot's client from PyPI, asked the same question. It is a client of an API server that it starts on this machine:
the wall clock is that of both, CPU and memory are the client's alone."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from .contestants import Contestant
from .reports import BenchError, say

VERSION = "0.14.1"
NAME = "SkyPilot"
PATIENCE = 900  # seconds for one step before or after the measurement


def _folder():
    base = os.environ.get("FAIRLEAD_CACHE")
    if base is None:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fairlead"
    return Path(base).absolute() / "bench" / f"skypilot-{VERSION}"


def install():
    """Outside the bed, whose network reaches nothing. Returns where it is, or why it is not."""
    missing = [package for command, package in (("socat", "socat"), ("nc", "netcat-openbsd")) if not shutil.which(command)]
    if missing:
        return None, f"SkyPilot needs them: apt install {' '.join(missing)}"
    target = _folder()
    if (target / "complete").exists():
        return target, ""
    say(f"installing SkyPilot {VERSION} in {target}")
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    for command in (["/usr/bin/python3", "-m", "venv", target],
                    [target / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", f"skypilot[kubernetes]=={VERSION}"]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            return None, f"cannot be installed: {' '.join(done.stdout.split())[-300:]}"
    (target / "complete").touch()
    return target, ""


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _step(command, environment):
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=PATIENCE)
    if done.returncode:
        raise BenchError(f"`{' '.join(map(str, command[1:]))}` failed: {' '.join(done.stdout.split())[-400:]}")


@contextlib.contextmanager
def client(installed, kubeconfig):
    """Ready to be asked: its server runs, in a home and on a port of its own, and knows the cluster. It is stopped by its
    own means afterwards, which go by the port: another server of the same user is left alone."""
    sky = str(installed / "bin" / "sky")
    with tempfile.TemporaryDirectory(prefix="fairlead-sky-", ignore_cleanup_errors=True) as home:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("SKY_", "SKYPILOT_"))}
        environment |= {"HOME": home, "KUBECONFIG": kubeconfig, "PATH": f"{installed / 'bin'}:{environment['PATH']}",
                        "SKYPILOT_API_SERVER_LOCAL_PORT": str(_free_port()), "SKYPILOT_DISABLE_USAGE_COLLECTION": "1",
                        "RES_OPTIONS": "timeout:1 attempts:1"}  # there are no names in the bed
        say("starting SkyPilot's API server")
        try:
            _step([sky, "api", "start"], environment)
            say("SkyPilot looks at the cluster")
            _step([sky, "check", "kubernetes"], environment)
            say(f"asking {NAME}")
            yield Contestant(NAME, [sky, "gpus", "list", "--infra", "k8s", "-o", "json"], environment)
        finally:
            say("stopping SkyPilot's API server")
            _step([sky, "api", "stop"], environment)


def expect_gpus(output):
    """It must have found the GPUs, else it was fast for the wrong reason."""
    text = output.read_text(errors="replace")
    with contextlib.suppress(ValueError):
        if json.loads(text):
            return
    raise BenchError(f"found no GPUs: {' '.join(text.split())[-300:]}")
