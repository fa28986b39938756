"""Make SQLite's writes fail, from within the process: no mount, no preloaded library, no privilege.

SQLite's own VFS lets a program replace the system calls it makes
(``xSetSystemCall``, the hook its authors test with). We put counting functions
in place of those that write and grow files.
"""

from __future__ import annotations

import ctypes
import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_SET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_GET = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)
_P, _I, _N, _O = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t, ctypes.c_int64


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("iVersion", _I),
        ("szOsFile", _I),
        ("mxPathname", _I),
        ("pNext", _P),
        ("zName", ctypes.c_char_p),
        ("pAppData", _P),
        *[(f"method{n}", _P) for n in range(12)],
        ("xCurrentTimeInt64", _P),
        ("xSetSystemCall", _SET),
        ("xGetSystemCall", _GET),
        ("xNextSystemCall", _P),
    ]


_CALLS: dict[str, tuple[Any, ...]] = {
    "write": (ctypes.c_ssize_t, _I, _P, _N),
    "pwrite": (ctypes.c_ssize_t, _I, _P, _N, _O),
    "pwrite64": (ctypes.c_ssize_t, _I, _P, _N, _O),
    "ftruncate": (_I, _I, _O),
}


@dataclass
class Disk:
    """What the disk does: writes so far, and which of them fail, with which error."""

    writes: int = 0
    fails: Callable[[int], bool] = field(default=lambda n: False)
    error: int = errno.ENOSPC
    failed: int = 0

    def refuses(self) -> bool:
        self.writes += 1
        if self.fails(self.writes):
            self.failed += 1
            ctypes.set_errno(self.error)
            return True
        return False


def library() -> ctypes.CDLL | None:
    """The SQLite library that Python's own module uses; ``None`` where it is built in and cannot be reached."""
    import _sqlite3

    maps = Path("/proc/self/maps")
    if not maps.exists():
        return None
    found = {line.split()[-1] for line in maps.read_text().splitlines() if "libsqlite3" in line}
    return ctypes.CDLL(found.pop()) if found and _sqlite3 else None


@contextmanager
def disk() -> Iterator[Disk]:
    """A disk whose writes can be made to fail, for every SQLite file of this process while the block lasts."""
    lib = library()
    assert lib is not None
    lib.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = lib.sqlite3_vfs_find(None)
    state = Disk()
    kept = []  # ctypes functions must outlive their use
    for name, (result, *arguments) in _CALLS.items():
        address = vfs.contents.xGetSystemCall(vfs, name.encode())
        if not address:
            continue
        kind = ctypes.CFUNCTYPE(result, *arguments, use_errno=True)
        wrapped = kind(_wrap(state, kind(address)))
        kept.append(wrapped)
        vfs.contents.xSetSystemCall(vfs, name.encode(), ctypes.cast(wrapped, _P))
    try:
        yield state
    finally:
        vfs.contents.xSetSystemCall(vfs, None, None)  # all calls as they were


def _wrap(state: Disk, real: Any) -> Callable[..., int]:
    def call(*arguments: Any) -> int:
        return -1 if state.refuses() else int(real(*arguments))

    return call
