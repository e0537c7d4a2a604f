#!/usr/bin/env bash
# with-services.sh COMMAND…: runs a command with a real Redis and a real S3 server on loopback, both in memory, and ends
# them afterwards, however the command ends. The command finds them by TEST_REDIS_URL, TEST_S3_ENDPOINT,
# TEST_S3_ACCESS_KEY and TEST_S3_SECRET_KEY; TEST_LEAVE_NOTHING_OUT=1 tells the specs that leaving one out is a failure.
# shellcheck disable=SC2317  # functions that traps and `twice` call
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tools/ci/common.sh
source "$here/common.sh"

services=$(mktemp -d "${TMPDIR:-/tmp}/zuimei-services.XXXXXX")
command_pid=
stop() {
  trap '' INT TERM HUP
  # From here on nothing may end this script but its own end.
  set +e
  if [[ -n $command_pid ]]; then
    # The whole group: the command's own children may outlive it while they tidy up.
    kill -- "-$command_pid" 2>/dev/null
    wait "$command_pid" 2>/dev/null
    wait_for 30 bash -c "! kill -0 -- -$command_pid" || kill -9 -- "-$command_pid" 2>/dev/null
  fi
  stop_all "$services/redis"
  stop_all "$services/s3"
  rm -rf "$services"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

export TEST_S3_ACCESS_KEY=zuimei-tests TEST_S3_SECRET_KEY
TEST_S3_SECRET_KEY=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')

# twice COMMAND…: a port that was free may have been taken since, and a cluster can stumble over its own start.
twice() { "$@" || { echo 'once more' >&2 && "$@"; }; }

start_redis() {
  redis_port=$(free_port)
  "$here/redis-up.sh" "$services/redis" "$redis_port" || { stop_all "$services/redis"; return 1; }
}
start_s3() {
  s3_port=$(free_port)
  "$here/s3-up.sh" "$services/s3" "$s3_port" "$TEST_S3_ACCESS_KEY" "$TEST_S3_SECRET_KEY" || {
    stop_all "$services/s3"
    rm -rf "$services/s3"
    return 1
  }
}
twice start_redis
twice start_s3
export TEST_REDIS_URL=redis://127.0.0.1:$redis_port TEST_S3_ENDPOINT=http://127.0.0.1:$s3_port
export TEST_LEAVE_NOTHING_OUT=1

setsid "$@" &
command_pid=$!
status=0
wait "$command_pid" || status=$?
command_pid=
exit "$status"
