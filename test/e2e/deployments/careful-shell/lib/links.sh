# shellcheck shell=bash
# Directories and links that are made where nothing stands, and never corrected.
# Nothing in here removes, moves or overwrites. Everything may be called while
# another copy of it runs: what counts is what stands there afterwards.

conflicts=0

# refuse MESSAGE: report one conflict and go on.
refuse() {
  printf 'conflict: %s\n' "$1" >&2
  conflicts=$((conflicts + 1))
}

# what_is PATH: what stands there, in words.
what_is() {
  if [[ -L $1 ]]; then
    printf "a symlink to '%s'" "$(readlink -- "$1" 2>&1)"
  else
    stat -c 'a %F' -- "$1" 2>&1 || true
  fi
}

# ensure_directory PATH ROLE: a directory, or a symlink to one, stands at PATH.
ensure_directory() {
  local dir=$1 role=$2 said=''
  if [[ ! -d $dir && ! -L $dir && ! -e $dir ]]; then
    said=$(umask 077 && mkdir -p -- "$dir" 2>&1) || true
  fi
  if [[ -d $dir ]]; then
    return 0
  fi
  if [[ -L $dir || -e $dir ]]; then
    refuse "$dir ($role) is $(what_is "$dir"), expected a directory"
  else
    refuse "$dir ($role) could not be made: $said"
  fi
  return 1
}

# ensure_link PATH TARGET READY: PATH is a symlink whose text is TARGET. Unless
# READY is yes, TARGET is no directory, and so no link to it is made.
ensure_link() {
  local path=$1 target=$2 ready=$3 text='' said=''
  if [[ $ready == yes && ! -L $path && ! -e $path ]]; then
    # -T: a directory that appears here just now must not be entered.
    said=$(ln -sT -- "$target" "$path" 2>&1) || true
  fi
  if [[ -L $path ]]; then
    # The dot saves a newline that the text may end with.
    text=$(readlink -n -- "$path" && printf .) || true
    if [[ $text == "$target." ]]; then
      return 0
    fi
    refuse "$path is a symlink to '${text%.}', expected '$target'"
  elif [[ -e $path ]]; then
    refuse "$path is $(what_is "$path"), expected a symlink to '$target'"
  elif [[ $ready == yes ]]; then
    refuse "$path could not be made: $said"
  fi
  return 1
}
