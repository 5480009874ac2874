#!/usr/bin/python3
# Ends at the first thing that is not as it should be.
import json
import os
import sys
from pathlib import Path

request = json.loads(Path(sys.argv[1]).read_text())
os.umask(0o077)
for home in map(Path, request["homes"]):
    for link in request["required"]:
        target, path = Path(link["target"]), home / link["name"]
        target.mkdir(parents=True, exist_ok=True)
        home.mkdir(parents=True, exist_ok=True)
        try:
            path.symlink_to(target)
        except FileExistsError:
            if os.readlink(path) != str(target):
                sys.exit(f"{path} does not lead to {target}, and was left as it is")
