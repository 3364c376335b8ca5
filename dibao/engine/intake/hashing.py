"""A 64-bit hash of every source row that is the same on every machine and in every version.

A cell's hash is a polynomial over the UTF-8 bytes of its text, modulo 2^64, then
mixed (splitmix64) with the hash of its column's name; a row's is the sum of its
cells'. So neither the order of columns nor empty columns matter, `450` and
`450.0` are the same cell, and a row copied into another file keeps its hash.
"""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

_BASE = 0x9E3779B97F4A7C15
_CHUNK = 250_000


def text_hashes(texts: list[str]) -> np.ndarray:
    """A 64-bit hash of each text; of an empty one 0."""
    parts = [_hash_chunk(texts[at : at + _CHUNK]) for at in range(0, len(texts), _CHUNK)]
    return np.concatenate(parts) if parts else np.empty(0, np.uint64)


def _hash_chunk(texts: list[str]) -> np.ndarray:
    _, offsets, data = pa.array(texts, pa.large_string()).buffers()
    starts = np.frombuffer(offsets, np.int64)[: len(texts) + 1]
    lengths = np.diff(starts)
    result = np.zeros(len(texts), np.uint64)
    if starts[-1] == 0:
        return result
    octets = np.frombuffer(data, np.uint8)[: starts[-1]].astype(np.uint64) + np.uint64(1)
    position = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
    filled = lengths > 0
    sums = np.add.reduceat(octets * _powers(int(lengths.max()))[position], starts[:-1][filled])
    result[filled] = mix(sums + lengths[filled].astype(np.uint64))
    return result


def _powers(count: int) -> np.ndarray:
    return np.cumprod(np.full(count, _BASE, np.uint64))


def mix(values: np.ndarray) -> np.ndarray:
    """splitmix64: every bit of the input moves every bit of the output."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def row_hashes(rows: int, columns: Iterable[tuple[str, np.ndarray, list[str]]]) -> np.ndarray:
    """Hash of each row from (column name, codes, text of each distinct cell)."""
    total = np.zeros(rows, np.uint64)
    for name, codes, texts in columns:
        salt = text_hashes([name])[0]
        cells = text_hashes(texts)
        # one more place at the end: code -1, and texts that are empty, add nothing
        salted = np.append(np.where(cells == 0, np.uint64(0), mix(cells ^ salt)), np.uint64(0))
        total += salted[codes]
    return mix(total)
