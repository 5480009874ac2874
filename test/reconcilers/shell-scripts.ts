/** Goes on where a link is to be made, and refuses whatever is in the way. */
const LOOKS = `
home=$HOME/a target=$HOME/shared link=$home/projects
mkdir -p "$target" "$home" || exit 1
[ -d "$target/." ] || exit 1
if [ -L "$link" ] && [ "$(readlink "$link")" = "$target" ]; then exit 0; fi
if [ -e "$link" ] || [ -L "$link" ]; then echo "refused: a projects" >&2; exit 1; fi
`

/** Links `projects` in the home `a`, and refuses whatever is in the way. */
export const CAREFUL = `${LOOKS}ln -s "$target" "$link"`

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

/** Looks first, and then makes the link whatever has come there since. */
export const TESTS_THEN_FORCES = `${LOOKS}ln -sfT "$target" "$link"`

/** Makes three links, each by a process of its own; `second` is what is done where the second cannot be made. */
export function threeLinks(second: string): string {
  return `
mkdir -p "$HOME/a" "$HOME/one" "$HOME/two" "$HOME/three" || exit 1
for name in one two three; do
  [ -d "$HOME/$name/." ] || exit 1
done
refused=0
check() { # whether the link is still to be made
  if [ -L "$HOME/a/$1" ] && [ "$(readlink "$HOME/a/$1")" = "$HOME/$1" ]; then return 1; fi
  if [ -e "$HOME/a/$1" ] || [ -L "$HOME/a/$1" ]; then echo "refused: a $1" >&2; refused=1; return 1; fi
}
if check one; then ln -s "$HOME/one" "$HOME/a/one" || exit 1; fi
if check two; then ln -s "$HOME/two" "$HOME/a/two" ${second}; fi
if check three; then ln -s "$HOME/three" "$HOME/a/three" || exit 1; fi
exit $refused`
}

/** Makes every link anew, the right ones too. */
export const REMAKES = `
home=$HOME/a target=$HOME/shared link=$home/projects
mkdir -p "$target" "$home" || exit 1
[ -d "$target/." ] || exit 1
if [ -L "$link" ] && [ "$(readlink "$link")" = "$target" ]; then rm "$link"; fi
if [ -e "$link" ] || [ -L "$link" ]; then echo "refused: a projects" >&2; exit 1; fi
ln -s "$target" "$link"`

/** Copies a live directory into the shared one, looks at the copy, and removes the directory. */
export const COPIES_THEN_REMOVES = `
home=$HOME/a target=$HOME/shared link=$home/projects
mkdir -p "$target" "$home" || exit 1
[ -d "$target/." ] || exit 1
if [ -L "$link" ] && [ "$(readlink "$link")" = "$target" ]; then exit 0; fi
if [ -d "$link" ] && [ ! -L "$link" ]; then
  for entry in "$link"/* "$link"/.[!.]*; do
    [ -e "$entry" ] || [ -L "$entry" ] || continue
    other=$target/$(basename "$entry")
    if [ -e "$other" ] || [ -L "$other" ]; then echo "refused: a projects" >&2; exit 1; fi
  done
  cp -a "$link/." "$target/" && diff -r "$link" "$target" >/dev/null || exit 1
  rm -rf "$link" || exit 1
fi
if [ -e "$link" ] || [ -L "$link" ]; then echo "refused: a projects" >&2; exit 1; fi
ln -s "$target" "$link"`
