#!/usr/bin/env bash
# redis-up.sh FOLDER PORT: a Redis on 127.0.0.1:PORT that keeps everything in memory. Its process id goes to FOLDER/pids.
set -euo pipefail
# shellcheck source=tools/ci/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

folder=$1 port=$2
mkdir -p "$folder"

# BullMQ wants noeviction: a queue must never lose keys to a memory limit.
redis-server --bind 127.0.0.1 --port "$port" --save '' --appendonly no --maxmemory-policy noeviction --dir "$folder" \
  >"$folder/redis.log" 2>&1 </dev/null &
keep_pid "$folder" $!

if ! wait_for 15 redis-cli -h 127.0.0.1 -p "$port" ping; then
  tail -n 5 "$folder/redis.log" >&2
  echo 'Redis did not come up' >&2
  exit 1
fi
