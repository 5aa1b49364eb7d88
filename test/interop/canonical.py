"""JSON as the manifest and the acts of office have it (docs/spec section 4.1), its numbers and its times."""

import json
import re
from datetime import datetime

from encoding import Malformed

LONGEST_JSON = 1_048_576
_TIME = re.compile(
    r"(20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}"
    r"(?!-00:00)[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)"
)


def parse(data):
    """The value; raises Malformed if the bytes break M1 or M2."""
    if len(data) > LONGEST_JSON:
        raise Malformed("M1: too long")
    try:
        text = data.decode("utf-8")
        value = json.loads(text, parse_constant=int)  # NaN and Infinity are no JSON, and no integers
        printed = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    except ValueError as error:
        raise Malformed("M1: no JSON in UTF-8") from error
    except RecursionError as error:  # this parser's own limit, far above what any of these files has
        raise Malformed("M3: nested deeper than any member") from error
    if printed != text:
        raise Malformed("M2: not printed canonically")
    return value


def is_number(value):
    """M4."""
    return type(value) is int and 0 <= value <= 4_294_967_295


def time_of(value):
    """The POSIX seconds of a time as M10 writes it."""
    try:
        if not isinstance(value, str) or not _TIME.fullmatch(value):
            raise ValueError("another form")
        return int(datetime.fromisoformat(value).timestamp())
    except ValueError as error:
        raise Malformed(f"M10: {value!r} is no time") from error
