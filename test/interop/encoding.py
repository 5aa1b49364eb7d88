"""How bytes are read and hashed (docs/spec chapter 02)."""

import hashlib

import ristretto as group

SUITE = b"SIVEI-RISTRETTO255-SHA512-V2"


class Malformed(Exception):
    """Bytes that are not the one encoding of what they should be."""


def u8(n):
    return n.to_bytes(1, "big")


def u16(n):
    return n.to_bytes(2, "big")


def u32(n):
    return n.to_bytes(4, "big")


def _lp(part):
    return u32(len(part)) + part


def frame(label, *parts):
    return _lp(SUITE) + _lp(label.encode()) + u32(len(parts)) + b"".join(map(_lp, parts))


def digest(label, *parts):
    return hashlib.sha256(frame(label, *parts)).digest()


def long_hash(label, *parts):
    return hashlib.sha512(frame(label, *parts)).digest()


def scalar(label, *parts):
    return int.from_bytes(long_hash(label, *parts), "little") % group.Q


def point(label, *parts):
    return group.derive(long_hash(label, *parts))


class Element:
    """An element of the group: its 32 bytes and its point."""

    def __init__(self, encoded, identity=False):
        decoded = group.decode(encoded)
        if decoded is None or (not identity and encoded == bytes(32)):
            raise Malformed("no element")
        self.bytes, self.point = encoded, decoded


def element_of(decoded):
    return Element(group.encode(decoded), identity=True)


class Reader:
    """Reads the fields of a message one after another; end() refuses what is left over."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, length):
        if self.at + length > len(self.data):
            raise Malformed("cut short")
        self.at += length
        return self.data[self.at - length : self.at]

    def integer(self, width):
        value = int.from_bytes(self.take(width), "big")
        if value > 2**53 - 1:
            raise Malformed("too large a number")
        return value

    def u8(self):
        return self.integer(1)

    def u16(self):
        return self.integer(2)

    def u32(self):
        return self.integer(4)

    def element(self, identity=False):
        return Element(self.take(32), identity)

    def elements(self, count):
        return [self.element() for _ in range(count)]

    def scalar(self):
        value = int.from_bytes(self.take(32), "little")
        if value >= group.Q:
            raise Malformed("no scalar")
        return value

    def scalars(self, count):
        return [self.scalar() for _ in range(count)]

    def end(self):
        if self.at != len(self.data):
            raise Malformed("something follows the last field")


def joined(elements):
    return b"".join(e.bytes for e in elements)
