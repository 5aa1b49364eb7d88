"""The entries of a board in their order: stages, clock, and what each entry does (docs/spec section 8.8)."""

from acts import BUILD, HOURS, INCIDENT, OUTAGE_SECONDS, Acts
from ballots import BallotBox
from board import BLOB_REF
from ceremony import Ceremony, Void, need
from count import Count, NotRun
from encoding import Malformed, Reader
from manifest import Election
from signers import Party
from sites import WALK_IN, Sites

MANIFEST, CLOCK, LIST, REVOCATION, OPENING, CLOSING, ADMISSIONS = 0x01, 0x02, 0x20, 0x21, 0x31, 0x32, 0x33
ISSUE, POOL, SITE_CLOSING = 0x22, 0x23, 0x34
BALLOT, CHALLENGED, TALLY, SHARE, RESULT = 0x40, 0x41, 0x50, 0x51, 0x52
CEREMONY = range(0x10, 0x19)
ACTS = {BUILD, INCIDENT, HOURS}
SET_UP, OPEN = 0, 1
STAGES = (
    {CLOCK, *CEREMONY, LIST, POOL, REVOCATION, *ACTS, OPENING},
    {CLOCK, BALLOT, CHALLENGED, REVOCATION, ISSUE, SITE_CLOSING, *ACTS, CLOSING},
    {CLOCK, INCIDENT, ADMISSIONS},
    {CLOCK, INCIDENT, TALLY},
    {CLOCK, INCIDENT, SHARE, RESULT},
    {CLOCK, INCIDENT},
)
ENDS = ((OPENING, "7.4"), (CLOSING, "7.6"), (ADMISSIONS, "4.5"), (TALLY, "8.1"), (RESULT, "10.1"))


class Record:
    """`outages` has the successive valid marks that are far apart, and whether both are of the open stage."""

    def __init__(self, board, check_proofs):
        self.board, self.check_proofs, self.findings = board, check_proofs, []
        self.stage, self.clock, self.roll = SET_UP, None, None
        self.outages, self._marked = [], SET_UP  # _marked: the stage at the last valid mark

    def fail(self, check, reason, index=None):
        self.findings.append(("failure", check, index, reason))

    def void(self, check, reason, index):
        self.findings.append(("incident", check, index, reason))

    def judge(self):
        """Judges all entries; raises NotRun where the record does not allow to go on."""
        entries = self.board.entries
        self._manifest(entries)
        last_mark = None
        for index, entry in enumerate(entries[1:], 1):
            kind = entry[0]
            if kind != CLOCK and index in (1, len(entries) - 1):
                self.void("7.1", "entry 1 and the last entry must be clock marks", index)
            try:
                self._entry(index, kind, entry)
            except Void as broken:
                self.void(broken.check, str(broken), index)
                continue
            if kind == CLOCK:
                if last_mark and index - last_mark[0] > 1 and self.clock - last_mark[1] > 120:
                    self.void("7.3", "more than 120 seconds between marks", index)
                last_mark = (index, self.clock)
        if self.stage < len(ENDS):
            self.fail(ENDS[self.stage][1], "the election is not finished: a framing entry is missing")
            raise NotRun("the election is not finished")

    def _manifest(self, entries):
        try:
            if not entries or entries[0][0] != MANIFEST:
                raise Malformed("entry 0 is no manifest")
            data = self.board.blob(Reader(entries[0][1:]))
        except Malformed as error:
            self.fail("2.1", str(error), 0)
            raise NotRun("there is no manifest") from error
        try:
            self.election = Election(data)
        except Malformed as error:
            self.fail("2.2", str(error), 0)
            raise NotRun("the manifest cannot be used") from error
        # The blob names the keys and the quorum, so the form of the entry is judged only now.
        self.framing("2.1", 0, entries[0], self.election.authority, lambda body: body.take(BLOB_REF))
        self.ceremony = Ceremony(self.election)
        self.box = BallotBox(self.election, self.check_proofs)
        self.sites = self.box.sites = Sites(self)
        self.acts = Acts(self)
        self.count = Count(self)

    def _entry(self, index, kind, entry):
        ballot = self.box.read(entry) if kind == BALLOT else None
        known = self.election.sites or kind not in (ISSUE, POOL, SITE_CLOSING)
        need(known and kind in STAGES[self.stage], "7.5", f"kind 0x{kind:02x} does not belong to this stage")
        if kind == CLOCK:
            self._mark(entry)
        elif kind in CEREMONY:
            self.ceremony.accept(entry, self.clock)
        elif kind in ACTS:
            self.acts.accept(index, kind, entry, may_be_first=self.stage == SET_UP)
        elif kind == BALLOT:
            site = self.sites.of(ballot.X.bytes)
            hours = self.clock is not None and self.election.opens <= self.clock < self._last_hour
            in_time = site.is_open("ballots", entry, self.clock) if site else hours
            need(in_time, "7.5", "the clock is not in the voting period, or in the window of its site")
            self.box.cast(ballot)
            if site:
                site.record("ballots", entry)
        elif kind == CHALLENGED:
            self.box.challenge(entry)
        else:
            handlers = {LIST: self._list, REVOCATION: self._revocation, SHARE: self.count.share}
            handlers |= {POOL: self.sites.pool, ISSUE: self.sites.issue, SITE_CLOSING: self.sites.close}
            if kind in handlers:
                handlers[kind](entry)
                return
            framing = {OPENING: self._opening, CLOSING: self._closing, ADMISSIONS: self._admissions}
            framing |= {TALLY: self.count.tally, RESULT: self.count.result}
            self.stage += 1
            framing[kind](index, entry)

    @property
    def _last_hour(self):
        """When the internet's ballots end: the end in force, and the grace."""
        return self.acts.closes + self.election.grace

    def _mark(self, entry):
        [seconds] = self.fields("7.1", entry, lambda body: [body.integer(8)])
        need(self.election.board.signed(self.election.id, entry), "7.1", "signature")
        need(self.clock is None or seconds >= self.clock, "7.1", "the clock goes back")
        if self.clock is not None and seconds - self.clock > OUTAGE_SECONDS:
            self.outages.append((self.clock, seconds, self._marked == self.stage == OPEN))
        self.clock, self._marked = seconds, self.stage
        if self.ceremony.run == 0:
            self.ceremony.begin(seconds)

    def fields(self, check, entry, read, signer=Party):
        """What `read` takes from the body of a signed entry; Void if that is not all of it."""
        try:
            body = signer.body_of(entry)
            fields = read(body)
            body.end()
        except Malformed as error:
            raise Void(check, f"form: {error}") from error
        return fields

    def _list(self, entry):
        def read(body):
            style, unit, count = body.u16(), body.u16(), body.u16()
            return style, unit, body.elements(count)

        style, unit, elements = self.fields("4.1", entry, read)
        styles = self.election.styles
        need(style < len(styles) and unit in styles[style].units, "4.1", "style and unit")
        need(1 <= len(elements) <= 2000, "4.1", "number of credentials")
        need(self.election.registrar.signed(self.election.id, entry), "4.1", "signature")
        X = [e.bytes for e in elements]
        need(all(a < b for a, b in zip(X, X[1:])), "4.2", "not ascending")
        self.need_new(X, "4.2")
        self.box.listed.update(dict.fromkeys(X, (style, unit)))

    def need_new(self, X, check):
        known = self.box.listed.keys() | self.sites.pools.keys()
        need(known.isdisjoint(X), check, "a credential is on an earlier list or pool")

    def _revocation(self, entry):
        element, cause = self.fields("4.3", entry, lambda body: (body.element(), body.u8()))
        X = element.bytes
        need(1 <= cause <= 3, "4.3", "cause")
        need((X in self.box.listed or X in self.sites.pools) and X not in self.box.revoked, "4.3", "not listed, or revoked before")
        need(not self.box.has_ballot_of(X), "4.3", "there is a ballot of the credential")
        need(self.election.registrar.signed(self.election.id, entry), "4.3", "signature")
        self.box.revoked.add(X)

    def framing(self, check, index, entry, signer, read):
        """The fields of a framing entry, None if they cannot be read."""
        try:
            fields = self.fields(check, entry, read, signer)
        except Void as broken:
            self.fail(check, str(broken), index)
            return None
        if not signer.signed(self.election.id, entry):
            self.fail(check, "signature", index)
        return fields

    def _per_unit(self, body):
        return [body.u32() for _ in self.election.units]

    def _opening(self, index, entry):
        self.roll = self.framing("7.4", index, entry, self.election.authority, self._per_unit)
        if self.clock is None or self.clock < self.election.opens:
            self.fail("7.4", "before its time", index)
        if not self.acts.valid[BUILD] and not self.election.rehearsal:
            self.fail("7.4", "no build was stated", index)
        for unit, people in enumerate(self.roll or []):
            if self.box.active_on_lists(unit) > people:
                self.fail("4.4", f"unit {unit}: more credentials than people on the roll", index)
        if not self.ceremony.ready:
            self.fail("3.5", "share checks or seals are missing", index)
        if not self.ceremony.key:
            raise NotRun("there is no election key")
        self.box.key = self.ceremony.key

    def _closing(self, index, entry):
        read = lambda body: (body.u32(), body.u32())
        numbers = self.framing("7.6", index, entry, self.election.authority, read)
        if self.clock is None or self.clock < self._last_hour:
            self.fail("7.6", "before its time", index)
        self.sites.judge_closing(index)
        if numbers and numbers != (len(self.box.valid), self.box.challenged):
            self.fail("7.6", f"numbers {numbers}, not {(len(self.box.valid), self.box.challenged)}", index)

    def _admissions(self, index, entry):
        read = lambda body: [self._per_unit(body) for _ in range(self.election.modalities)]
        admitted = self.framing("4.5", index, entry, self.election.registrar, read) or [[]]
        pools = self.sites.pools
        # One of each credential, whatever `revoting` says.
        voted = [b.unit for b in self.box.counted() if b.X.bytes not in pools]
        for unit, people in enumerate(map(sum, zip(*admitted))):
            few = voted.count(unit) > admitted[0][unit]
            if len(admitted) > 1:
                few = few or self.sites.active(unit=unit) > admitted[1][unit]
            walk_ins = self.sites.active(unit=unit, grounds=(WALK_IN,))
            if few or (self.roll and people > self.roll[unit] + walk_ins):
                self.fail("4.5", f"unit {unit}: not ballots <= admitted <= roll", index)
