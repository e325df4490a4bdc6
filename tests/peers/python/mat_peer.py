"""SciPy's view of MATLAB files, one line of JSON for each file named on standard input.

The form is that of `framebox mat inspect --json`, so that the two can be compared.
`mat_peer.py --make DIRECTORY` writes files with savemat instead and prints their names.
"""

import json
import os
import sys
import warnings

import numpy as np
import scipy.io
import scipy.sparse
from scipy.io.matlab import MatlabFunction, MatlabObject, MatlabOpaque

CLASSES = {"float64": "double", "complex128": "double", "float32": "single", "complex64": "single"}


def number(value):
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    if isinstance(value, (int, np.integer)):
        whole = int(value)
        return whole if abs(whole) <= 2**53 else str(whole)
    value = float(value)
    if np.isnan(value):
        return "NaN"
    if np.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def numbers(array):
    flat = array.flatten("F")
    if np.iscomplexobj(array):
        return {"re": [number(x) for x in flat.real], "im": [number(x) for x in flat.imag]}
    return [number(x) for x in flat]


def elements(kind, array):
    names = array.dtype.names
    return {
        "class": kind,
        "dims": list(array.shape),
        "fields": list(names),
        "elements": [{name: describe(item[name]) for name in names} for item in array.flatten("F")],
    }


def describe(value):
    if value is None:  # an element of a struct array without fields
        return {"class": "none"}
    if scipy.sparse.issparse(value):
        dense = value.toarray()
        kind = "logical" if dense.dtype == bool else "sparse"
        return {"class": kind, "dims": list(dense.shape), "dense": numbers(dense)}
    if isinstance(value, MatlabOpaque):
        # Plain indexing: fields of this class are s0 (the name), s1, s2 and arr.
        item = np.asarray(value).flatten()[0]
        texts = [{"class": "char", "chars": [item[s].decode("ascii")]} for s in ("s1", "s2")]
        content = {"typeSystem": texts[0], "className": texts[1], "content": describe(item["arr"])}
        return {"class": "opaque", "dims": [1, 1], "fields": list(content), "elements": [content]}
    if isinstance(value, MatlabFunction):
        return elements("function", np.asarray(value))
    if isinstance(value, MatlabObject):
        return elements("object", np.asarray(value))
    if value.dtype.names:
        return elements("struct", value)
    if value.dtype == object:
        cells = [describe(item) for item in value.flatten("F")]
        return {"class": "cell", "dims": list(value.shape), "cells": cells}
    if value.dtype.kind == "U":
        return {"class": "char", "chars": [str(text) for text in value.flatten("F")]}
    kind = "logical" if value.dtype == bool else CLASSES.get(value.dtype.name, value.dtype.name)
    return {"class": kind, "dims": list(value.shape), "numbers": numbers(value)}


def inspect(path):
    try:
        # Not mat_dtype=True, which would give MATLAB's classes but drops imaginary parts (SciPy 1.10).
        variables = scipy.io.loadmat(path)
    except Exception as error:  # whatever SciPy refuses a file with
        return {"file": path, "error": repr(error)}
    named = {name: value for name, value in variables.items() if not name.startswith("__")}
    return {"file": path, "variables": {name: describe(value) for name, value in named.items()}}


def values():
    numeric = "float64 float32 int8 uint8 int16 uint16 int32 uint32 int64 uint64".split()
    cells = np.empty((2, 2), dtype=object)
    cells[:] = [[np.arange(3.0), "text"], [np.zeros((0, 0)), np.array([[True, False]])]]
    nested = np.array(
        [(1.0, "één"), (np.arange(6).reshape(2, 3), cells)], dtype=[("a", "O"), ("b", "O")]
    )
    made = {f"c_{name}": np.arange(12).reshape(2, 3, 2).astype(name) for name in numeric}
    made.update(
        extremes=np.array([2**63 - 1, -(2**63)]),
        largest=np.array([2**64 - 1, 2**53, 2**53 + 1], dtype=np.uint64),
        special=np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324]),
        complex=np.array([[1 + 2j, 3 - 4j]]),
        complex_single=np.array([1j], dtype=np.complex64),
        logical=np.array([[True], [False]]),
        empty=np.zeros((0, 3)),
        scalar=7,
        ascii="plain",
        utf8="naïve 日本語 😀",
        no_text="",
        rows=np.array(["ab", "cé"]),
        cells=cells,
        struct={"inner": {"deep": {"deeper": 1.5}}, "text": "x"},
        nested=nested,
        sparse=scipy.sparse.csc_matrix(np.array([[0, 1.5, 0], [2, 0, 0]])),
        sparse_complex=scipy.sparse.csc_matrix(np.array([[0, 1j], [2, 0]])),
        sparse_logical=scipy.sparse.csc_matrix(np.array([[True, False], [True, True]])),
        sparse_empty=scipy.sparse.csc_matrix((3, 2)),
        long_name={"a_field_with_a_name_of_more_than_thirty_one_characters": 1.0},
    )
    return made


def make(directory):
    made = values()
    for name, options in (
        ("plain", {"long_field_names": True}),
        ("compressed", {"long_field_names": True, "do_compression": True}),
        ("rows", {"long_field_names": True, "oned_as": "column"}),
    ):
        path = os.path.join(directory, f"scipy_{name}.mat")
        scipy.io.savemat(path, made, **options)
        print(path)
    path = os.path.join(directory, "scipy_level4.mat")
    level4 = "c_float32 complex ascii sparse sparse_complex scalar special".split()
    scipy.io.savemat(path, {name: np.atleast_2d(made[name])[..., 0] if name == "c_float32" else made[name]
                            for name in level4}, format="4")
    print(path)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1:2] == ["--make"]:
        make(sys.argv[2])
    elif sys.argv[1:2] == ["--own-data"]:
        print(os.path.join(os.path.dirname(scipy.io.__file__), "matlab", "tests", "data"))
    else:
        for line in sys.stdin:
            print(json.dumps(inspect(line.rstrip("\n"))))
