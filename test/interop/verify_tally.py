#!/usr/bin/env python3
"""A second verifier of the tally, after docs/spec alone.   verify_tally.py [--proofs] <board directory>

Exit code as docs/spec section 10.1: 0 verified, 3 rules were broken, 1 not verified, 2 could not run.
"""

import sys
import traceback

sys.dont_write_bytecode = True  # before our modules: nothing is left in the tree
from board import Board
from count import NotRun
from encoding import Malformed
from record import Record

UNCHECKED = """Not checked here: checkpoints, witnesses and their times, hash tiles and root of the log (1.1 to 1.5, 7.2),
the manifest's rules but M1, M2, M5, M6, M8 and M10 in part, M11, M23, M25, M27, M32 and M33 (2.2), whether it is your manifest (2.3), receipts (11)"""


def verdict(record, stopped):
    failures = [f for f in record.findings if f[0] == "failure"]
    if failures or stopped:
        return 1, f"NOT VERIFIED: {failures[0][3] if failures else stopped}"
    return (3, "VERIFIED, but rules were broken") if record.findings else (0, "VERIFIED")


def names(record):
    """Who made and used the key, who was excluded, and which contests are withheld (docs/spec section 10.2)."""
    ceremony, election = record.ceremony, record.election
    yield f"each act of the authority is signed by {election.authority.quorum} of its {len(election.authority.keys)} keys"
    if ceremony.key:
        yield from (f"key made by trustee {i} {election.trustee_names[i - 1]}" for i in ceremony.trustees)
    yield from (f"excluded: trustee {i} {election.trustee_names[i - 1]}, {why}" for i, why in ceremony.excluded.items())
    yield from (f"valid share of trustee {i} {election.trustee_names[i - 1]}" for i in record.count.shares)
    for contest, cells in zip(election.contests, record.count.own or []):
        if not cells:
            yield f"withheld: {contest.id} {contest.title}, fewer than {election.small_unit} ballots"


def print_result(record):
    print(f"manifest {record.election.id.hex()}; ballots counted: {len(record.box.counted())}")
    for line in (*names(record), *record.acts.facts()):
        print(line)
    for contest, (_, totals, parties) in zip(record.election.contests, record.count.stated):
        for name, votes in zip(contest.options, totals):
            print(f"votes {contest.id} {name} {votes}")
        for name, votes in zip(contest.parties, parties):
            print(f"party {contest.id} {name} {votes}")


def main(arguments):
    check_proofs = "--proofs" in arguments
    directories = [a for a in arguments if a != "--proofs"]
    if len(directories) != 1 or directories[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        board = Board(directories[0])
    except OSError as error:
        print(f"could not run: {error}", file=sys.stderr)
        return 2
    except Malformed as error:
        print(f"finding failure 1.3: {error}\nNOT VERIFIED: {error}")
        return 1
    record, stopped = Record(board, check_proofs), None
    try:
        record.judge()
    except NotRun as reason:
        stopped = str(reason)
    for kind, check, index, reason in record.findings:
        print(f"finding {kind} {check}{'' if index is None else f' at entry {index}'}: {reason}")
    code, sentence = verdict(record, stopped)
    if code != 1:
        print_result(record)
    print(UNCHECKED + ("." if check_proofs else ", proofs of ballots (5.8: --proofs)."))
    print(sentence)
    return code


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except Exception:  # a fault of this program is no finding about the board
        traceback.print_exc()
        code = 2
    sys.exit(code)
