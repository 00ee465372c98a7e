# What the scripts of this folder share. Each sources it from the project's root.

work=$PWD/target/ci
checks=$work/checks.txt # a line for each check that passed, of all scripts

mkdir -p "$work"

passed() {
  echo "  ok    $1"
  echo "$1" >>"$checks"
}

fail() {
  echo "  FAIL  $1" >&2
  exit 1
}

# same WHAT EXPECTED FOUND
same() {
  [ "$2" = "$3" ] || fail "$1: expected '$2', found '$3'"
  passed "$1"
}

# need PROGRAM...
need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || fail "'$program' is needed and is not on PATH"
  done
}

# json EXPRESSION: what a Python expression makes of 'it', the JSON on standard input; a string is printed bare
json() {
  python3 -c '
import json, sys
it = json.load(sys.stdin)
found = eval(sys.argv[1])
print(found if isinstance(found, str) else json.dumps(found))' "$1"
}

# http TOKEN METHOD URL [BODY]. The token goes through a pipe, for arguments can be seen by everybody on the machine.
http() {
  curl --silent --show-error --fail-with-body --max-time 30 --request "$2" --header 'Content-Type: application/json' \
    --config <(printf 'header = "Authorization: Bearer %s"\n' "$1") ${4:+--data "$4"} "$3"
}

# eventually SECONDS COMMAND...: repeats the command until it succeeds; fails when the time is over
eventually() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.2
  done
}

# npm_install FOLDER PACKAGE...: registries fail at times, so it tries three times
npm_install() {
  local folder=$1
  shift
  mkdir -p "$folder"
  for attempt in 1 2 3; do
    timeout 240 npm install --prefix "$folder" --no-audit --no-fund --loglevel=error "$@" && return
    echo "  npm install failed (attempt $attempt)" >&2
  done
  fail "npm could not install $*"
}

# --- one local stack, in the data folder $data; its console goes to $data.log ---

start_stack() {
  ./run --no-demo --ports auto --data-dir "$data" >"$data.log" 2>&1 &
  stack=$!
  eventually 180 stack_is_up_or_gone || fail "./run was not up after 180 s, see $data.log"
  [ -f "$data/run.json" ] || { cat "$data.log" >&2; fail "./run ended before it was up"; }
}

stack_is_up_or_gone() {
  [ -f "$data/run.json" ] || ! kill -0 "$stack" 2>/dev/null
}

# run_json FIELD
run_json() {
  json "it['$1']" <"$data/run.json"
}

# Leaves nothing behind, whatever state the stack is in.
end_stack() {
  if [ -n "${stack:-}" ]; then
    kill "$stack" 2>/dev/null || true
    wait "$stack" || true
    stack=
  fi
  ./run stop --data-dir "$data" >/dev/null
}

# effects [AFTER]: what was changed in the stack's Tasker, in order
effects() {
  http "$(run_json tasker_admin_token)" GET "$(run_json tasker_admin_url)/sandbox/effects?after=${1:-0}"
}

# tool NAME ARGUMENTS: a call over REST
tool() {
  http "$(run_json agent_token)" POST "$(run_json gateway_url)/api/v1/tools/$1" "$2"
}
