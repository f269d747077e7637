#!/bin/sh
# Installs what the tests need beside Python: Chromium and PostgreSQL, or with the word java that alone. Where it may
# not, it names them and stops.
set -eu
wanted=""
if [ "${1:-}" = java ]; then
  java -version >/dev/null 2>&1 || wanted="$wanted openjdk-17-jre-headless"
else
  command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || [ -n "${CHROMIUM:-}" ] || wanted="$wanted chromium"
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || wanted="$wanted postgresql"
fi
[ -n "$wanted" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
else
  echo "The tests need these system packages:$wanted. Install them (sudo apt-get install$wanted) and try again." >&2
  exit 1
fi
