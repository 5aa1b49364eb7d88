"""Cells, sums, decryption and result (docs/spec chapter 09)."""

import proofs
import ristretto as group
from encoding import Malformed, Reader, element_of, joined, long_hash, scalar, u8, u16, u32


class Cell:
    def __init__(self, parts, N, sums):
        self.parts, self.N, self.sums = parts, N, sums

    def encoded(self):
        pairs = b"".join(pad.bytes + data.bytes for pad, data in self.sums)
        return u16(len(self.parts)) + b"".join(map(u16, self.parts)) + u32(self.N) + pairs


def merged(parts, ballots_of, small, modality_of):
    """The cells of section 9.2 as ascending lists of parts, none of a contest that is withheld; ballots_of gives the number of ballots of a part."""
    cells = [[p] for p in parts]

    def size(cell):
        return sum(map(ballots_of, cell))

    if 0 < size(parts) < small:
        return []  # withheld
    while True:
        filled = sorted((c for c in cells if size(c) > 0), key=lambda c: (size(c), c[0]))
        if len(filled) < 2 or size(filled[0]) >= small:
            return sorted(cells)
        own, *others = filled
        alike = [c for c in others if set(map(modality_of, c)) == set(map(modality_of, own))]
        other = (alike or others)[0]
        cells = [c for c in cells if c not in (own, other)] + [sorted(own + other)]


def recompute(election, box):
    """For each contest its cells with their sums (sections 9.1 to 9.3)."""
    out = []
    for contest in election.contests:
        columns = {}  # part: the columns of this contest of its counted ballots
        for ballot in box.counted():
            contests = election.styles[ballot.style].contests
            if contest in contests:
                columns.setdefault(box.part_of(ballot), []).append(ballot.columns[contests.index(contest)])
        cells = []
        parts, size = election.parts_of(contest), lambda p: len(columns.get(p, []))
        for cell in merged(parts, size, election.small_unit, lambda p: p % election.modalities):
            rows = [column for part in cell for column in columns.get(part, [])]
            sums = [
                tuple(element_of(group.total(pair[part].point for pair in option)) for part in (0, 1))
                for option in zip(*rows)
            ]
            cells.append(Cell(cell, len(rows), sums))
        out.append(cells)
    return out


def encode_tally(tally):
    """The blob of section 9.4."""
    return b"".join(u16(len(cells)) + b"".join(c.encoded() for c in cells) for cells in tally)


def read_tally(election, data):
    reader, most, out = Reader(data), len(election.units) * election.modalities, []
    for contest in election.contests:
        cells = []
        for _ in range(_at_most(reader.u16(), most)):
            parts = [reader.u16() for _ in range(_at_most(reader.u16(), most))]
            N = reader.u32()
            options = contest.options if N > 0 else []
            cells.append(Cell(parts, N, [(reader.element(True), reader.element(True)) for _ in options]))
        out.append(cells)
    reader.end()
    return out


def _at_most(number, most):
    if number > most:
        raise Malformed("more than there are parts")
    return number


def positions(tally):
    """Contest, cell and option of each ciphertext to decrypt, in order, with the ciphertext."""
    for c, cells in enumerate(tally):
        for position, cell in enumerate(cells):
            for o, (pad, data) in enumerate(cell.sums):
                yield (c, position, o), pad, data


def read_share(tally, data):
    """The blob of section 9.5: D by position, and the proof A, B, z. It has no form where the tally has no sums."""
    reader = Reader(data)
    D = {place: reader.element(True) for place, _, _ in positions(tally)}
    if not D:
        raise Malformed("nothing to decrypt")
    proof = reader.element(), reader.element(True), reader.scalar()
    reader.end()
    return D, proof


def share_holds(election, T, trustee, X, tally, share):
    """Whether the share's proof is right."""
    D, (A, B, z) = share
    bound = (election.id, T, u8(trustee), X.bytes)
    h = long_hash("decryption-weights/v2", *bound, joined(D.values()))
    weights = [scalar("decryption-weight/v2", h, u32(j)) for j in range(len(D))]
    P = group.combine(*((e, pad.point) for e, (_, pad, _) in zip(weights, positions(tally))))
    summed = group.combine(*((e, own.point) for e, own in zip(weights, D.values())))
    c = scalar("decryption-share/v2", *bound, h, A.bytes, B.bytes)
    return proofs.equality(X, P, element_of(summed), c, A, B, z)


def combine_shares(tally, bounds, shares):
    """Section 9.6: the value of each position from D of t trustees, None where none is within the bound."""
    lambdas = {}
    for i in shares:
        lambdas[i] = 1
        for j in shares:
            if j != i:
                lambdas[i] = lambdas[i] * j * pow(j - i, -1, group.Q) % group.Q
    values, power = {}, group.IDENTITY
    for v in range(max(bounds.values(), default=0) + 1):
        values[group.encode(power)] = v
        power = group.add(power, group.G)
    out = {}
    for place, _, data in positions(tally):
        masks = [(-lambdas[i], D[place].point) for i, D in shares.items()]
        v = values.get(group.encode(group.combine((1, data.point), *masks)))
        out[place] = v if v is not None and v <= bounds[place[:2]] else None
    return out


def party_votes(contest, totals):
    """Section 9.7."""
    alone = {m[0]: totals[o] for o, m in enumerate(contest.marks) if len(m) == 1}
    votes = dict(alone)
    for o, marks in enumerate(contest.marks):
        if len(marks) < 2:
            continue
        each, rest = divmod(totals[o], len(marks))
        ranked = sorted(marks, key=lambda p: (-alone[p], contest.parties.index(p)))
        for place, party in enumerate(ranked):
            votes[party] += each + (place < rest)
    return [votes[p] for p in contest.parties]


def read_result(election, tally, data):
    """The blob of section 9.6: for each contest the votes of its cells, the totals and the party votes."""
    reader, out = Reader(data), []
    for contest, cells in zip(election.contests, tally):
        if reader.u16() != len(cells):
            raise Malformed("another number of cells than the tally")
        if not cells:
            out.append(([], [], []))
            continue
        votes = [[reader.u32() for _ in contest.options] for _ in cells]
        totals = [reader.u32() for _ in contest.options]
        out.append((votes, totals, [reader.u32() for _ in contest.parties]))
    reader.end()
    return out
