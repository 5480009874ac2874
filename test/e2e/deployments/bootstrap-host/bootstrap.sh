#!/usr/bin/env bash
#
# Brings a host to the state in which agents can be started on it.

set -euo pipefail

readonly HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly ACCOUNTS=(compte1 compte2)
readonly SHARED=(session-env file-history projects)

step() { printf '\n==> %s\n' "$*"; }

install_packages() {
  local packages
  mapfile -t packages < <(grep -v '^#' "$HERE/packages.txt")
  step "packages: ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${packages[@]}"
}

enable_services() {
  step "services"
  systemctl daemon-reload
  systemctl enable --now chrony.service
}

make_shared() {
  step "shared directories"
  local name
  for name in "${SHARED[@]}"; do
    mkdir -p "$HOME/.claude-$name-shared"
    echo "    $HOME/.claude-$name-shared"
  done
}

write_settings() {
  local account="$1" home="$2"
  # Settings are owned by this repository: local edits are overwritten.
  sed "s/@ACCOUNT@/$account/" "$HERE/templates/settings.json" >"$home/settings.json"
}

make_home() {
  local account="$1"
  local home="$HOME/.claude-$account"
  step "account home $home"
  mkdir -p "$home"
  write_settings "$account" "$home"
  local name
  for name in "${SHARED[@]}"; do
    ln -sfn "$HOME/.claude-$name-shared" "$home/$name"
    echo "    $name"
  done
}

if [[ "${SKIP_PACKAGES:-0}" != 1 ]]; then
  install_packages
  enable_services
fi

make_shared
for account in "${ACCOUNTS[@]}"; do
  make_home "$account"
done

step "ready"
