"""The proof of a ballot (docs/spec sections 7.3 and 7.4), each equation for itself."""

from functools import cache

from encoding import joined, long_hash, point, scalar, u8, u16
from ristretto import G, Q, combine, equal


def slack(D):
    """The coefficients of a group's slack bits, with D = max - min."""
    out, power = [], 1
    while sum(out) < D:
        out.append(min(power, D - sum(out)))
        power *= 2
    return out


class Bits:
    """The bits of a style: m of them, the first n of the ciphertexts; a relation is (max, lead, coefficients by bit)."""

    def __init__(self, contests):
        self.n = sum(len(c.options) for c in contests)
        self.m, self.relations, start = self.n, [], 0
        for contest in contests:
            for g, (low, high) in enumerate(contest.groups):
                coefficients = {start + o: w[g] for o, w in enumerate(contest.weights) if w[g]}
                lead = min(coefficients)
                for coefficient in slack(high - low):
                    coefficients[self.m] = coefficient
                    self.m += 1
                self.relations.append((high, lead, coefficients))
            start += len(contest.options)

    @property
    def leads(self):
        return {lead for _, lead, _ in self.relations}

    def responses(self, given, c):
        """All m responses: those of the leads follow from the others."""
        rest, leads = iter(given), self.leads
        f = [0 if i in leads else next(rest) for i in range(self.m)]
        for high, lead, coefficients in self.relations:
            f[lead] = (c * high - sum(k * f[i] for i, k in coefficients.items() if i != lead)) % Q
        return f


@cache
def generator(row, i):
    return point("ballot-generator/v2", u8(row), u16(i))


class Proof:
    """What follows the unit in an entry of section 7.2."""

    def __init__(self, reader, bits):
        self.bits = bits
        self.B, self.A, self.E1, self.E2, self.R = reader.elements(5)
        self.given = reader.scalars(bits.m - len(bits.relations))
        self.t, self.s, self.z = reader.scalars(3)

    def challenges(self, E, K, X, style, unit, pairs):
        """y and c for the ciphertexts, pairs of elements."""
        ciphertexts = joined(element for pair in pairs for element in pair)
        commitments = (self.B.bytes, self.A.bytes)
        h = long_hash("ballot-weights/v2", E, K.bytes, X.bytes, u16(style), u16(unit), ciphertexts, *commitments)
        c = scalar("ballot-proof/v2", E, h, self.E1.bytes, self.E2.bytes, self.R.bytes)
        return int.from_bytes(h, "little") % Q, c

    def fault(self, K, pairs, y, c):
        """The name of the first of P, L1, L2 that does not hold, or None."""
        f, powers = self.bits.responses(self.given, c), [pow(y, i, Q) for i in range(self.bits.n)]
        terms = [(self.s, generator(0, 0)), (-c, self.B.point)]
        for i, response in enumerate(f):
            terms += [(response, generator(1, i)), (response * (c - response), generator(2, i))]
        if not equal(combine(*terms), self.A.point):
            return "P"
        pads = [(-c * w, pad.point) for w, (pad, _) in zip(powers, pairs)]
        if not equal(combine((self.t, G), *pads), self.E1.point):
            return "L1"
        value = sum(w * response for w, response in zip(powers, f))
        columns = [(-c * w, data.point) for w, (_, data) in zip(powers, pairs)]
        if not equal(combine((self.t, K.point), (value, G), *columns), self.E2.point):
            return "L2"
        return None
