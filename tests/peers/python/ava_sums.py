"""The results of the processor of processors/sums.js for a picture."""
import numpy as np


def sums(rgb):
    data = rgb.ravel().astype(np.int64)
    weights = np.arange(data.size, dtype=np.int64) % 251 + 1
    return {"sum": int(data.sum()), "weighted": int((data * weights).sum())}
