# Sourced by scripts/pg: who runs the cluster, in which folder, and with which PostgreSQL.
# shellcheck shell=bash disable=SC2034

versions='15 16 17 18'

# --- who runs it, and where ------------------------------------------------------------------------------

# Sets owner: empty when we run it as ourselves, else the user that PostgreSQL runs as.
choose_owner() {
  owner=
  if (( EUID != 0 )); then
    id -un >/dev/null 2>&1 || die "user id $EUID has no name on this machine, and PostgreSQL refuses to run without one"
    [[ ! -e $cluster || -O $cluster ]] ||
      die "$cluster belongs to $(stat -c %U "$cluster"): start as that user, or choose another folder with --data"
    return
  fi
  command -v setpriv >/dev/null || die "setpriv is missing. Install it: apt-get install util-linux"
  [[ ! -d $cluster ]] || owner=$(stat -c %U "$cluster")
  case $owner in '' | root | UNKNOWN) pick_user ;; esac
}

pick_user() {
  local candidate
  owner=
  (( EUID == 0 )) || return 0
  for candidate in postgres nobody; do
    if id -u "$candidate" >/dev/null 2>&1; then owner=$candidate; return; fi
  done
  die "PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody"
}

# Runs a command as the cluster's owner, in a folder that user can surely enter, without our PG… variables.
as_owner() (
  cd /
  local name
  for name in "${!PG@}"; do unset "$name"; done
  export LC_ALL=C
  if [[ -z $owner ]]; then exec "$@"; fi
  exec setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups "$@"
)

can_enter() { as_owner sh -c 'cd -- "$1"' sh "$1" 2>/dev/null; }

default_folder() {
  pick_user
  if [[ -w $root ]] && can_enter "$root"; then
    echo "$root/.data"
  else
    echo "/var/tmp/sammenhaeng-$EUID-$(cksum <<<"$root" | cut -d' ' -f1)"
  fi
}

set_folder() {
  folder=${1:-$(default_folder)}
  folder=$(realpath -m -- "$folder") || die "$1 is not a folder name"
  [[ $folder != *[\"\$\`\\$'\n']* ]] || die "the folder's name holds a character that PostgreSQL's tools do not bear: $folder"
  [[ ! -e $folder || -d $folder ]] || die "$folder is not a folder"
  [[ ! -e $folder/PG_VERSION ]] || die "$folder is a PostgreSQL data folder itself: choose a folder that is empty or ours"
  # Anyone may write in /var/tmp, so a folder of ours there could be somebody else's trap.
  [[ $folder != /var/tmp/* || ! -e $folder || -O $folder ]] || die "$folder belongs to $(stat -c %U "$folder"): choose another folder with --data"
  cluster=$folder/pg
  data=$cluster/data
  log=$cluster/postgres.log
  choose_owner
  set_socket
}

# A socket's path has at most 107 bytes, and PostgreSQL and Npgsql give commas and blanks in it a meaning.
set_socket() {
  local LC_ALL=C
  socket=$cluster/socket
  if (( ${#socket} + ${#socket_name} + 1 > 107 )) || [[ $socket == *[^A-Za-z0-9_./+@:~-]* ]]; then
    socket=/tmp/sammenhaeng-$(cksum <<<"$folder" | cut -d' ' -f1)
  fi
}

# The folder, or what there is of the way to it.
check_entry() {
  local there=$folder
  while [[ ! -e $there ]]; do there=$(dirname -- "$there"); done
  can_enter "$there" ||
    die "PostgreSQL's user ${owner:-$(id -un)} cannot enter $there: choose another folder with --data"
}

make_folders() {
  [[ -d $folder ]] || (umask 022 && mkdir -p -- "$folder") 2>/dev/null || die "cannot create $folder"
  [[ -w $folder ]] || die "cannot write in $folder"
  lock
  check_entry
  if [[ ! -d $cluster ]]; then
    mkdir -m 0700 -- "$cluster"
    [[ -z $owner ]] || chown "$owner:" -- "$cluster"
  fi
  as_owner mkdir -m 0700 -- "$socket" 2>/dev/null || true
  [[ -d $socket && ! -L $socket && $(stat -c '%U %a' "$socket") == "${owner:-$(id -un)} 700" ]] ||
    die "$socket must be a folder of ${owner:-$(id -un)} that nobody else can enter: remove it"
}

# --- which PostgreSQL ------------------------------------------------------------------------------------

major_of() { "$1/postgres" --version 2>/dev/null | sed -n 's/^postgres (PostgreSQL) \([0-9]*\).*/\1/p'; }

# Sets bin and major: the version that made the data folder, or the newest there is.
find_binaries() {
  local made_by= place tool found='' candidates=()
  [[ ! -d $data ]] || made_by=$(as_owner cat "$data/PG_VERSION" 2>/dev/null) || true
  if [[ -n ${SAMMENHAENG_PGBIN:-} ]]; then
    candidates=("$SAMMENHAENG_PGBIN")
  else
    mapfile -t candidates < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -rn)
  fi
  for place in "${candidates[@]}"; do
    [[ -d $place ]] || continue
    for tool in postgres initdb pg_ctl; do
      if [[ ! -x $place/$tool ]]; then
        [[ -z ${SAMMENHAENG_PGBIN:-} ]] || die "$tool is missing in $place (SAMMENHAENG_PGBIN)" 4
        continue 2
      fi
    done
    major=$(major_of "$place")
    found+=" $major"
    [[ " $versions " == *" $major "* ]] || continue
    [[ -z $made_by || $made_by == "$major" ]] || continue
    bin=$place
    return
  done
  if [[ -n $made_by ]]; then
    [[ " $versions " == *" $made_by "* ]] ||
      die "$data was made by PostgreSQL $made_by, and 15, 16, 17 or 18 is needed: choose another folder with --data"
    die "$data was made by PostgreSQL $made_by, and this machine has${found:- none}: install postgresql-$made_by or choose another folder with --data"
  fi
  [[ -z $found ]] || die "PostgreSQL$found is not of use: 15, 16, 17 or 18 is needed. Install it: apt-get install postgresql" 4
  die "PostgreSQL is missing (looked in ${SAMMENHAENG_PGBIN:-/usr/lib/postgresql/*/bin}). Install it: apt-get install postgresql" 4
}

check_data() {
  [[ -d $data ]] || return 0
  local part
  for part in PG_VERSION global/pg_control base postgresql.conf pg_hba.conf; do
    as_owner test -e "$data/$part" ||
      die "$data is only half made ($part is missing): delete it with scripts/pg reset $folder, or choose another folder with --data"
  done
}
