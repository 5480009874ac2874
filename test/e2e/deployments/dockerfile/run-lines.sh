#!/bin/sh
set -eu
sed -e ':a' -e '/\\$/{N;s/\\\n//;ba' -e '}' "$1" | sed -n 's/^RUN //p' | while IFS= read -r line; do
  sh -c "$line" </dev/null || exit
done
