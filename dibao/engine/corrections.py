"""Which rows wait for their sender, and which of them have come back.

A row that goes back carries a 来源号: where it stood, and a hash of what stood there. Put back, its row replaces that
one. When the original was edited in the meantime the place is no longer there, and the hash finds the row, if it is
still as it was; if it is not, it was corrected where it stood.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from dibao.engine.lake.store import ROW_BITS, Batch
from dibao.engine.sheets.returned import original_stem

ROWS = (1 << ROW_BITS) - 1


@dataclass
class Corrections:
    """`waiting`: by batch (its source id) the rows to send back; `corrected`: rows that came back in order.

    `echoes`: by batch, rows of a copy that are as unusable as the row that they were to replace.
    """

    waiting: dict[int, list[dict]] = field(default_factory=dict)
    corrected: int = 0
    echoes: dict[int, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows wait."""
        return sum(map(len, self.waiting.values()))


def moved_claims(batches: list[Batch]) -> list[int]:
    """Rows that are replaced although their file was edited after they were sent back."""
    place = _Places(batches)
    claims = {tuple(claim) for batch in batches for claim in batch.claims}
    return sorted({found for src, row_hash in claims if (found := place(src, row_hash)) and found != src})


def corrections_of(batches: list[Batch]) -> Corrections:
    """Every row is sent back once, as it was last tried; none that came back in order."""
    place, own = _Places(batches), [batch for batch in batches if not batch.is_copy]
    result, sent = Corrections(), set()
    entries = [(batch, entry) for batch in own for entry in batch.set_aside]
    unsettled = {(batch.source_id, tuple(e["replaces"])) for batch, e in entries if e["replaces"]}
    done = {
        place(*claim) or claim[0]
        for batch in own
        for claim in map(tuple, batch.claims)
        if (batch.source_id, claim) not in unsettled
    }
    known = {_src(batch, entry) for batch, entry in entries}
    for batch, entry in sorted(entries, key=lambda pair: pair[1]["replaces"] is None):
        root = (place(*entry["replaces"]) or entry["replaces"][0]) if entry["replaces"] else _src(batch, entry)
        settled = root not in known and place.is_mended(batch, entry)
        if entry["replaces"] and not entry["used"] and (root in known or settled):
            result.echoes[batch.source_id] = result.echoes.get(batch.source_id, 0) + 1
        if root not in done and root not in sent and not settled:
            sent.add(root)
            result.waiting.setdefault(batch.source_id, []).append(entry)
    result.corrected = len(done & known)
    return result


def corrected_in_place(before: Iterable[dict], batches: list[Batch]) -> int:
    """Rows that an earlier run (its batches as plain values) sent back and that now stand otherwise in their own file."""
    now = {(batch.file, batch.sheet): batch for batch in batches}
    count = 0
    for old in before:
        new = now.get((old["file"], old["sheet"]))
        if new is not None and new.content != old["content"]:
            still = Counter(entry["hash"] for entry in new.set_aside)
            count += (Counter(entry["hash"] for entry in old["set_aside"]) - still).total()
    return count


class _Places:
    """Where a row that was sent back stands now; None if it is nowhere any more, or if several rows look like it."""

    def __init__(self, batches: list[Batch]):
        self.present = {batch.source_id for batch in batches}
        self.originals = {PurePosixPath(batch.file).stem for batch in batches if not batch.claims}
        self.alike: dict[int, list[int]] = {}
        for batch in batches:
            for entry in (entry for entry in batch.set_aside if not entry["replaces"]):
                self.alike.setdefault(entry["hash"], []).append(_src(batch, entry))

    def __call__(self, src: int, row_hash: int) -> int | None:
        if src >> ROW_BITS in self.present:
            return src
        alike = self.alike.get(row_hash, [])
        same_row = [found for found in alike if found & ROWS == src & ROWS]
        return next((found[0] for found in (same_row, alike) if len(found) == 1), None)

    def is_mended(self, batch: Batch, entry: dict) -> bool:
        """Whether a row of a copy, left as it was, stands in its original no more: it was corrected there."""
        is_untouched = entry["replaces"] and entry["hash"] == entry["replaces"][1]
        stem = PurePosixPath(batch.file).stem
        return (
            bool(is_untouched) and original_stem(stem) in self.originals - {stem} and self(*entry["replaces"]) is None
        )


def _src(batch: Batch, entry: dict) -> int:
    return batch.source_id << ROW_BITS | entry["row"]
