"""ECDSA on P-256 with SHA-256, as docs/spec section 2.4 has it: verification only."""

import hashlib

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def decode_key(encoded):
    """The point of a compressed key of 33 bytes; ValueError if it is none."""
    x = int.from_bytes(encoded[1:], "big")
    if len(encoded) != 33 or encoded[0] not in (2, 3) or x >= P:
        raise ValueError("no compressed point")
    square = (x**3 - 3 * x + B) % P
    y = pow(square, (P + 1) // 4, P)
    if y * y % P != square:
        raise ValueError("not on the curve")
    return (x, y if y & 1 == encoded[0] & 1 else P - y)


def _double(p):
    x, y, z = p
    if z == 0 or y == 0:
        return (1, 1, 0)
    s, m = 4 * x * y * y % P, 3 * (x - z * z) * (x + z * z) % P
    x3 = (m * m - 2 * s) % P
    return (x3, (m * (s - x3) - 8 * y**4) % P, 2 * y * z % P)


def _add(p, q):
    if p[2] == 0 or q[2] == 0:
        return q if p[2] == 0 else p
    z1, z2 = p[2] * p[2] % P, q[2] * q[2] % P
    u1, u2 = p[0] * z2 % P, q[0] * z1 % P
    s1, s2 = p[1] * z2 * q[2] % P, q[1] * z1 * p[2] % P
    h, r = (u2 - u1) % P, (s2 - s1) % P
    if h == 0:
        return _double(p) if r == 0 else (1, 1, 0)
    h2 = h * h % P
    h3, v = h * h2 % P, u1 * h2 % P
    x3 = (r * r - h3 - 2 * v) % P
    return (x3, (r * (v - x3) - s1 * h3) % P, h * p[2] * q[2] % P)


def verify(key, message, signature):
    """Whether the 64 bytes r || s with s <= (n-1)/2 are a signature of the message."""
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if len(signature) != 64 or not 1 <= r < N or not 1 <= s <= (N - 1) // 2:
        return False
    inverse = pow(s, -1, N)
    u = int.from_bytes(hashlib.sha256(message).digest(), "big") * inverse % N
    v = r * inverse % N
    g, k, out = (*G, 1), (*key, 1), (1, 1, 0)
    both = _add(g, k)
    for bit in range(255, -1, -1):
        out = _double(out)
        which = (u >> bit & 1, v >> bit & 1)
        if which != (0, 0):
            out = _add(out, {(1, 0): g, (0, 1): k, (1, 1): both}[which])
    return out[2] != 0 and out[0] * pow(out[2], -2, P) % P % N == r
