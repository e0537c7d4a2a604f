# shellcheck shell=bash
# Shared by the scripts that bring services up for tests. To be sourced.

# free_port: prints a loopback port that nothing listens on at this moment.
free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# wait_for SECONDS COMMAND…: tries the command five times a second; fails when it has not succeeded in time.
wait_for() {
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < until)) || return 1
    sleep 0.2
  done
}

# keep_pid FOLDER PID: notes a child of ours, so that stop_all can end it and nothing else.
keep_pid() {
  echo "$2" >>"$1/pids"
}

# stop_all FOLDER: ends the noted children, the last one first: politely, and after five seconds with SIGKILL.
stop_all() {
  local pids pid
  [[ -f $1/pids ]] || return 0
  mapfile -t pids < <(tac "$1/pids")
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do
    wait_for 5 bash -c "! kill -0 $pid" || kill -9 "$pid" 2>/dev/null || true
  done
  rm -f "$1/pids"
}
