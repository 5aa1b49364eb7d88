"""Who signs an entry, and how the signatures stand in it (docs/spec section 2.5)."""

import p256
from encoding import Malformed, Reader, frame

SIGNATURE = 64


class Party:
    """Signs alone."""

    def __init__(self, key):
        self.key = _decoded(key)

    @staticmethod
    def body_of(entry):
        """A reader of the body of an entry that one party signed."""
        return Reader(_unsigned(entry, SIGNATURE)[1:])

    def signed(self, election_id, entry):
        message = frame("entry/v1", election_id, entry[:-SIGNATURE])
        return p256.verify(self.key, message, entry[-SIGNATURE:])


class Authority:
    """Has several keys, and as many of them as `quorum` sign together, each with its position."""

    def __init__(self, keys, quorum):
        self.keys, self.quorum = [_decoded(key) for key in keys], quorum

    def unsigned(self, entry):
        """kind || body."""
        return _unsigned(entry, self.quorum * (1 + SIGNATURE))

    def _signatures(self, entry):
        reader = Reader(entry[-self.quorum * (1 + SIGNATURE) :])
        return [(reader.u8(), reader.take(SIGNATURE)) for _ in range(self.quorum)]

    def body_of(self, entry):
        """A reader of the body; raises Malformed where the positions of the keys are wrong, too."""
        body = Reader(self.unsigned(entry)[1:])
        positions = [position for position, _ in self._signatures(entry)]
        if any(a >= b for a, b in zip(positions, positions[1:])) or positions[-1] >= len(self.keys):
            raise Malformed("the keys that sign are not ascending, or there is no such key")
        return body

    def signed(self, election_id, entry):
        """Whether all signatures hold, of an entry of which body_of has read the form."""
        message = frame("entry/v1", election_id, self.unsigned(entry))
        return all(p256.verify(self.keys[i], message, own) for i, own in self._signatures(entry))


def _decoded(key):
    return p256.decode_key(bytes.fromhex(key))


def _unsigned(entry, tail):
    if len(entry) <= tail:
        raise Malformed("no room for what signs it")
    return entry[:-tail]
