"""Files of a folder that nobody vouches for: only regular ones are read, and no further than they may be long."""

import os
import stat

from encoding import Malformed


def read_file(path, limit):
    """The bytes of a regular file of at most `limit` bytes; OSError without one, Malformed if it is longer."""
    # A pipe would keep a blocking open waiting for ever.
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise FileNotFoundError(f"{path} is no regular file")
        data = file.read(limit + 1) if about.st_size <= limit else None
    if data is None or len(data) > limit:
        raise Malformed(f"{path} is longer than {limit} bytes")
    return data
