"""What box detectors write with SciPy: one .mat for each case, its path and the case on a line."""
import sys

import numpy as np
from scipy.io import savemat

XYXY = np.array([[10.5, 20.25, 110, 220], [300, 40, 380, 200]], np.float32)
CONF = np.array([0.92, 0.5], np.float32)
CLS = np.array([0, 2], np.float32)
ID = np.array([3, 7], np.float32)
NONE = np.array([-1])
NAMES = ["person", "bicycle", "car"]

CASES = {
    "two": {"xyxy": XYXY, "conf": CONF, "cls": CLS, "id": ID},
    "two_more": {"xyxy": XYXY, "conf": CONF, "cls": CLS, "id": ID, "names": NAMES, "ms": 12.5},
    "columns": {
        "xyxy": XYXY.astype(np.float64),
        "conf": CONF[:, None],
        "cls": CLS.astype(np.int64)[:, None],
        "id": ID.astype(np.int32)[:, None],
    },
    "one_flat": {"xyxy": XYXY[0], "conf": CONF[0], "cls": CLS[0], "id": ID[0]},
    "one": {"xyxy": XYXY[:1], "conf": CONF[:1], "cls": CLS[:1], "id": ID[:1]},
    "lists": {"xyxy": XYXY.tolist(), "conf": [0.92, 0.5], "cls": [0, 2], "id": [3, 7]},
    "dicts": [
        {"xyxy": box, "conf": conf, "cls": int(cls), "id": int(track)}
        for box, conf, cls, track in zip(XYXY.tolist(), CONF.tolist(), CLS, ID)
    ],
    "nested": {"people": {"xyxy": XYXY, "conf": CONF, "cls": CLS, "id": ID}, "ms": 12.5},
    "no_id": {"xyxy": XYXY, "conf": CONF, "cls": CLS},
    "nan_id": {"xyxy": XYXY, "conf": CONF, "cls": CLS, "id": np.array([np.nan, 7])},
    "none": {"xyxy": NONE, "conf": NONE, "cls": NONE, "id": NONE},
    "none_zeros": {"xyxy": np.zeros((1, 4)), "conf": 0.0, "cls": -1, "id": -1},
    "none_empty": {"xyxy": np.zeros((0, 4)), "conf": [], "cls": [], "id": []},
}

for name, data in CASES.items():
    for compressed in (False, True):
        path = "%s/%s_%d.mat" % (sys.argv[1], name, compressed)
        savemat(path, {"data_00042": data}, do_compression=compressed)
        print(name, path, flush=True)
