#!/bin/sh
# restore.sh FILE: puts the database of DATABASE_URL (the owner's) back to what the file holds. Stop its service first.
# In one transaction: either all of it is back, or nothing has changed.
set -eu
pg_restore --dbname "$DATABASE_URL" --clean --if-exists --no-owner --single-transaction --exit-on-error "$1"
echo "restored; next: consume-from, an hour before the backup (docs/runbooks/backup-and-restore.md)"
