"""What the tally needs of the manifest (docs/spec chapter 04); rules checked: M1, M2, M5, M6, M8 (keys decode), M11, M32, M33."""

import hashlib
import json
from datetime import datetime

import p256
from ballot_proof import Bits
from encoding import SUITE, Element, Malformed
from letters import is_permitted, strings_of

LONGEST_BLOB = 16_777_216
EARLIER_SUITE = "SIVEI-RISTRETTO255-SHA512-V1"


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

    def __init__(self, json_site):
        self.code, self.key = json_site["code"], p256.decode_key(bytes.fromhex(json_site["key"]))
        self.starts, self.ends = (int(datetime.fromisoformat(json_site[at]).timestamp()) for at in ("starts", "ends"))
        self.grace, self.delivery = json_site["graceSeconds"], json_site["deliverySeconds"]
        self.walk_ins, self.moves = json_site["walkIns"], json_site["moves"]


class Election:
    """The manifest read; raises Malformed with the rule that it breaks."""

    def __init__(self, data):
        self.id = hashlib.sha256(data).digest()
        if len(data) > 1_048_576:
            raise Malformed("M1: too long")
        try:
            text = data.decode("utf-8")
            value = json.loads(text)
            printed = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
        except ValueError as error:
            raise Malformed("M1: no JSON in UTF-8") from error
        except RecursionError as error:  # this parser's own limit, far above what the schema has
            raise Malformed("M3: nested deeper than any member") from error
        if printed != text:
            raise Malformed("M2: not printed canonically")
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
        for role in ("authority", "registrar", "board"):
            setattr(self, role, p256.decode_key(bytes.fromhex(value[role]["key"])))
        trustees = value["trustees"]
        self.threshold, self.count = trustees["threshold"], trustees["count"]
        candidates = trustees["candidates"]
        if not 2 <= self.threshold < self.count <= len(candidates) <= 20:
            raise Malformed("M11: threshold and number of trustees")
        self.trustee_names = [c["name"]["en"] for c in candidates]
        self.signing = [p256.decode_key(bytes.fromhex(c["signingKey"])) for c in candidates]
        self.encryption = [Element(bytes.fromhex(c["encryptionKey"])) for c in candidates]
        [voting] = [s for s in value["stages"] if s["id"] == "voting"]
        self.opens = int(datetime.fromisoformat(voting["starts"]).timestamp())
        self.last_hour = int(datetime.fromisoformat(voting["ends"]).timestamp()) + value["graceSeconds"]
        self.silence, self.small_unit = value["silenceSeconds"], value["smallUnit"]
        self.last_counts = value["revoting"] == "last"
        self.units = [u["code"] for u in value["units"]]
        self.sites = [SiteOf(s) for s in value["sites"]]
        self.contests = [Contest(i, c) for i, c in enumerate(value["contests"])]
        self.styles = [Style(s, self.contests, self.units) for s in value["styles"]]
        if sum(128 * len(c.options) * len(self.parts_of(c)) for c in self.contests) > LONGEST_BLOB:
            raise Malformed("M32: the count does not fit its blobs")
        quorum, witnesses = value["witnesses"]["quorum"], len(value["witnesses"]["keys"])
        if 2 * quorum <= witnesses and (quorum, witnesses) != (0, 0):
            raise Malformed("M33: the quorum of witnesses is no majority")

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
