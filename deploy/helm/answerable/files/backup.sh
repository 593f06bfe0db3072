#!/bin/sh
# One database into one file. DATABASE_URL is the owner's; KEEP_DAYS at most 7 where contacts or links are in it.
# The client tools must be of the server's version or newer.
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

directory=${BACKUP_DIRECTORY:-/backups}
database=$(printf '%s' "$address" | sed 's|^[a-z]*://[^/]*/\([^?]*\).*|\1|')
# First, so that nothing below keeps it from being done; what is a day short of the limit goes, because the next time is a day away.
find "$directory" -name "$database-*.dump*" -mmin "+$(((KEEP_DAYS - 1) * 1440))" -delete
at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
file="$directory/$database-$at.dump"
pg_dump --dbname "$address" --format custom --file "$file.part"
# Whole and readable, or no backup at all.
pg_restore --list "$file.part" >/dev/null
mv "$file.part" "$file"
# Services read this comment: it is the figure backup_age_seconds.
psql "$address" -qc "comment on database \"$database\" is 'backed up $at'"
echo "$file"
