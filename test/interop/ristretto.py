"""The group ristretto255 of RFC 9496 (docs/spec section 2.2). Slow, and not constant-time: it only verifies."""

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
SQRT_AD_MINUS_ONE = 25063068953384623474111414158702152701244531502492656460079210482610430750235
INVSQRT_A_MINUS_D = 54469307008909316920995813868745141605393597292927456921205312896311721017578
IDENTITY = (0, 1, 1, 0)


def absolute(x):
    return P - x if x & 1 else x


def sqrt_ratio(u, v):
    """SQRT_RATIO_M1 of RFC 9496 section 4.2: whether u/v is a square, and the root."""
    r = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    check = v * r * r % P
    if check in (-u % P, -u * SQRT_M1 % P):
        r = r * SQRT_M1 % P
    return check in (u % P, -u % P), absolute(r)


def decode(encoded):
    """The point of 32 bytes, or None where RFC 9496 section 4.3.1 refuses them."""
    s = int.from_bytes(encoded, "little")
    if len(encoded) != 32 or s >= P or s & 1:
        return None
    ss = s * s % P
    u1, u2 = 1 - ss, 1 + ss
    v = (-D * u1 * u1 - u2 * u2) % P
    square, inverse = sqrt_ratio(1, v * u2 * u2 % P)
    den_x = inverse * u2 % P
    x = absolute(2 * s * den_x % P)
    y = u1 * inverse * den_x * v % P
    t = x * y % P
    return (x, y, 1, t) if square and not t & 1 and y else None


def encode(point):
    """The 32 bytes of a point (RFC 9496 section 4.3.2)."""
    x, y, z, t = point
    u1, u2 = (z + y) * (z - y) % P, x * y % P
    _, inverse = sqrt_ratio(1, u1 * u2 * u2 % P)
    den1, den2 = inverse * u1 % P, inverse * u2 % P
    z_inv = den1 * den2 * t % P
    if t * z_inv % P & 1:
        x, y, den2 = y * SQRT_M1 % P, x * SQRT_M1 % P, den1 * INVSQRT_A_MINUS_D % P
    if x * z_inv % P & 1:
        y = -y
    return absolute(den2 * (z - y) % P).to_bytes(32, "little")


def _map(half):
    t = int.from_bytes(half, "little") % 2**255 % P
    r = SQRT_M1 * t * t % P
    u = (r + 1) * (1 - D * D) % P
    v = (-1 - r * D) * (r + D) % P
    square, s = sqrt_ratio(u, v)
    c = -1
    if not square:
        s, c = -absolute(s * t % P) % P, r
    n = (c * (r - 1) * (D - 1) ** 2 - v) % P
    w0, w1, w2, w3 = 2 * s * v % P, n * SQRT_AD_MINUS_ONE % P, (1 - s * s) % P, (1 + s * s) % P
    return (w0 * w3 % P, w2 * w1 % P, w1 * w3 % P, w0 * w2 % P)


def derive(uniform):
    """The point derived from 64 bytes (RFC 9496 section 4.3.4)."""
    return add(_map(uniform[:32]), _map(uniform[32:]))


def add(p, q):
    x1, y1, z1, t1 = p
    x2, y2, z2, t2 = q
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * D * t1 * t2 % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def double(p):
    x, y, z, _ = p
    a, b = x * x % P, y * y % P
    e, g = (x + y) * (x + y) - a - b, b - a
    f, h = g - 2 * z * z, -a - b
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def total(points):
    out = IDENTITY
    for point in points:
        out = add(out, point)
    return out


def combine(*terms):
    """The sum of k P over the pairs (k, P), with windows of four bits shared between the terms."""
    rows = []
    for k, point in terms:
        row = [IDENTITY]
        for _ in range(15):
            row.append(add(row[-1], point))
        rows.append((k % Q, row))
    out = IDENTITY
    for shift in range(252, -1, -4):
        for _ in range(4):
            out = double(out)
        for k, row in rows:
            digit = k >> shift & 15
            if digit:
                out = add(out, row[digit])
    return out


def equal(p, q):
    """Equality of RFC 9496 section 4.3.3."""
    return (p[0] * q[1] - p[1] * q[0]) % P == 0 or (p[1] * q[1] - p[0] * q[0]) % P == 0


G = decode(bytes.fromhex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"))
