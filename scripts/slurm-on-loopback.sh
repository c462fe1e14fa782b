#!/usr/bin/env bash
# A Slurm of two nodes on this machine alone, for tests: no systemd, no cgroups, nothing outside the folder given but munge's
# own. Needs Debian's slurm-wlm and munge, and root.
#   scripts/slurm-on-loopback.sh start DIR     prints the SLURM_CONF to use; waits until both nodes are idle
#   scripts/slurm-on-loopback.sh stop DIR      ends its daemons and every job
#   scripts/slurm-on-loopback.sh controller-stop DIR | controller-start DIR
#   scripts/slurm-on-loopback.sh node-kill DIR n1 | node-start DIR n1     a node dies with all that runs on it, and comes back
set -euo pipefail
what=${1:?start, stop, controller-stop, controller-start, node-kill or node-start}
folder=$(realpath -m "${2:?the folder it lives in}")
export SLURM_CONF=$folder/slurm.conf
export PATH=$PATH:/usr/sbin:/sbin

start_munge() {
  munge -n >/dev/null 2>&1 && return
  mkdir -p /run/munge
  chown munge:munge /run/munge
  runuser -u munge -- munged --force >/dev/null 2>&1
}

start_node() {
  slurmd -f "$SLURM_CONF" -N "$1"
}

write_configuration() {
  local host first_port
  host=$(hostname -s)
  # Every cluster has its own three ports, so that two can be up beside each other.
  first_port=$((20000 + (RANDOM % 10000) * 3))
  mkdir -p "$folder"/{state,spool.n1,spool.n2,log}
  : >"$folder/cgroup.conf"
  cat >"$SLURM_CONF" <<CONF
ClusterName=loopback
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$first_port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool.%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.%n.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.%n.log
SlurmdTimeout=10
SlurmctldTimeout=30
MessageTimeout=3
KillWait=3
MinJobAge=120
ReturnToService=2
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=1
JobAcctGatherParams=OverMemoryKill
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=2,batch_sched_delay=0,sched_min_interval=0
MpiDefault=none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
JobRequeue=1
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((first_port + 1)) CPUs=2 RealMemory=4000
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((first_port + 2)) CPUs=2 RealMemory=4000
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=60 DefaultTime=30 State=UP
CONF
}

wait_until_idle() {
  for _ in $(seq 100); do
    [ "$(sinfo -h -o '%t' 2>/dev/null | sort -u)" = idle ] && return
    sleep 0.2
  done
  echo "the nodes did not come up; see $folder/log" >&2
  exit 1
}

pid_of() {
  cat "$folder/$1.pid" 2>/dev/null || true
}

# Nobody may be there to take note of its end.
wait_for_end() {
  for _ in $(seq 100); do
    grep -qvs ') Z' "/proc/$1/stat" || return 0
    sleep 0.1
  done
}

# One variable of a process's environment.
variable_of() {
  { tr '\0' '\n' <"/proc/$1/environ" | sed -n "s/^$2=//p" | head -1; } 2>/dev/null || true
}

# Its daemon, those of its jobs' steps, and all that these started: each job has its number in its environment.
kill_node() {
  local jobs=' ' victims=() process job
  kill -9 "$(pid_of "slurmd.$1")" || true
  for process in $(cd /proc && echo [0-9]*); do
    [ "$(variable_of "$process" SLURMD_NODENAME)" = "$1" ] || continue
    [ "$(variable_of "$process" SLURM_CONF)" = "$SLURM_CONF" ] || continue
    jobs+="$(variable_of "$process" SLURM_JOB_ID) "
    victims+=("$(ps -o ppid= -p "$process" | tr -d ' ')")
  done
  for process in $(cd /proc && echo [0-9]*); do
    job=$(variable_of "$process" SLURM_JOB_ID)
    [ -n "$job" ] && [ "$(variable_of "$process" SLURM_CONF)" = "$SLURM_CONF" ] || continue
    case $jobs in *" $job "*) victims+=("$process") ;; esac
  done
  for process in "${victims[@]}"; do
    [ "$process" -gt 1 ] && [ "$(variable_of "$process" SLURM_CONF)" = "$SLURM_CONF" ] || continue
    echo "$process"
  done | sort -u | xargs -r kill -9 2>/dev/null || true
}

case $what in
start)
  start_munge
  write_configuration
  slurmctld -f "$SLURM_CONF"
  start_node n1
  start_node n2
  wait_until_idle
  echo "$SLURM_CONF"
  ;;
stop)
  scancel --user="$(id -un)" >/dev/null 2>&1 || true
  for daemon in slurmctld slurmd.n1 slurmd.n2; do
    pid=$(pid_of "$daemon")
    [ -z "$pid" ] || { kill "$pid" 2>/dev/null && wait_for_end "$pid"; } || true
  done
  ;;
controller-stop)
  # With its state saved: after a crash it would give the numbers of jobs twice.
  pid=$(pid_of slurmctld)
  kill "$pid"
  wait_for_end "$pid"
  ;;
controller-start) slurmctld -f "$SLURM_CONF" ;;
node-kill) kill_node "${3:?which node}" ;;
node-start) start_node "${3:?which node}" ;;
*)
  echo "unknown: $what" >&2
  exit 2
  ;;
esac
