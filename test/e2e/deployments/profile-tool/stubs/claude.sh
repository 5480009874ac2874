#!/bin/sh
# Answers as a tool that somebody has logged in to.
[ "$*" = 'auth status --json' ] && echo '{ "loggedIn": true, "email": "someone@example.invalid" }'
