"""What the verifier needs of the manifest (docs/spec chapter 04).

Rules checked: M1, M2, M5, M6, M8 (but the Ed25519 keys), M10 (how the times of voting and of sites are written), M11,
M23, M25, M27, M32, M33.
"""

import hashlib
import re

from ballot_proof import Bits
from canonical import is_number, parse, time_of
from encoding import SUITE, Element, Malformed
from letters import is_permitted, strings_of
from signers import Authority, Party

LONGEST_BLOB = 16_777_216
EARLIER_SUITE = "SIVEI-RISTRETTO255-SHA512-V1"
LONGEST_EXTENSION_SECONDS = 2_592_000
_ZONE = re.compile(r"[A-Za-z_]+(/[A-Za-z0-9_+-]+){0,2}")


class Contest:
    def __init__(self, position, json_contest):
        self.position, self.id, self.title = position, json_contest["id"], json_contest["title"]["en"]
        self.groups = [(g["min"], g["max"]) for g in json_contest["groups"]]
        self.parties = [p["id"] for p in json_contest["parties"]]
        self.options, self.marks, self.weights = [], [], []
        for g, json_group in enumerate(json_contest["groups"]):
            for option in json_group["options"]:
                self.options.append(option["id"])
                self.marks.append(option["parties"])
                self.weights.append([int(g == other) for other in range(len(self.groups))])
        for special in json_contest["specials"]:
            self.options.append(special["id"])
            self.marks.append([])
            self.weights.append([high for _, high in self.groups])


class Style:
    def __init__(self, json_style, contests, unit_codes):
        self.contests = [c for c in contests if c.id in json_style["contests"]]
        self.units = [unit_codes.index(code) for code in json_style["units"]]
        self.bits = Bits(self.contests)


class SiteOf:
    """A site as the manifest describes it; times are POSIX seconds."""

    def __init__(self, json_site, opens):
        self.code, self.key = json_site["code"], Party(json_site["key"])
        self.starts, self.ends = time_of(json_site["starts"]), time_of(json_site["ends"])
        in_order = opens <= self.starts < self.ends
        if self.code == "internet" or not _ZONE.fullmatch(json_site["zone"]) or not in_order:
            raise Malformed(f"M23: site {self.code}")
        self.grace, self.delivery = json_site["graceSeconds"], json_site["deliverySeconds"]
        self.walk_ins, self.moves = json_site["walkIns"], json_site["moves"]


class Election:
    """The manifest read; raises Malformed with the rule that it breaks."""

    def __init__(self, data):
        self.id = hashlib.sha256(data).digest()
        value = parse(data)
        if not all(map(is_permitted, strings_of(value))):
            raise Malformed("M5: a string with letters or signs that are not permitted")
        try:
            self._read(value)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Malformed(f"a member or a key cannot be read: {error}") from error

    def _read(self, value):
        if value["suite"] == EARLIER_SUITE:
            raise Malformed("M6: this board is of record version 1; this verifier verifies version 2")
        if value["suite"] != SUITE.decode():
            raise Malformed("M6: another suite")
        self.rehearsal = value["rehearsal"] is True
        self.authority = self._authority(value["authority"])
        self.registrar, self.board = Party(value["registrar"]["key"]), Party(value["board"]["key"])
        trustees = value["trustees"]
        self.threshold, self.count = trustees["threshold"], trustees["count"]
        candidates = trustees["candidates"]
        if not 2 <= self.threshold < self.count <= len(candidates) <= 20:
            raise Malformed("M11: threshold and number of trustees")
        self.trustee_names = [c["name"]["en"] for c in candidates]
        self.signing = [Party(c["signingKey"]) for c in candidates]
        self.encryption = [Element(bytes.fromhex(c["encryptionKey"])) for c in candidates]
        [voting] = [s for s in value["stages"] if s["id"] == "voting"]
        self.opens, self.closes = time_of(voting["starts"]), time_of(voting["ends"])
        self.grace, self.extension = value["graceSeconds"], value["extensionSeconds"]
        if not is_number(self.extension) or self.extension > LONGEST_EXTENSION_SECONDS:
            raise Malformed("M27: by how much ends may be moved")
        self.silence, self.small_unit = value["silenceSeconds"], value["smallUnit"]
        self.last_counts = value["revoting"] == "last"
        self.units = [u["code"] for u in value["units"]]
        self.sites = [SiteOf(s, self.opens) for s in value["sites"]]
        self._need_distinct_keys()
        self.contests = [Contest(i, c) for i, c in enumerate(value["contests"])]
        self.styles = [Style(s, self.contests, self.units) for s in value["styles"]]
        if sum(128 * len(c.options) * len(self.parts_of(c)) for c in self.contests) > LONGEST_BLOB:
            raise Malformed("M32: the count does not fit its blobs")
        quorum, witnesses = value["witnesses"]["quorum"], len(value["witnesses"]["keys"])
        if 2 * quorum <= witnesses and (quorum, witnesses) != (0, 0):
            raise Malformed("M33: the quorum of witnesses is no majority")

    def _authority(self, json_authority):
        keys, quorum = json_authority["keys"], json_authority["quorum"]
        in_bounds = isinstance(keys, list) and is_number(quorum) and 1 <= quorum <= len(keys) <= 5
        if not in_bounds or 2 * quorum <= len(keys) or not (self.rehearsal or 2 <= quorum < len(keys)):
            raise Malformed("M25: keys and quorum of the authority")
        return Authority(keys, quorum)

    def _need_distinct_keys(self):
        alone = [self.registrar, self.board, *self.signing, *(s.key for s in self.sites)]
        signing = [*self.authority.keys, *(party.key for party in alone)]
        encryption = [e.bytes for e in self.encryption]
        if len(set(signing)) != len(signing) or len(set(encryption)) != len(encryption):
            raise Malformed("M8: one key twice")

    def units_of(self, contest):
        """The units of the styles that have the contest, ascending."""
        return sorted({u for s in self.styles if contest in s.contests for u in s.units})

    @property
    def modalities(self):
        return 2 if self.sites else 1

    def parts_of(self, contest):
        """The numbers of the contest's parts (section 9.1), ascending."""
        m = self.modalities
        return [m * u + i for u in self.units_of(contest) for i in range(m)]
