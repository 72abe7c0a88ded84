# SPDX-FileCopyrightText: 2026 The Fairlead authors
# SPDX-License-Identifier: Apache-2.0
"""Progress for people on standard error, and errors that name cause and remedy."""

import sys
import threading
import time

_started = time.monotonic()
_lock = threading.Lock()


class BedError(Exception):
    """Something that the person at the keyboard can act on."""

    def __init__(self, cause, remedy="", log=None):
        super().__init__(cause)
        self.cause, self.remedy, self.log = cause, remedy, log

    def explain(self):
        lines = [f"bed: {self.cause}"]
        if self.log is not None and self.log.exists():
            lines.append(f"--- last lines of {self.log}")
            lines += last_lines(self.log)
            lines.append("---")
        if self.remedy:
            lines.append(f"bed: {self.remedy}")
        return "\n".join(lines)


def last_lines(path, count=15, width=400):
    with open(path, "rb") as log:
        log.seek(0, 2)
        log.seek(max(0, log.tell() - 32768))
        text = log.read().decode(errors="replace")
    return [line[:width] for line in text.splitlines()[-count:]]


def say(message):
    with _lock:
        print(f"bed {time.monotonic() - _started:5.1f} s  {message}", file=sys.stderr, flush=True)
