"""Voting in person: pools, issues and closings of sites (docs/spec chapter 11)."""

import hashlib

from ceremony import need
from encoding import Malformed, Reader

WALK_IN, MOVED = 2, 3


class Site:
    """One site, and what is on the board of it: SHA-256 of its valid issues and ballots."""

    def __init__(self, described):
        self.described, self.ends = described, described.ends  # the end in force (section 12.3)
        self.valid = {"issues": set(), "ballots": set()}
        self.named = None  # the same of what its closing named

    def is_open(self, what, entry, clock):
        d = self.described
        if clock is None or clock < d.starts:
            return False
        if self.named is None:
            return clock < self.ends + d.grace
        return clock < self.ends + d.delivery and hashlib.sha256(entry).digest() in self.named[what]

    def record(self, what, entry):
        self.valid[what].add(hashlib.sha256(entry).digest())

    def delivered(self):
        return self.named is not None and all(self.named[w] <= self.valid[w] for w in self.named)

    def done(self, clock):
        return clock is not None and (clock >= self.ends + self.described.delivery or self.delivered())


class Sites:
    """`pools` gives the site of a credential; `grounds` why it was issued."""

    def __init__(self, record):
        self.record, self.box = record, record.box
        self.all = [Site(described) for described in record.election.sites]
        self.pools, self.grounds = {}, {}

    def of(self, X):
        return self.all[self.pools[X]] if X in self.pools else None

    def active(self, site=None, unit=None, grounds=(1, 2, 3)):
        """How many credentials that were issued and not revoked are of this site, unit and these grounds."""
        return sum(
            X not in self.box.revoked and g in grounds
            and (site is None or self.pools[X] == site) and (unit is None or self.box.listed[X][1] == unit)
            for X, g in self.grounds.items()
        )

    def _need_site(self, check, number):
        need(number < len(self.all), check, f"there is no site {number}")
        return self.all[number]

    def pool(self, entry):
        election = self.record.election
        read = lambda body: (body.u16(), body.elements(body.u16()))
        number, elements = self.record.fields("4.6", entry, read)
        need(1 <= len(elements) <= 2000, "4.6", "number of credentials")
        self._need_site("4.6", number)
        need(election.registrar.signed(election.id, entry), "4.6", "signature")
        X = [e.bytes for e in elements]
        need(all(a < b for a, b in zip(X, X[1:])), "4.6", "not ascending")
        self.record.need_new(X, "4.6")
        self.pools.update(dict.fromkeys(X, number))

    def issue(self, entry):
        election, clock = self.record.election, self.record.clock
        read = lambda b: (b.u16(), b.element(), b.u16(), b.u16(), b.u8(), b.integer(8))
        number, element, style, unit, ground, _ = self.record.fields("4.7", entry, read)
        site, X, styles = self._need_site("4.7", number), element.bytes, election.styles
        need(style < len(styles) and 1 <= ground <= 3, "4.7", "style or ground")
        need(unit in styles[style].units, "4.7", "the style does not name the unit")
        need(ground != MOVED or site.described.moves, "4.7", "the site serves nobody who is registered for the internet")
        need(site.described.key.signed(election.id, entry), "4.7", "signature")
        need(site.is_open("issues", entry, clock), "7.5", "the window of the site is not open")
        need(self.pools.get(X) == number, "4.7", "the credential is in no pool of this site")
        need(X not in self.grounds and X not in self.box.revoked, "4.7", "issued before, or revoked")
        if ground == WALK_IN:
            room = self.active(site=number, grounds=(WALK_IN,)) < site.described.walk_ins
        else:
            listed = self.box.active_on_lists(unit)
            roll = self.record.roll
            room = not roll or listed + self.active(unit=unit, grounds=(1, 3)) < roll[unit]
        need(room, "4.8", "no more walk-ins, or nobody left on the roll of the unit")
        self.grounds[X] = ground
        self.box.listed[X] = (style, unit)
        site.record("issues", entry)

    def close(self, entry):
        read = lambda b: (b.u16(), b.u32(), b.u32(), b.take(32), b.u32())
        number, issued, ballots, wanted, length = self.record.fields("7.7", entry, read)
        site = self._need_site("7.7", number)
        need(site.described.key.signed(self.record.election.id, entry), "7.7", "signature")
        need(self.record.clock is not None and self.record.clock >= site.ends, "7.7", "before its time")
        need(site.named is None, "7.7", "the site has closed before")
        try:
            reader = Reader(self.record.board.blob(Reader(wanted + length.to_bytes(4, "big"))))
            named = {"issues": _hashes(reader), "ballots": _hashes(reader)}
            reader.end()
        except Malformed as error:
            need(False, "7.7", f"blob: {error}")
        stands = any(not site.valid[what].isdisjoint(named[what]) for what in named)
        need(not stands, "7.7", "an entry that it names as held is on the board already")
        right = tuple(len(site.valid[what]) + len(named[what]) for what in named)
        need((issued, ballots) == right, "7.7", f"it states {(issued, ballots)}, and there are {right}")
        site.named = {what: set(own) for what, own in named.items()}

    def judge_closing(self, index):
        """Sites at the closing of the election: checks 7.6 and 7.8."""
        for site in self.all:
            if not site.done(self.record.clock):
                self.record.fail("7.6", f"site {site.described.code} is not done", index)
            elif not site.delivered():
                self.record.void("7.8", f"site {site.described.code} has not closed and delivered all", index)


def _hashes(reader):
    count = reader.u32()
    if count > 100_000:
        raise Malformed("a list of what is held is too long")
    hashes = [reader.take(32) for _ in range(count)]
    if any(a >= b for a, b in zip(hashes, hashes[1:])):
        raise Malformed("a list of what is held is not ascending")
    return hashes
