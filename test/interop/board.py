"""The files of a board (docs/spec section 8.3). The log is not verified: checkpoint is asked for its size only."""

import hashlib
from pathlib import Path

from encoding import Malformed, Reader

BUNDLE = 256


def _path(number):
    digits = f"{number:03d}"
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    return "/".join([*("x" + g for g in groups[:-1]), groups[-1]])


class Board:
    """Raises OSError without a checkpoint, Malformed if the bundles are not all there and well formed."""

    def __init__(self, directory):
        self.root = Path(directory)
        lines = (self.root / "checkpoint").read_bytes().split(b"\n")
        if len(lines) < 2 or not lines[1].isdigit():
            raise Malformed("checkpoint has no size")
        self.entries = []
        size = int(lines[1])
        for number in range((size + BUNDLE - 1) // BUNDLE):
            width = min(BUNDLE, size - number * BUNDLE)
            partial = f".p/{width}" if width < BUNDLE else ""
            name = f"tile/entries/{_path(number)}{partial}"
            try:
                reader = Reader((self.root / name).read_bytes())
            except OSError as error:
                raise Malformed(f"{name} is missing") from error
            for _ in range(width):
                entry = reader.take(reader.u16())
                if not entry:
                    raise Malformed(f"{name} has an empty entry")
                self.entries.append(entry)
            reader.end()

    def blob(self, reader):
        """The blob to which the BlobRef read next refers (section 2.6)."""
        wanted, length = reader.take(32), reader.u32()
        if not 1 <= length <= 16_777_216:
            raise Malformed("a blob of a length that is not allowed")
        try:
            data = (self.root / "blob" / wanted.hex()).read_bytes()
        except OSError as error:
            raise Malformed(f"blob {wanted.hex()} is missing") from error
        if len(data) != length or hashlib.sha256(data).digest() != wanted:
            raise Malformed(f"blob {wanted.hex()} has another length or hash")
        return data
