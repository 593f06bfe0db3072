#!/bin/sh
# One database into one file. DATABASE_URL is the owner's; KEEP_DAYS at most 7 where contacts or links are in it.
# The client tools must be of the server's version or newer.
set -eu
directory=${BACKUP_DIRECTORY:-/backups}
database=$(psql "$DATABASE_URL" -qAtc 'select current_database()')
at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
file="$directory/$database-$at.dump"
umask 077
pg_dump --dbname "$DATABASE_URL" --format custom --file "$file.part"
# Whole and readable, or no backup at all.
pg_restore --list "$file.part" >/dev/null
mv "$file.part" "$file"
# Services read this comment: it is the figure backup_age_seconds.
psql "$DATABASE_URL" -qc "comment on database \"$database\" is 'backed up $at'"
find "$directory" -name "$database-*.dump*" -mmin "+$((KEEP_DAYS * 1440))" -delete
echo "$file"
