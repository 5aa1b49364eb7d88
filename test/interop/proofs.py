"""The proofs of docs/spec chapter 03, each equation for itself; the challenge c is the caller's."""

from ristretto import G, Q, add, combine, equal


def knowledge(X, c, R, z):
    """Section 3.1: z G = R + c X."""
    return equal(combine((z, G), (-c, X.point)), R.point)


def equality(X, P, D, c, A, B, z):
    """Section 3.2: z G = A + c X and z P = B + c D."""
    return equal(combine((z, G), (-c, X.point)), A.point) and equal(combine((z, P), (-c, D.point)), B.point)


def one_of(values, K, pad, data, c, proof):
    """Section 3.3: the ciphertext of two points is of one of the values under K; proof is (AB, challenges, answers)."""
    AB, challenges, answers = proof
    challenges = [*challenges, (c - sum(challenges)) % Q]
    for k, value in enumerate(values):
        ck, zk, A, B = challenges[k], answers[k], AB[2 * k].point, AB[2 * k + 1].point
        if not equal(combine((zk, G), (-ck, pad)), A):
            return False
        if not equal(combine((zk, K.point), (-ck, data), (ck * value, G)), B):
            return False
    return True


def read_disjunction(reader, m):
    return (reader.elements(2 * m), reader.scalars(m - 1), reader.scalars(m))


def ciphertext_sum(weighted):
    """The sum of weight times (pad, data), as two points."""
    pad = data = (0, 1, 1, 0)
    for weight, (p, d) in weighted:
        for _ in range(weight):
            pad, data = add(pad, p.point), add(data, d.point)
    return pad, data
