"""Rule M5 (docs/spec section 4.1): which strings there may be."""

import re
import unicodedata

_PERMITTED = re.compile(
    "[\u0020-\u007e\u00a1-\u00ac\u00ae-\u034e\u0350-\u036f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2116\u2122\ua78b\ua78c]+"
)


def is_permitted(text, most=200):
    normal = unicodedata.normalize("NFC", text) == text
    return len(text) <= most and bool(_PERMITTED.fullmatch(text)) and normal and text == text.strip(" ")


def strings_of(value):
    """All strings in a parsed JSON value, names of members left out."""
    waiting = [value]
    while waiting:
        own = waiting.pop()
        if isinstance(own, str):
            yield own
        elif isinstance(own, dict):
            waiting.extend(own.values())
        elif isinstance(own, list):
            waiting.extend(own)
