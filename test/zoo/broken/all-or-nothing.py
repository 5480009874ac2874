#!/usr/bin/python3
# Plans everything first, and does nothing where anything is in the way.
import os
import sys

root = os.environ["HOME"]
os.umask(0o077)
homes = [f"{root}/.claude-compte1", f"{root}/.claude-compte2"]
links = {name: f"{root}/.claude-{name}-shared" for name in ("session-env", "file-history", "projects")}
conflicts = [path for path in [*homes, *links.values()] if os.path.lexists(path) and not os.path.isdir(path)]
for home in homes:
    for name, target in links.items():
        link = f"{home}/{name}"
        if os.path.lexists(link) and not (os.path.islink(link) and os.readlink(link) == target):
            conflicts.append(link)
if conflicts:
    sys.exit("\n".join(f"{path} is in the way: nothing was done" for path in conflicts))
for path in [*homes, *links.values()]:
    os.makedirs(path, exist_ok=True)
for home in homes:
    for name, target in links.items():
        try:
            os.symlink(target, f"{home}/{name}")
        except FileExistsError:
            if not os.path.samefile(f"{home}/{name}", target):
                raise
