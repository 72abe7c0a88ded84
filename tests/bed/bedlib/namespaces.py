# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""The network namespace that keeps a bed to itself."""

import ctypes
import os
import subprocess

from .layout import NODE_ADDRESS
from .reports import BedError

CLONE_NEWNET = 0x40000000


def create(bed):
    subprocess.run(["ip", "netns", "add", bed.name], check=True)
    for arguments in (["link", "set", "lo", "up"], ["addr", "add", f"{NODE_ADDRESS}/32", "dev", "lo"],
                      ["route", "add", "default", "dev", "lo"]):
        subprocess.run(["ip", "-n", bed.name, *arguments], check=True)


def enter(bed):
    """Moves this process, and all that it starts from now on, into the bed's network. Only the network: `ip netns exec`
    would mount another /sys, in which the kubelet finds no cgroups."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open(bed.netns, "rb") as handle:
        if libc.setns(handle.fileno(), CLONE_NEWNET) != 0:
            raise BedError(f"cannot enter the network namespace {bed.name}: {os.strerror(ctypes.get_errno())}", "are you root?")


def delete(bed):
    if bed.netns.exists():
        subprocess.run(["ip", "netns", "delete", bed.name], check=True)
