"""The key ceremony (docs/spec chapter 05): which messages are valid, K, and the verification keys."""

import proofs
import ristretto as group
from encoding import Malformed, digest, element_of, joined, point, scalar, u8, u16
from signers import Party

COMMIT, REVEAL, DEAL, CERTIFY, COMPLAIN, ANSWER, ABSENCE, SHARE_CHECK, SEAL = range(0x10, 0x19)
ROUNDS = (COMMIT, REVEAL, DEAL, CERTIFY)
OWED = {COMMIT: "commit", REVEAL: "reveal", DEAL: "deal", CERTIFY: "certificate"}
OWED |= {ANSWER: "answer", SHARE_CHECK: "share check"}
CHECKS = {COMPLAIN: "3.3", ANSWER: "3.3", ABSENCE: "3.3", SHARE_CHECK: "3.4", SEAL: "2.4"}


class Void(Exception):
    """An entry that breaks a rule: the check and a sentence."""

    def __init__(self, check, reason):
        super().__init__(reason)
        self.check = check


def need(condition, check, reason):
    if not condition:
        raise Void(check, reason)


class Ceremony:
    def __init__(self, election):
        self.election, self.excluded, self.run = election, {}, 0

    def begin(self, clock):
        """Starts the next run."""
        candidates = range(1, len(self.election.signing) + 1)
        left = [i for i in candidates if i not in self.excluded]
        self.run, self.due = self.run + 1, clock
        self.trustees = left[: self.election.count] if len(left) >= self.election.count else []
        self.sent = {kind: {} for kind in range(COMMIT, SEAL + 1)}
        self.complaint = self.key = None

    def done(self, kind):
        return len(self.trustees) > 0 and len(self.sent[kind]) == len(self.trustees)

    @property
    def ready(self):
        """Whether the election may open (section 5.8)."""
        return self.run > 0 and self.done(SHARE_CHECK) and len(self.sent[SEAL]) >= self.election.threshold

    def accept(self, entry, clock):
        """Takes a message; raises Void with the first rule that it breaks, in the order of section 5.1."""
        kind = entry[0]
        check = CHECKS.get(kind, "3.1")
        try:
            body = (self.election.authority if kind == ABSENCE else Party).body_of(entry)
            run, sender = body.u16(), body.u8()
            fields = self._fields(kind, body)
            body.end()
        except Malformed as error:
            raise Void(check, f"form: {error}") from error
        need(self.run > 0 and run == self.run, check, "another run")
        need(sender in self.trustees, check, "no trustee of this run")
        need(sender not in self.sent[kind], check, "sent before")
        need(self._in_turn(kind, sender), check, "not in its turn")
        self._judge(kind, check, sender, fields, clock)
        signer = self.election.authority if kind == ABSENCE else self.election.signing[sender - 1]
        need(signer.signed(self.election.id, entry), check, "signature")
        self._effect(kind, sender, fields, clock)

    def _fields(self, kind, body):
        if kind == COMMIT:
            return body.take(32)
        if kind == REVEAL:
            return body.elements(self.election.threshold), body.element(), body.scalar()
        if kind == DEAL:
            return [(body.element(), body.scalar()) for _ in range(self.election.count - 1)]
        if kind in (CERTIFY, SEAL):
            return body.element()
        if kind in (COMPLAIN, ABSENCE):
            return body.u8()
        if kind == ANSWER:
            return body.u8(), body.scalar()
        return body.element(), body.element(), body.element(), body.scalar()

    def _pending(self):
        """The kind of message that is due, None if nothing is."""
        if self.complaint:
            return ANSWER
        return next((k for k in (*ROUNDS, SHARE_CHECK) if not self.done(k)), None)

    def _owing(self):
        pending = self._pending()
        if pending == ANSWER:
            return [self.complaint[1]]
        return [] if pending is None else [i for i in self.trustees if i not in self.sent[pending]]

    def _in_turn(self, kind, sender):
        if kind == ABSENCE:
            return sender in self._owing()
        if kind == ANSWER:
            return self.complaint is not None and self.complaint[1] == sender
        if self.complaint:
            return False
        if kind == COMPLAIN:
            return self.done(DEAL) and sender not in self.sent[CERTIFY]
        before = {REVEAL: COMMIT, DEAL: REVEAL, CERTIFY: DEAL, SHARE_CHECK: CERTIFY, SEAL: SHARE_CHECK}
        return kind == COMMIT or self.done(before[kind])

    def _judge(self, kind, check, i, fields, clock):
        E, run = self.election.id, u16(self.run)
        if kind == REVEAL:
            C, R, z = fields
            own = digest("ceremony-commit/v1", E, run, u8(i), joined(C))
            need(own == self.sent[COMMIT][i], "3.2", "not what was committed to")
            c = scalar("ceremony-reveal/v1", E, run, u8(i), joined(C), R.bytes)
            need(proofs.knowledge(C[0], c, R, z), "3.2", "proof of knowledge")
            if len(self.sent[REVEAL]) == len(self.trustees) - 1:
                for k in (0, -1):
                    all_k = [C[k].point, *(other[0][k].point for other in self.sent[REVEAL].values())]
                    need(not group.equal(group.total(all_k), group.IDENTITY), "3.2", "cancelling sum")
        elif kind == CERTIFY:
            need(fields.bytes == self._sum_key().bytes, check, "another key")
        elif kind == SEAL:
            need(fields.bytes == self.key.bytes, check, "another key")
        elif kind == COMPLAIN:
            need(fields in self.trustees and fields != i, check, "about no other trustee of the run")
        elif kind == ANSWER:
            need(fields[0] == self.complaint[0], check, "to another accuser")
        elif kind == ABSENCE:
            need(fields == self._pending(), check, "the trustee owes another message")
            need(clock >= self.due + self.election.silence, check, "the message is not owed for long enough")
        elif kind == SHARE_CHECK:
            D, A, B, z = fields
            P = element_of(point("share-check-point/v1", E, run, self.key.bytes))
            X = self.verification_key(i)
            parts = [e.bytes for e in (self.key, X, P, D, A, B)]
            c = scalar("share-check/v1", E, run, u8(i), *parts)
            need(proofs.equality(X, P.point, D, c, A, B, z), check, "proof")

    def _effect(self, kind, sender, fields, clock):
        if kind == ABSENCE:
            self._exclude(sender, f"declared absent by the authority, owed its {OWED[fields]}", clock)
        elif kind == ANSWER:
            accuser, e = fields
            culprit = accuser if self._share_is_right(sender, accuser, e) else sender
            self._exclude(culprit, "culprit of a complaint", clock)
        else:
            pending = self._pending()
            self.sent[kind][sender] = fields
            if kind == COMPLAIN:
                self.complaint = (sender, fields)
            if kind == CERTIFY and self.done(CERTIFY):
                self.key = self._sum_key()
            if self._pending() != pending:
                self.due = clock

    def _exclude(self, trustee, why, clock):
        self.excluded[trustee] = why
        self.begin(clock)

    def _sum_key(self):
        return element_of(group.total(C[0].point for C, _, _ in self.sent[REVEAL].values()))

    def _at(self, dealer, j):
        C = self.sent[REVEAL][dealer][0]
        return group.combine(*((j**k, c.point) for k, c in enumerate(C)))

    def verification_key(self, j):
        """X_j of section 5.5."""
        return element_of(group.total(self._at(i, j) for i in self.trustees))

    def _share_is_right(self, dealer, accuser, e):
        others = [j for j in self.trustees if j != dealer]
        R, m = self.sent[DEAL][dealer][others.index(accuser)]
        if not group.equal(group.combine((e, group.G)), R.point):
            return False
        PK = self.election.encryption[accuser - 1]
        shared = group.encode(group.combine((e, PK.point)))
        ids = (self.election.id, u16(self.run), u8(dealer), u8(accuser))
        s = m - scalar("ceremony-share/v1", *ids, PK.bytes, R.bytes, shared)
        return group.equal(group.combine((s, group.G)), self._at(dealer, accuser))
