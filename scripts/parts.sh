# Sourced by the commands in the root: what they say, what they need, and what they start and end.
# shellcheck shell=bash

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true

command_name=${0##*/}
child=

say() { echo "$*"; }
die() { echo "$command_name: $1" >&2; exit "${2:-1}"; }
bad_use() {
  local place=.
  [[ $0 != */scripts/* ]] || place=scripts
  die "$1 (see $place/$command_name --help)" 2
}

# A killed process stays as a zombie until its parent has looked; for us it is gone.
alive() {
  local state
  state=$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) && [[ -n $state && $state != [ZX]* ]]
}

# When a process was started: its number alone can be another's by now.
born() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

still_there() { alive "$1" && [[ $(born "$1") == "$2" ]]; }

# A script that starts us in the background makes us deaf to Ctrl-C, and bash cannot undo that from inside.
hear_interrupts() {
  local ignored
  ignored=$(sed -n 's/^SigIgn:[[:space:]]*//p' "/proc/$$/status")
  if (( 0x$ignored & 2 )) && env --default-signal=INT true 2>/dev/null; then
    exec env --default-signal=INT "$BASH" "$0" "$@"
  fi
}

need_tool() { command -v "$1" >/dev/null || die "$1 is missing. Install it: apt-get install $2"; }

need_dotnet() {
  command -v dotnet >/dev/null ||
    die "the .NET SDK is missing: install version $(wanted_sdk) or newer of .NET 10 and put dotnet on the PATH"
  # The command reads global.json by the folder it stands in.
  (cd "$root" && dotnet --version) >/dev/null 2>&1 ||
    die "this .NET SDK does not do: version $(wanted_sdk) or newer of .NET 10 is needed (there: $(installed_sdks))"
  if [[ -z ${HOME:-} || ! -w ${HOME:-/nowhere} ]]; then export DOTNET_CLI_HOME=$root/artifacts/home; fi
}

wanted_sdk() { sed -n 's/.*"version": *"\([0-9.]*\)".*/\1/p' "$root/global.json"; }
installed_sdks() { (cd / && dotnet --list-sdks 2>/dev/null) | awk '{ printf "%s%s", (NR > 1 ? ", " : ""), $1 } END { if (!NR) printf "none" }'; }

# What the program needs to know when it is started from a checkout. Whatever is set already stands.
settings_for() {
  local data=$1 program=$2
  if [[ -z ${ConnectionStrings__Sammenhaeng:-} && -d $data/pg ]]; then
    ConnectionStrings__Sammenhaeng=$("$root/scripts/pg" dsn "$data")
    export ConnectionStrings__Sammenhaeng
  fi
  if [[ -z ${Clock__Now:-} && -s $data/clock ]]; then
    Clock__Now=$(<"$data/clock")
    export Clock__Now
  fi
  export Keys__Path=${Keys__Path:-$data/keys/ring.json}
  export ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Development}
  export DOTNET_ENVIRONMENT=${DOTNET_ENVIRONMENT:-$ASPNETCORE_ENVIRONMENT}
  # Its settings and pages lie beside it, wherever it is started from.
  DOTNET_CONTENTROOT=$(dirname -- "$program")
  export DOTNET_CONTENTROOT ASPNETCORE_CONTENTROOT=$DOTNET_CONTENTROOT
}

# Runs a command in a process group of its own that ends with us, in a way that lets our traps act at once.
attend() {
  local rc=0
  begin "$@"
  wait "$child" || rc=$?
  child=
  return "$rc"
}

begin() {
  set -m
  setpriv --pdeathsig TERM "$@" &
  child=$!
  set +m
}

end_child() {
  [[ -n $child ]] || return 0
  local tries
  kill -TERM -- "-$child" 2>/dev/null || true
  for (( tries = 0; tries < 350; tries++ )); do
    kill -0 -- "-$child" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL -- "-$child" 2>/dev/null || true
  wait "$child" 2>/dev/null || true
  child=
}
