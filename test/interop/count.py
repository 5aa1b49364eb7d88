"""The tally, the decryption shares and the result of a record (docs/spec sections 9.4 to 9.7, 10.2)."""

import hashlib

import tally as t9
from ceremony import Void, need
from encoding import Malformed


class NotRun(Exception):
    """What remains cannot be checked because of a finding that is named already."""


class Count:
    """`published` is the board's tally, `usable` the same where its cells can be gone on with, `stated` the result."""

    def __init__(self, record):
        self.record, self.election, self.shares = record, record.election, {}
        self.own = self.published = self.usable = self.stated = None

    def tally(self, index, entry):
        self.own = t9.recompute(self.election, self.record.box)
        data = self.record.framing("8.1", index, entry, self.election.board, self.record.board.blob)
        try:
            published = t9.read_tally(self.election, data) if data else None
        except Malformed as error:
            self.record.fail("8.1", f"form: {error}", index)
            return
        if published is None:
            return
        self.published, self.T = published, hashlib.sha256(data).digest()
        if data == t9.encode_tally(self.own):
            self.usable = published
            return
        pairs = zip(self.election.contests, self.own, published)
        if all([self._compare(index, contest, own, other) for contest, own, other in pairs]):
            self.usable = published

    def _compare(self, index, contest, own, other):
        """Names how a contest's part differs; whether the cells can be gone on with (section 10.2)."""
        if [(c.parts, c.N > 0) for c in own] != [(c.parts, c.N > 0) for c in other]:
            self.record.fail("8.2", f"{contest.id}: other cells", index)
            return False
        for a, b in zip(own, other):
            if a.N != b.N:
                self.record.fail("8.2", f"{contest.id}, parts {a.parts}: N is {b.N}, not {a.N}", index)
            if [(p.bytes, d.bytes) for p, d in a.sums] != [(p.bytes, d.bytes) for p, d in b.sums]:
                self.record.fail("8.3", f"{contest.id}, parts {a.parts}: other sums", index)
        return True

    def share(self, entry):
        if self.usable is None:
            return
        read = lambda body: (body.u8(), self.record.board.blob(body))
        trustee, data = self.record.fields("9.1", entry, read)
        need(trustee in self.record.ceremony.trustees, "9.1", "no trustee of the complete run")
        need(trustee not in self.shares, "9.1", "a second share of a trustee")
        need(self.election.signing[trustee - 1].signed(self.election.id, entry), "9.1", "signature")
        try:
            share = t9.read_share(self.usable, data)
        except Malformed as error:
            raise Void("9.1", f"blob: {error}") from error
        X = self.record.ceremony.verification_key(trustee)
        right = t9.share_holds(self.election, self.T, trustee, X, self.usable, share)
        need(right, "9.2", f"proof of trustee {trustee}")
        self.shares[trustee], _ = share

    def result(self, index, entry):
        data = self.record.framing("10.1", index, entry, self.election.authority, self.record.board.blob)
        opened = self._open()
        if self.published is None:
            raise NotRun("the tally cannot be read")
        try:
            self.stated = t9.read_result(self.election, self.published, data) if data else None
        except Malformed as error:
            self.record.fail("10.1", f"form: {error}", index)
        for c, (contest, part) in enumerate(zip(self.election.contests, self.stated or [])):
            self._judge_contest(index, c, contest, part, opened)
        if opened is None:
            raise NotRun("the tally was not opened")

    def _judge_contest(self, index, c, contest, part, opened):
        votes, totals, parties = part
        if not votes:
            return  # withheld: nothing is stated
        for position, row in enumerate(votes if opened is not None else []):
            right = [opened.get((c, position, o), 0) for o in range(len(row))]
            if row != right:
                self.record.fail("10.2", f"{contest.id}, cell {position}: {row}, but the shares open {right}", index)
        sums = [sum(row[o] for row in votes) for o in range(len(totals))]
        if totals != sums or parties != (t9.party_votes(contest, totals) if contest.parties else []):
            self.record.fail("10.3", f"{contest.id}: totals or the parties' votes do not follow", index)

    def _open(self):
        """What t shares open, by position; None where that cannot be said."""
        if self.usable is None:
            return None
        if not any(True for _ in t9.positions(self.usable)):
            return {}
        threshold = self.election.threshold
        if len(self.shares) < threshold:
            self.record.fail("9.3", f"{len(self.shares)} valid shares, and {threshold} are needed")
            return None
        bounds = {(c, p): cell.N for c, cells in enumerate(self.own) for p, cell in enumerate(cells)}
        return t9.combine_shares(self.usable, bounds, dict(list(self.shares.items())[:threshold]))
