#!/bin/sh
# restore.sh FILE: puts the database of DATABASE_URL (the owner's) back to what the file holds. Stop its service first.
# In one transaction: either all of it is back, or nothing has changed. The schema goes as a whole, because `pg_restore --clean` cannot
# drop the keys of partitions.
set -eu
umask 077
# On a command line everybody on the machine would see the password: it goes by the environment, decoded.
decoded() {
  text=$1
  while [ "${text#*%}" != "$text" ]; do
    printf '%s' "${text%%\%*}"
    text=${text#*%}
    printf "\\$(printf '%03o' "0x$(printf '%.2s' "$text")")"
    text=${text#??}
  done
  printf '%s' "$text"
}
password=$(printf '%s' "$DATABASE_URL" | sed -n 's|^[a-z]*://[^:/@]*:\([^@]*\)@.*|\1|p')
if [ -n "$password" ]; then
  PGPASSWORD=$(decoded "$password")
  export PGPASSWORD
fi
address=$(printf '%s' "$DATABASE_URL" | sed 's|^\([a-z]*://[^:/@]*\):[^@]*@|\1@|')

# Beside the backup: nowhere else is there room for it, and the next backups remove what a killed one leaves.
script=$(mktemp "$1.XXXXXX")
trap 'rm -f "$script"' EXIT
# With this mark no service starts before its command `restored` was run. The portal has no such table: it holds sessions only.
mark="do \$\$ begin if to_regclass('public.restores') is not null then insert into public.restores default values; end if; end \$\$"
# Read to its end before anything is dropped.
pg_restore --no-owner --file "$script" "$1"
psql "$address" -q --output /dev/null --single-transaction --set ON_ERROR_STOP=1 \
  --command 'set client_min_messages = warning; drop schema public cascade; create schema public' --file "$script" --command "$mark"
echo "restored; next: the service's command \`restored\`, an hour before the backup (docs/runbooks/backup-and-restore.md)"
