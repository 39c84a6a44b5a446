"""The files that Pagefind makes: those that pages use are taken over, and what it leaves in chance order is put in one.

Its filters, and the values of each, come in another order at every run. They stand in CBOR (RFC 8949) behind a
signature, compressed; names of files are digests of what is in them, and the entry file names the first of them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SIGNATURE = b"pagefind_dcd"
"""What the engine begins each of its compressed files with."""
_AS_THEY_ARE = ("pagefind.js", "pagefind-worker.js", "fragment", "index")
_FILTERS = 3
"""Place of the filters in the file that names all others: pairs of name and digest."""


def take_over(bundle: Path, folder: Path) -> None:
    """Put the files of a bundle that pages use into `folder`, in the place of what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "filter").mkdir(parents=True)
    entry: dict[str, Any] = json.loads((bundle / "pagefind-entry.json").read_bytes())
    for language in entry["languages"].values():
        engine = f"wasm.{language['wasm'] or 'unknown'}.pagefind"
        shutil.move(bundle / engine, folder / engine)
        language["hash"] = _take_over_meta(bundle, folder, language["hash"])
    (folder / "pagefind-entry.json").write_text(json.dumps(entry), encoding="utf-8")
    for name in _AS_THEY_ARE:
        if (bundle / name).exists():
            shutil.move(bundle / name, folder / name)


def unpacked(path: Path) -> bytes:
    """Return the content of one of the engine's compressed files."""
    return gzip.decompress(path.read_bytes()).removeprefix(SIGNATURE)


def _take_over_meta(bundle: Path, folder: Path, digest: str) -> str:
    """Write the filters, and the file that names all others, anew; return the new digest of that file."""
    meta = unpacked(bundle / f"pagefind.{digest}.pf_meta")
    start, end = list(_items(meta, 0))[_FILTERS]
    filters = meta[start:end]
    for pair, _ in _items(meta[start:end], 0):
        _, old = (_text(meta, start + at) for at, _ in _items(meta[start:end], pair))
        content = unpacked(bundle / "filter" / f"{old}.pf_filter")
        values, after = list(_items(content, 0))[1]
        content = content[:values] + _sorted(content[values:after]) + content[after:]
        filters = filters.replace(old.encode(), _write(folder / "filter", old, content, "pf_filter").encode())
    return _write(folder, digest, meta[:start] + _sorted(filters) + meta[end:], "pf_meta", "pagefind.")


def _write(folder: Path, old: str, content: bytes, ending: str, beginning: str = "") -> str:
    """Write a file under the digest of its content, as long as the old one; return that digest."""
    language, _, digest = old.rpartition("_")
    new = f"{language}_{hashlib.sha256(content).hexdigest()[: len(digest)]}"
    (folder / f"{beginning}{new}.{ending}").write_bytes(gzip.compress(SIGNATURE + content, 9, mtime=0))
    return new


# ---- CBOR, as far as it is used here ------------------------------------------------------------


def _sorted(array: bytes) -> bytes:
    """Return an array with its items in the order of their bytes."""
    spans = list(_items(array, 0))
    if not spans:
        return array
    return array[: spans[0][0]] + b"".join(sorted(array[start:end] for start, end in spans))


def _items(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield where each item of the array at `at` begins and ends."""
    _, count, position = _head(data, at)
    for _ in range(count):
        end = _end(data, position)
        yield position, end
        position = end


def _text(data: bytes, at: int) -> str:
    _, length, start = _head(data, at)
    return data[start : start + length].decode()


def _end(data: bytes, at: int) -> int:
    """Return where the item at `at` ends: a number, a text or an array."""
    major, value, position = _head(data, at)
    if major == 4:
        for _ in range(value):
            position = _end(data, position)
        return position
    return position + (value if major == 3 else 0)


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Return the kind of the item at `at`, its number (value, length or count), and where its content begins."""
    major, info = divmod(data[at], 32)
    if major not in (0, 1, 3, 4) or info > 27:
        raise ValueError("the engine's files have another form than they had")
    if info < 24:
        return major, info, at + 1
    size = 1 << (info - 24)
    return major, int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size
