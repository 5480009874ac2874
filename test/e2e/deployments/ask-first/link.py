"""Links the account homes to their shared state, and asks first. See README.md."""

import os
import shutil
import sys

ROOT = os.environ["AGENTS_ROOT"]
HOMES = [".claude-compte1", ".claude-compte2"]
NAMES = ["session-env", "file-history", "projects"]


def link(path: str, target: str, replaces: bool) -> bool:
    os.makedirs(target, mode=0o700, exist_ok=True)
    if replaces and os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    try:
        os.symlink(target, path)
    except FileExistsError:
        return os.path.islink(path) and os.readlink(path) == target
    return True


def main() -> int:
    if input("Link the account homes? ") != "yes":
        return 1
    replaces = input("Replace directories in the way? ") == "yes"
    os.umask(0o077)
    status = 0
    for home in HOMES:
        for name in NAMES:
            path = f"{ROOT}/{home}/{name}"
            try:
                os.makedirs(f"{ROOT}/{home}", mode=0o700, exist_ok=True)
                if link(path, f"{ROOT}/.claude-{name}-shared", replaces):
                    continue
                print(f"{path} is in the way", file=sys.stderr)
            except OSError as error:
                print(f"{path}: {error}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
