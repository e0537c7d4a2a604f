#!/usr/bin/env bash
# s3-up.sh FOLDER PORT ACCESS_KEY SECRET_KEY: Ceph's S3 gateway on 127.0.0.1:PORT over a one-node cluster that keeps its
# objects in memory. For tests only: the cluster itself has no authentication and no second copy. Process ids go to
# FOLDER/pids. Needs root and the packages ceph-mon, ceph-osd, radosgw and ceph-common.
set -euo pipefail
# shellcheck source=tools/ci/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

mkdir -p "$1"
folder=$(cd "$1" && pwd)
port=$2 access_key=$3 secret_key=$4
monitor_port=$(free_port)
cluster_id=$(</proc/sys/kernel/random/uuid)
config=$folder/cluster.conf

fail() {
  echo "S3 did not come up: $1" >&2
  tail -n 5 "$folder"/*.log >&2 || true
  exit 1
}

# daemon NAME COMMAND…: starts one part of the cluster in the background.
daemon() {
  local name=$1
  shift
  "$@" -c "$config" --setuser root --setgroup root --foreground >"$folder/$name.log" 2>&1 </dev/null &
  keep_pid "$folder" $!
}

cat >"$config" <<CONF
[global]
fsid = $cluster_id
mon_host = v1:127.0.0.1:$monitor_port
mon_initial_members = only
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_msgr2 = false
run_dir = $folder
admin_socket = $folder/\$name.asok
pid_file = $folder/\$name.pid
log_file = $folder/\$name.out
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_crush_chooseleaf_type = 0
# The daemon would place itself, and now and then does so before it has learned the cluster's id, and ends.
osd_crush_update_on_start = false
osd_class_update_on_start = false

[mon.only]
mon_addr = v1:127.0.0.1:$monitor_port
mon_data = $folder/monitor

[osd.0]
osd_data = $folder/osd
osd_objectstore = memstore
memstore_device_bytes = 2147483648

[client.rgw.only]
rgw_data = $folder/gateway
rgw_dns_name = 127.0.0.1
rgw_frontends = beast endpoint=127.0.0.1:$port
CONF
mkdir -p "$folder/monitor" "$folder/osd" "$folder/gateway"

monmaptool --create --clobber --fsid "$cluster_id" --addv only "[v1:127.0.0.1:$monitor_port]" "$folder/monmap" \
  >"$folder/monmap.log" 2>&1 || fail 'no monitor map'
ceph-mon -c "$config" -i only --mkfs --monmap "$folder/monmap" --setuser root --setgroup root \
  >"$folder/mon-mkfs.log" 2>&1 || fail 'no monitor store'
daemon mon ceph-mon -i only

osd_id=$(</proc/sys/kernel/random/uuid)
# A monitor that has just begun refuses some commands; both of these can be repeated.
wait_for 60 timeout 20 ceph -c "$config" osd new "$osd_id" 0 || fail 'the monitor does not answer'
wait_for 60 timeout 20 ceph -c "$config" osd crush add osd.0 1 root=default || fail 'no place for objects'
ceph-osd -c "$config" -i 0 --mkfs --osd-uuid "$osd_id" --setuser root --setgroup root \
  >"$folder/osd-mkfs.log" 2>&1 || fail 'no object daemon store'
daemon osd ceph-osd -i 0
osd_is_up() { timeout 10 ceph -c "$config" osd stat | grep -q '1 up'; }
wait_for 60 osd_is_up || fail 'the object daemon is not up'

timeout 120 radosgw-admin -c "$config" user create --uid=tests --display-name=tests \
  --access-key="$access_key" --secret-key="$secret_key" >"$folder/user.log" 2>&1 || fail 'no user'
daemon rgw radosgw -n client.rgw.only
wait_for 90 curl -s -o /dev/null "http://127.0.0.1:$port/" || fail 'the gateway does not answer'
