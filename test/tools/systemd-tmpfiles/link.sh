#!/bin/sh
# Links with `L+` of tmpfiles.d(5).
exec systemd-tmpfiles --user --create "$(dirname "$0")/links.conf"
