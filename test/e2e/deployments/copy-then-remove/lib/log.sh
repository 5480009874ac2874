# shellcheck shell=bash
# Logging for the scripts of this repository.

LOG_TAG="${LOG_TAG:-merge-accounts}"

log_info() { printf '%s: %s\n' "$LOG_TAG" "$*"; }
log_warn() { printf '%s: warning: %s\n' "$LOG_TAG" "$*" >&2; }
log_error() { printf '%s: error: %s\n' "$LOG_TAG" "$*" >&2; }
