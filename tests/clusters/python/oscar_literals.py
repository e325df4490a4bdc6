"""What Python itself prints and reads, for framebox's own reader of literals and its bodies of synchronous calls."""

import base64
import json
import math
import random
import sys

TEXTS = ["", "a", "it's", 'a "b"', "it's \"both\"", "é 日本 😀", "a\nb\tc\\d", "\x00\x1b\x7f\x85\u202e\ud800", "{'x': [1]}", "'''"]


def value(rng, depth):
    """A value and what it is as JSON."""
    kind = rng.randrange(12 if depth > 0 else 7)
    if kind == 0:
        return None, None
    if kind == 1:
        return (found := rng.random() < 0.5), found
    if kind == 2:
        found = rng.randrange(-(10 ** rng.randrange(1, 30)), 10 ** rng.randrange(1, 30))
        return found, found if abs(found) < 2**53 else str(found)
    if kind in (3, 4):
        found = rng.choice([rng.uniform(-1, 1), rng.uniform(-1e300, 1e300), 1e-320, 0.0, math.nan, -math.inf])
        return found, found if math.isfinite(found) else {"float": repr(found)}
    if kind == 5:
        return (found := "".join(rng.choices(TEXTS, k=rng.randrange(4)))), found
    if kind == 6:
        found = rng.choice([b"", b"caf\xc3\xa9", b"it's \\ \"both\""])
        return found, found.decode()
    items = [value(rng, depth - 1) for _ in range(rng.randrange(4))]
    values, texts = [item for item, _ in items], [text for _, text in items]
    if kind in (7, 8):
        return values, texts
    if kind == 9:
        return tuple(values), texts
    if kind == 10:
        found = rng.randrange(-9, 9)
        return {found}, [found]
    keys = [rng.choice(TEXTS) + str(i) for i in range(len(items))]
    return dict(zip(keys, values)), dict(zip(keys, texts))


def literals(seed, count):
    """Lines of JSON: what Python prints of a value, and the value as JSON."""
    rng = random.Random(seed)
    for _ in range(count):
        found, expected = value(rng, 4)
        print(json.dumps({"repr": repr([found, 0]), "json": [expected, 0]}))


def bodies():
    """Reads a body a line, as JSON texts; prints the input that the supervisor makes of it, in hexadecimal digits."""
    for line in sys.stdin:
        body = json.loads(line)
        try:
            json.loads(body)
            print("read as JSON")
        except ValueError:
            print(base64.b64decode(body).hex())


if sys.argv[1] == "literals":
    literals(int(sys.argv[2]), int(sys.argv[3]))
else:
    bodies()
