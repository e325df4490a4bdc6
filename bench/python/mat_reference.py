"""SciPy reading and writing the .mat of a 720p frame."""

import io
import json
import statistics
import time

import numpy as np
from scipy.io import loadmat, savemat


def timed(work):
    """Median milliseconds over 40 runs."""
    times = []
    for _ in range(40):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main():
    """Prints both medians."""
    frame = {
        "im": np.random.default_rng(1).integers(0, 256, (720, 1280, 3), np.uint8),
        "frame": 7,
        "session_hash": "0123456789abcdef",
    }
    out = io.BytesIO()
    savemat(out, frame)
    data = out.getvalue()
    print(
        json.dumps(
            {
                "read_ms": timed(lambda: loadmat(io.BytesIO(data))),
                "write_ms": timed(lambda: savemat(io.BytesIO(), frame)),
            }
        )
    )


if __name__ == "__main__":
    main()
