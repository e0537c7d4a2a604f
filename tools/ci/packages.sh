#!/usr/bin/env bash
# packages.sh COMMAND=PACKAGE…: installs with apt each package whose command is not on the PATH. Quiet and repeatable: a
# machine that has them all is left alone, a mirror that stumbles is asked again, and no installed service is started.
set -euo pipefail

missing=()
for pair in "$@"; do
  command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
done
((${#missing[@]})) || exit 0

if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
  echo "not installed: ${missing[*]} (this needs root and apt)" >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
# Debian's way to say "do not start what you install": a policy script. One that is already there is kept.
policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi

apt=(apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0)
log=$(mktemp)
for attempt in 1 2 3 4; do
  if { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    echo "installed: ${missing[*]}"
    rm -f "$log"
    exit 0
  fi
  echo "apt failed (attempt $attempt of 4): $(tail -n 1 "$log")" >&2
  sleep $((attempt * 5))
done
tail -n 20 "$log" >&2
exit 1
