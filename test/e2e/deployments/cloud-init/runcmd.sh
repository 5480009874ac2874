#!/bin/sh
# Runs the `runcmd` of a cloud-config, whose items are strings, as one script.
set -eu
awk '
  /^[^ #]/ { within = /^runcmd:/; next }
  within && sub(/^  - \|$/, "") { next }
  within { sub(/^    |^  - /, ""); print }
' "$1" >"$TMPDIR/runcmd"
exec sh "$TMPDIR/runcmd"
