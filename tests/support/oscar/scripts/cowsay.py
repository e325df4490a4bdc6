"""A cow with a text, or with the `message` of JSON."""
import json
import os
import sys
import textwrap

with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
if os.environ.get("INPUT_TYPE") == "json":
    text = json.loads(text)["message"]
lines = textwrap.wrap(text, 39) or [""]
width = max(map(len, lines))
print(" " + "_" * (width + 2))
for line in lines:
    print(f"< {line.ljust(width)} >")
print(" " + "-" * (width + 2))
print(r"""        \   ^__^
         \  (oo)\_______
            (__)\       )\/\
                ||----w |
                ||     ||""")
