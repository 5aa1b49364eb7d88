"""Ballots and challenged ballots (docs/spec chapter 07), judged one after another as section 8.8 says."""

import proofs
import ristretto as group
from ballot_proof import Proof
from ceremony import Void, need
from encoding import Malformed, Reader, scalar, u16


class Ballot:
    """The form of section 7.2; raises Malformed where it is another."""

    def __init__(self, election, entry):
        reader = Reader(entry)
        reader.take(1)
        self.style, self.columns = read_first(election, reader)
        style = election.styles[self.style]
        self.X, self.unit = reader.element(), reader.u16()
        if self.unit not in style.units:
            raise Malformed("the style does not name the unit")
        self.proof = Proof(reader, style.bits)
        reader.end()

    @property
    def pairs(self):
        return [pair for column in self.columns for pair in column]

    @property
    def pads(self):
        return [pad.bytes for pad, _ in self.pairs]


def read_first(election, reader):
    """The part `first` after its kind: style and, for each of its contests, the ciphertexts."""
    if reader.take(32) != election.id:
        raise Malformed("another election")
    style = reader.u16()
    if style >= len(election.styles):
        raise Malformed("no such style")
    contests = election.styles[style].contests
    return style, [[(reader.element(), reader.element()) for _ in c.options] for c in contests]


class BallotBox:
    def __init__(self, election, check_proofs):
        self.election, self.check_proofs = election, check_proofs
        self.listed, self.revoked, self.first_pads = {}, set(), set()  # listed: style and unit, issued ones too
        self.valid, self.challenged, self.key, self.sites = [], 0, None, None

    def has_ballot_of(self, X):
        return any(b.X.bytes == X for b in self.valid)

    def part_of(self, ballot):
        """Section 9.1."""
        modalities = self.election.modalities
        return modalities * ballot.unit + (ballot.X.bytes in self.sites.pools)

    def active_on_lists(self, unit):
        pools = self.sites.pools
        return sum(u == unit and X not in self.revoked and X not in pools for X, (_, u) in self.listed.items())

    def counted(self):
        """Section 8.8: all valid ballots, or the last one of each credential."""
        return list({b.X.bytes: b for b in self.valid}.values())

    def read(self, entry):
        try:
            return Ballot(self.election, entry)
        except Malformed as error:
            raise Void("5.1", f"form: {error}") from error

    def cast(self, ballot):
        X = ballot.X.bytes
        listed = self.listed.get(X) == (ballot.style, ballot.unit) and X not in self.revoked
        need(listed, "5.2", "credential not listed for this style and unit, or revoked")
        again = self.election.last_counts and X not in self.sites.pools
        need(again or not self.has_ballot_of(X), "5.3", "second ballot of a credential")
        self._need_new(ballot.pads, "5.4")
        proof, pairs = ballot.proof, ballot.pairs
        y, c = proof.challenges(self.election.id, self.key, ballot.X, ballot.style, ballot.unit, pairs)
        if self.check_proofs:
            fault = proof.fault(self.key, pairs, y, c)
            need(fault is None, "5.8", f"equation {fault} of the proof")
        need(proofs.knowledge(ballot.X, c, proof.R, proof.z), "5.7", "signature")
        self.valid.append(ballot)
        self.first_pads.add(ballot.pads[0])

    def _need_new(self, pads, check):
        """Section 7.7."""
        new = len(set(pads)) == len(pads) and pads[0] not in self.first_pads
        need(new, check, "a pad twice, or the first pad of an earlier ballot")

    def challenge(self, entry):
        """A challenged ballot (section 7.8)."""
        try:
            reader = Reader(entry[:-64])
            reader.take(1)
            style, columns = read_first(self.election, reader)
            flat = [pair for column in columns for pair in column]
            seed, choices, _ = reader.take(32), reader.take(len(flat)), reader.take(32)
            reader.end()
        except Malformed as error:
            raise Void("6.1", f"form: {error}") from error
        need(set(choices) <= {0, 1}, "6.1", "a choice is neither 0 nor 1")
        need(self.election.board.signed(self.election.id, entry), "6.1", "signature")
        at = 0
        for contest in self.election.styles[style].contests:
            for o in range(len(contest.options)):
                place = (u16(style), seed, u16(contest.position), u16(o))
                r = scalar("ballot-randomness/v1", self.election.id, *place)
                pad, data = flat[at]
                opened = group.combine((r, self.key.point), (choices[at], group.G))
                right = group.equal(group.combine((r, group.G)), pad.point) and group.equal(opened, data.point)
                need(right, "6.2", f"option {o} of {contest.id} is not what was chosen")
                at += 1
        pads = [pad.bytes for pad, _ in flat]
        self._need_new(pads, "6.3")
        self.first_pads.add(pads[0])
        self.challenged += 1
