"""Writes the SciPy files of this folder: `/usr/bin/python3 make.py` (SciPy 1.10)."""

import numpy as np
import scipy.io
import scipy.sparse

cells = np.empty((1, 2), dtype=object)
cells[:] = ["é", np.array([[1, 2]], dtype=np.uint8)]
values = {
    "matrix": np.array([[1.5, 3], [-2, 4]]),
    "complex": np.array([[1 - 3j]]),
    "bytes": np.arange(6, dtype=np.uint8).reshape(1, 2, 3),
    "text": "naïve 日本 😀",
    "cells": cells,
    "struct": {"a_field_with_a_name_of_more_than_thirty_one_characters": 1.0},
    "sparse": scipy.sparse.csc_matrix(np.array([[0, 1.5], [2, 0]])),
}
scipy.io.savemat("scipy_v5.mat", values, long_field_names=True)
scipy.io.savemat("scipy_v5_compressed.mat", values, long_field_names=True, do_compression=True)
level4 = {name: values[name] for name in ("matrix", "complex", "sparse")}
scipy.io.savemat("scipy_v4.mat", {**level4, "text": "plain"}, format="4")
