"""The proofs of docs/spec chapter 03, each equation for itself; the challenge c is the caller's."""

from ristretto import G, combine, equal


def knowledge(X, c, R, z):
    """Section 3.1: z G = R + c X."""
    return equal(combine((z, G), (-c, X.point)), R.point)


def equality(X, P, D, c, A, B, z):
    """Section 3.2: z G = A + c X and z P = B + c D."""
    return equal(combine((z, G), (-c, X.point)), A.point) and equal(combine((z, P), (-c, D.point)), B.point)
