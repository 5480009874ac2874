"""Links, and clears the place where its last version kept what is shared."""
import os
import shutil
import sys

HOME = os.environ["HOME"]
status = 0
for name in ["projects", "session-env", "file-history"]:
    shared = f"{HOME}/.claude-{name}-shared"
    os.makedirs(shared, mode=0o700, exist_ok=True)
    for account in ["compte1", "compte2"]:
        link = f"{HOME}/.claude-{account}/{name}"
        os.makedirs(os.path.dirname(link), mode=0o700, exist_ok=True)
        try:
            os.symlink(shared, link)
        except FileExistsError:
            if not os.path.islink(link) or os.readlink(link) != shared:
                print(f"in the way: {link}", file=sys.stderr)
                status = 1
    older = f"{HOME}/.local/share/claude/{name}"
    if status == 0 and os.path.isdir(older):
        shutil.rmtree(older)
sys.exit(status)
