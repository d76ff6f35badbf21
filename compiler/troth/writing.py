"""Puts files in place in a folder, all of them at once or none, beside others that stay.

A folder is written beside the one that is there, which is mirrored by hard links, and the two change names in one step
of the operating system. Then the folder that was there is brought up to date where nobody looks, and changes names
again: it is the same folder as before, for whoever watches it or works in it, and at every moment its name leads either
to the old files or to the new. What is left by a process that was killed is cleared by the next one.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

_LEFT = ".troth"
_AT_FDCWD = -100
_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_CANNOT = frozenset(
    {
        *(errno.EACCES, errno.EPERM, errno.EROFS),  # the folder around it may not be written
        *(errno.EBUSY, errno.EXDEV),  # it is where another file system is mounted
        *(errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK),  # it is of another kind
    }
)


Content = str | Path
"""What is put in place: a text, or a file that is finished."""


class NotAtOnce(Exception):
    """Files that cannot be put in place in one step; `args[0]` says why."""


def write_file(path: Path, text: str) -> None:
    """Put a file in place of another, whole or not at all; who may read and write it stays as it was.

    Raises OSError.
    """
    with fresh_file(path) as fresh, fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


@contextmanager
def fresh_file(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, to be written; it takes its place when all is well, and is gone otherwise.

    Who may read and write it stays as it was. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.is_file() else 0o644
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        fresh = Path(file.name)
    try:
        yield fresh
        fresh.chmod(mode)
        fresh.replace(path)
    except BaseException:
        fresh.unlink()
        raise


@contextmanager
def scratch_beside(out: Path) -> Iterator[Path]:
    """An empty folder on the disk of `out`, gone at the end; what processes left that were killed goes with it.

    Raises OSError.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    for left in out.parent.glob(f".{out.name}-*{_LEFT}"):
        with _held(left) as is_ours:
            if is_ours:
                _remove(left)
    scratch = Path(tempfile.mkdtemp(prefix=f".{out.name}-", suffix=_LEFT, dir=out.parent))
    try:
        with _held(scratch):
            yield scratch
    finally:
        _remove(scratch)


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Keep a folder for this process, if no other one has it; the system takes it from a process that ends."""
    if sys.platform == "win32":
        yield False
        return
    import fcntl

    place = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(place)


@contextmanager
def only_writer(out: Path) -> Iterator[None]:
    """Wait until no other process writes `out`, and keep others waiting; where the system has locks of files."""
    out.parent.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        yield
        return
    import fcntl

    place = os.open(out.parent, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)  # the system takes it from a process that ends, however it ends
        yield
    finally:
        os.close(place)


def put_in_place(
    out: Path, files: Mapping[str, Content], sources: Iterable[Path] = (), *, gone: Collection[str] = ()
) -> None:
    """Write files, by their path in `out`, in one step; whatever else the folder holds stays as it is.

    A Path is a file that is finished and lies on the same disk; it stays where it is, too. `gone`: files in `out` that
    are removed in that step.

    Raises OSError where one cannot be written, and NotAtOnce where no such step is possible here, or where the folder
    holds the working directory or one of the `sources`; in either case nothing is changed.
    """
    _check(out, files)
    for inside, what in ((Path.cwd(), "the working directory"), *((one, "a policy") for one in sources)):
        if inside.resolve().is_relative_to(out):
            raise NotAtOnce(f"{what} lies in it")
    if sys.platform == "win32":
        raise NotAtOnce("Windows has no such step")
    try:
        for left in out.parent.glob(f".{out.name}.*{_LEFT}"):
            _remove(left)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=_LEFT, dir=out.parent))
    except OSError as problem:
        raise _not_at_once(problem) from None
    try:
        _swap_in(out, files, beside / "new", gone)
    finally:
        _remove(beside)


def put_one_by_one(out: Path, files: Mapping[str, Content], *, gone: Collection[str] = ()) -> None:
    """Write files, by their path in `out`, each whole, in their order; the last is to say which belong together.

    Before that one, files that are `gone` are removed. Raises OSError.
    """
    _check(out, files)
    for number, (path, content) in enumerate(files.items(), 1):
        if number == len(files):
            _unlink(out, gone)
        if isinstance(content, str):
            write_file(out / path, content)
        else:
            with fresh_file(out / path) as fresh:
                shutil.copyfile(content, fresh)


def _check(out: Path, files: Mapping[str, Content]) -> None:
    """A file stands where a folder is needed, or a link leads elsewhere: refused, so that nothing there is changed."""
    for path in files:
        for folder in (out / part for part in Path(path).parents):
            if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "a file stands where a folder is needed", str(folder))
            if folder != out and folder.is_symlink():
                raise OSError(errno.ELOOP, "a link stands where a folder is needed", str(folder))
        if (out / path).is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder stands where a file is written", str(out / path))


def _unlink(out: Path, gone: Collection[str]) -> None:
    for path in gone:
        (out / path).unlink(missing_ok=True)


def _swap_in(out: Path, files: Mapping[str, Content], new: Path, gone: Collection[str]) -> None:
    is_there = out.is_dir()
    mirrored: dict[Path, int] = {}
    try:
        _mirror(out, new, mirrored) if is_there else new.mkdir()
    except OSError as problem:
        raise _not_at_once(problem) from None
    for path, content in files.items():
        if isinstance(content, str):
            write_file(new / path, content)
        else:
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).unlink(missing_ok=True)
            _link(str(content), str(new / path))
    _unlink(new, gone)
    try:
        _exchange(out, new) if is_there else new.rename(out)
    except OSError as problem:
        raise _not_at_once(problem) from None
    if is_there:
        with suppress(OSError):  # what is in place is whole, and only another folder than before
            _bring_up_to_date(new, out, files, gone)
            _exchange(out, new)
            _keep_what_came(new, out, files, mirrored)


def _mirror(folder: Path, new: Path, mirrored: dict[Path, int]) -> None:
    """Make the same tree, its files by hard links; `mirrored`: which file each of its paths was."""

    def link(one: str, other: str) -> None:
        _link(one, other)
        mirrored[Path(other).relative_to(new)] = _file(Path(other))

    shutil.copytree(folder, new, symlinks=True, copy_function=link)


def _link(one: str, other: str) -> None:
    os.link(one, other, follow_symlinks=False)


def _file(path: Path) -> int:
    """By which number the file system knows a file, whatever its name."""
    return path.stat(follow_symlinks=False).st_ino


def _bring_up_to_date(old: Path, new: Path, files: Mapping[str, Content], gone: Collection[str]) -> None:
    """Put the new files in the old folder too."""
    _unlink(old, gone)
    for path in files:
        (old / path).parent.mkdir(parents=True, exist_ok=True)
        (old / path).unlink(missing_ok=True)
        _link(str(new / path), str(old / path))


def _keep_what_came(mirror: Path, out: Path, files: Mapping[str, Content], mirrored: Mapping[Path, int]) -> None:
    """Keep what others wrote while the mirror was in place."""
    for path in mirror.rglob("*"):
        name = path.relative_to(mirror)
        is_link = path.is_symlink()
        if (path.is_dir() and not is_link) or name.as_posix() in files or (is_link and (out / name).is_symlink()):
            continue
        if mirrored.get(name) != _file(path):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            path.replace(out / name)


def _exchange(one: Path, other: Path) -> None:
    """Two folders change names, in one step.

    Raises OSError.
    """
    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = library.renamex_np(*names, _SWAP)
        else:
            failed = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _SWAP)
    except (AttributeError, TypeError):  # a system without such a step
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from None
    if failed:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(one))


def _remove(tree: Path) -> None:
    """Remove a tree, with folders that may not be written."""
    for folder, _, _ in os.walk(tree):
        Path(folder).chmod(0o700)
    shutil.rmtree(tree)


def _not_at_once(problem: OSError) -> Exception:
    """Why it is not possible in one step; the problem itself where that is not why."""
    if problem.errno not in _CANNOT:
        return problem
    return NotAtOnce((problem.strerror or str(problem)).lower())
