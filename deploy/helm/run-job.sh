#!/bin/sh
# run-job.sh CRONJOB COMMAND...: runs the command once in a pod like those of this CronJob, and shows what it said. Those of `<service>-command`
# are like the service's own, also while it is stopped; those of `backup-<database>` see the backups. KUBECTL may name a namespace:
# KUBECTL='kubectl --namespace answerable'.
set -eu
kubectl=${KUBECTL:-kubectl}
from=$1
shift
job=$from-$(date +%s)
command=$(printf ',"%s"' "$@")
# Once: whatever failed is looked at before it is tried again.
$kubectl create job "$job" --from "cronjob/$from" --dry-run=client --output json |
  $kubectl patch --local --filename - --type json --output json --patch "[
    {\"op\": \"replace\", \"path\": \"/spec/template/spec/containers/0/command\", \"value\": [${command#,}]},
    {\"op\": \"replace\", \"path\": \"/spec/backoffLimit\", \"value\": 0}]" |
  $kubectl create --filename - >/dev/null
until
  phase=$($kubectl get pods --selector "job-name=$job" --output 'jsonpath={.items[*].status.phase}')
  [ "$phase" = Succeeded ] || [ "$phase" = Failed ]
do sleep 1; done
$kubectl logs "job/$job" --tail -1
$kubectl delete job "$job" --wait >/dev/null
[ "$phase" = Succeeded ]
