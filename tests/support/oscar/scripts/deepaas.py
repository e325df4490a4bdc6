"""A model behind a command line: JSON with `oscar-files` and parameters, or `help`, as ai4papi's services take them."""
import argparse
import base64
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    asked = json.load(file)
parser = argparse.ArgumentParser(
    prog="deepaas-cli predict", formatter_class=argparse.RawTextHelpFormatter
)
parser.add_argument("--files", required=True, help="Picture.\nType: str (filepath)\n*Required*")
parser.add_argument("--top", type=int, default=3, help="Labels at most (default: 3).\nType: int")
parser.add_argument("--order", default="down", choices=["down", "up"],
                    help="Order, by default 'down'.\nChoices: ['down', 'up']\nType: str")
print("[*] Using DEEPaaS version 2.5.2")
arguments = []
for name, value in asked.items():
    if name == "oscar-files":
        for given in value:
            data = base64.b64decode(given["data"])
            path = f"{sys.argv[1]}.{given['file_format']}"
            with open(path, "wb") as file:
                file.write(data)
            arguments += [f"--{given['key']}", path]
    else:
        arguments += [f"--{name}"] if name == "help" else [f"--{name}", str(value)]
options = parser.parse_args(arguments)
with open(options.files, "rb") as file:
    size = len(file.read())
labels = ["large", "middle", "small"] if size > 50_000 else ["small", "middle", "large"]
if options.order == "up":
    labels.reverse()
answer = [{"labels": labels[:options.top], "bytes": size}]
print("2026-11-29 20:32:10.586 12 INFO deepaas-cli [INFO, Method] predict was called.")
print(f"2026-11-29 20:32:10.590 12 INFO deepaas-cli return: {[json.dumps(answer)]}")
