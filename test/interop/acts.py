"""Acts of office (docs/spec chapter 12): incidents, builds and changes of hours, and the ends in force."""

import re

from board import BLOB_REF
from canonical import LONGEST_JSON, is_number, parse, time_of
from ceremony import Void, need
from encoding import Malformed, Reader
from letters import is_permitted

BUILD, INCIDENT, HOURS = 0x03, 0x04, 0x07
CHECKS = {BUILD: "2.5", INCIDENT: "7.12", HOURS: "7.9"}
MOST_OF_A_KIND, LONGEST_INCIDENT, LONGEST_TEXT = 2000, 65_536, 2000
INTERNET = 0xFFFF
OUTAGE_SECONDS, LATE_SECONDS = 600, 3600
CATEGORIES = ("outage", "trustee", "site", "key", "credential", "software", "board", "roll", "pause", "other")
PARTS = ("authority", "booth", "check", "desk", "image", "kiosk")
PARTS += ("registry", "sbom", "source", "trustee", "verifier", "voting")
_COMMIT, _SHA256 = re.compile("[0-9a-f]{40}|[0-9a-f]{64}"), re.compile("[0-9a-f]{64}")
_NAME = re.compile(r"(?!.*\.\.)[A-Za-z0-9._/@+-]{1,200}")


class Acts:
    """`valid` gives what each valid act says, by its kind and the index of its entry; `closes` is the end in force."""

    def __init__(self, record):
        self.record, self.election = record, record.election
        self.valid = {kind: {} for kind in CHECKS}
        self.closes, self._stated = record.election.closes, set()

    def accept(self, index, kind, entry, may_be_first):
        """Takes an act; without `may_be_first` a build must name an incident."""
        need(len(self.valid[kind]) < MOST_OF_A_KIND, "7.5", f"{MOST_OF_A_KIND} acts of this kind are on the board")
        if kind == HOURS:
            act = self._change(entry)
        else:
            act = self._statement(kind, entry, may_be_first)
            self._stated.add(self.election.authority.unsigned(entry))
        self.valid[kind][index] = act

    def _statement(self, kind, entry, may_be_first):
        """An incident or a build: the incident that it names, and its content."""
        check, authority = CHECKS[kind], self.election.authority
        read = lambda body: (body.integer(8), body.take(BLOB_REF))
        named, reference = self.record.fields(check, entry, read, authority)
        need(authority.unsigned(entry) not in self._stated, check, "stated before")
        need(authority.signed(self.election.id, entry), check, "signature")
        content_of, longest = (_incident, LONGEST_INCIDENT) if kind == INCIDENT else (_build, LONGEST_JSON)
        try:
            data = self.record.board.blob(Reader(reference), longest)
            content = content_of(self.election, parse(data))
        except Malformed as error:
            raise Void(check, f"blob: {error}") from error
        first = named == 0 and (kind == INCIDENT or may_be_first)
        need(first or named in self.valid[INCIDENT], check, f"there is no valid incident {named} before")
        return named, content

    def _change(self, entry):
        """A change of hours: its incident, the places whose end it moved, and those that were passed over."""
        authority, check = self.election.authority, CHECKS[HOURS]
        item = lambda body: (body.u16(), body.integer(8), body.integer(8))
        read = lambda body: (body.integer(8), [item(body) for _ in range(body.u16())])
        incident, items = self.record.fields(check, entry, read, authority)
        places, sites = [place for place, _, _ in items], self.record.sites.all
        need(items and all(a < b for a, b in zip(places, places[1:])), check, "form: no item, or not ascending")
        need(all(p == INTERNET or p < len(sites) for p in places), check, "form: no such place")
        need(incident in self.valid[INCIDENT], check, f"there is no valid incident {incident} before")
        need(self.record.clock is not None, check, "there is no clock")
        closed = [p for p in places if p != INTERNET and sites[p].named is not None]
        judged = [item for item in items if item[0] not in closed]
        for place, before, after in judged:
            self._judge_item(check, place, before, after)
        need(judged, check, "every site that it names has closed")
        need(authority.signed(self.election.id, entry), check, "signature")
        for place, _, after in judged:
            if place == INTERNET:
                self.closes = after
            else:
                sites[place].ends = after
        return incident, [place for place, _, _ in judged], closed

    def _ends(self, place):
        """The end by the manifest, and the end in force."""
        if place == INTERNET:
            return self.election.closes, self.closes
        site = self.record.sites.all[place]
        return site.described.ends, site.ends

    def _judge_item(self, check, place, before, after):
        clock, (planned, in_force) = self.record.clock, self._ends(place)
        need(before == in_force, check, f"{before} is not the end in force of {self._code(place)}, {in_force}")
        need(after > max(before, clock), check, "the new end is not later")
        need(after <= planned + self.election.extension, check, "the new end is later than the manifest allows")
        out = any(m1 < before <= m2 and clock <= m2 + LATE_SECONDS for m1, m2, _ in self.record.outages)
        need(clock < before or out, check, "not in time")

    def _code(self, place):
        return "internet" if place == INTERNET else self.election.sites[place].code

    def facts(self):
        """The lines that section 10.2 has in the report; times are POSIX seconds."""
        for index, (follows, said) in self.valid[INCIDENT].items():
            continues = f", continues {follows}" if follows else ""
            yield f"incident at entry {index}{continues}: " + ", ".join(
                f"{member} {said[member]}" for member in ("category", "starts", "ends", "places", "people")
            )
            for member in ("what", "done"):
                yield from (f"  {member} ({language}): {said[member][language]}" for language in ("es", "en"))
        for index, (incident, said) in self.valid[BUILD].items():
            why = f", incident {incident}" if incident else ""
            yield f"build at entry {index}{why}: {said['version']}, commit {said['commit']}, {len(said['items'])} files"
        for place in (INTERNET, *range(len(self.election.sites))):
            planned, in_force = self._ends(place)
            changes = self.valid[HOURS].items()
            by = [f"{index} for incident {why}" for index, (why, moved, _) in changes if place in moved]
            if by:
                yield f"end of {self._code(place)} moved from {planned} to {in_force}, by entry {', '.join(by)}"
        for index, (_, _, closed) in self.valid[HOURS].items():
            yield from (f"entry {index} had no effect on {self._code(place)}, which had closed" for place in closed)
        yield from (f"the clock was not marked from {m1} to {m2}" for m1, m2, is_open in self.record.outages if is_open)


def _members(election, value, form, names):
    """The members of a blob; raises Malformed if it has others, or another format or election."""
    if not isinstance(value, dict) or value.keys() != {"format", "election", *names}:
        raise Malformed("other members")
    if (value["format"], value["election"]) != (form, election.id.hex()):
        raise Malformed("another format, or another election")
    return [value[name] for name in names]


def _must(condition, reason):
    if not condition:
        raise Malformed(reason)


def _is_text(value, most=200):
    return isinstance(value, str) and is_permitted(value, most)


def _matches(pattern, value):
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _incident(election, value):
    names = ("category", "starts", "ends", "places", "people", "what", "done")
    category, starts, ends, places, people, *texts = _members(election, value, "sivei-incident/v2", names)
    _must(category in CATEGORIES, "category")
    _must(time_of(starts) <= time_of(starts if ends is None else ends), "it ends before it starts")
    known = ["internet", *(site.code for site in election.sites)]
    _must(isinstance(places, list) and all(p in known for p in places) and len(set(places)) == len(places), "places")
    _must(people is None or is_number(people), "people")
    for text in texts:
        _must(isinstance(text, dict) and text.keys() == {"es", "en"}, "members of a text")
        _must(all(_is_text(own, LONGEST_TEXT) for own in text.values()), "M5: a text")
    return value


def _build(election, value):
    version, commit, items = _members(election, value, "sivei-build/v2", ("version", "commit", "items"))
    _must(_is_text(version) and _matches(_COMMIT, commit), "version or commit")
    _must(isinstance(items, list) and 1 <= len(items) <= 2000, "number of items")
    for item in items:
        _must(isinstance(item, dict) and item.keys() == {"part", "name", "bytes", "sha256"}, "members of an item")
        _must(item["part"] in PARTS and _matches(_NAME, item["name"]), "part or name")
        _must(is_number(item["bytes"]) and _matches(_SHA256, item["sha256"]), "length or hash")
    order = [(item["part"], item["name"]) for item in items]
    _must(all(a < b for a, b in zip(order, order[1:])), "items are not ascending")
    return value
