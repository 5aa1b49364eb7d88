"""The files of a board (docs/spec section 8.3). The log is not verified: checkpoint is asked for its size only."""

import hashlib
from pathlib import Path

from encoding import Malformed, Reader
from files import read_file

BUNDLE, LONGEST_ENTRY, LONGEST_NOTE, LONGEST_BLOB = 256, 65_535, 65_536, 16_777_216
BLOB_REF = 36


def _path(number):
    digits = f"{number:03d}"
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    return "/".join([*("x" + g for g in groups[:-1]), groups[-1]])


class Board:
    """Raises OSError without a checkpoint, Malformed if the bundles are not all there and well formed."""

    def __init__(self, directory):
        self.root = Path(directory)
        lines = read_file(self.root / "checkpoint", LONGEST_NOTE).split(b"\n")
        if len(lines) < 2 or not lines[1].isdigit() or len(lines[1]) > 16:
            raise Malformed("checkpoint has no size")
        self.entries = []
        size = int(lines[1])
        for number in range((size + BUNDLE - 1) // BUNDLE):
            self.entries += self._bundle(number, min(BUNDLE, size - number * BUNDLE))

    def _bundle(self, number, width):
        """The entries of a bundle; where a partial one is gone, the first of the full one."""
        full = f"tile/entries/{_path(number)}"
        for name, count in ((f"{full}.p/{width}", width), (full, BUNDLE)):
            if name != full and width == BUNDLE:
                continue
            try:
                data = read_file(self.root / name, count * (2 + LONGEST_ENTRY))
            except OSError:
                continue
            reader = Reader(data)
            entries = [reader.take(reader.u16()) for _ in range(count)]
            reader.end()
            if not all(entries):
                raise Malformed(f"{name} has an empty entry")
            return entries[:width]
        raise Malformed(f"{full} is missing")

    def blob(self, reader, longest=LONGEST_BLOB):
        """The blob to which the BlobRef read next refers (section 2.6)."""
        wanted, length = reader.take(32), reader.u32()
        if not 1 <= length <= longest:
            raise Malformed("a blob of a length that is not allowed")
        try:
            data = read_file(self.root / "blob" / wanted.hex(), length)
        except OSError as error:
            raise Malformed(f"blob {wanted.hex()} is missing") from error
        if len(data) != length or hashlib.sha256(data).digest() != wanted:
            raise Malformed(f"blob {wanted.hex()} has another length or hash")
        return data
