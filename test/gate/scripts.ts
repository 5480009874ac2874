/** Links `projects` in the home `a`, and refuses whatever is in the way. */
export const CAREFUL = `
home=$HOME/a target=$HOME/shared link=$home/projects
mkdir -p "$target" "$home" || exit 1
[ -d "$target/." ] || exit 1
if [ -L "$link" ] && [ "$(readlink "$link")" = "$target" ]; then exit 0; fi
if [ -e "$link" ] || [ -L "$link" ]; then echo "refused: a projects" >&2; exit 1; fi
ln -s "$target" "$link"`

/** Makes room for the link by removing what is there. */
export const REMOVES = `
mkdir -p "$HOME/a" "$HOME/shared" || exit 1
rm -rf "$HOME/a/projects"
ln -s "$HOME/shared" "$HOME/a/projects"`

/** Sees what it should do, does half of it, and always says that all is well. */
export const HALF = `
mkdir -p "$HOME/a" "$HOME/shared" 2>/dev/null
exit 0`

/** What most people write: it replaces a link, and makes another one inside a directory. */
export const LN_SFN = `
mkdir -p "$HOME/a" "$HOME/shared" || exit 1
ln -sfn "$HOME/shared" "$HOME/a/projects"`
