#!/bin/sh
# restore.sh FILE: puts the database of DATABASE_URL (the owner's) back to what the file holds. Stop its service first.
# In one transaction: either all of it is back, or nothing has changed. The schema goes as a whole, because `pg_restore --clean` cannot
# drop the keys of partitions.
set -eu
umask 077
# Beside the backup: nowhere else is there room for it, and the next backups remove what a killed one leaves.
script=$(mktemp "$1.XXXXXX")
trap 'rm -f "$script"' EXIT
# Read to its end before anything is dropped.
pg_restore --no-owner --file "$script" "$1"
psql "$DATABASE_URL" -q --output /dev/null --single-transaction --set ON_ERROR_STOP=1 \
  --command 'set client_min_messages = warning; drop schema public cascade; create schema public' --file "$script"
echo "restored; next: consume-from, an hour before the backup (docs/runbooks/backup-and-restore.md)"
