# Sourced by the scripts of the peers. A script sets what its peer needs and defines install, start and, where they differ from
# the ones below, version, endpoint, headers, tool and arguments; its last line is: peer_main "$@"
set -euo pipefail

peers=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
peer=$(basename "$0")
# All that a peer installs or writes is here; Maven's clean removes it.
home=$(cd "$peers/.." && pwd)/target/peers/$peer

fail() {
  echo "$peer: $*" >&2
  exit 1
}

usage() {
  cat >&2 <<EOF
Usage: $0 COMMAND
  install               downloads and builds into dev/benchmarks/target/peers/$peer; does nothing if it is there
  version               prints the version that is installed
  start PORT UPSTREAM   serves MCP on 127.0.0.1:PORT in front of UPSTREAM (a URL) until it is ended; ready when tools/list has the tool
  endpoint PORT         prints the URL to call
  headers               prints the HTTP headers that a client must send, one a line ('Name: value'); nothing if it takes any client
  tool                  prints the name of the tool to call
  arguments ISSUE       prints the JSON of the tool's arguments that read one issue
EOF
  exit 2
}

need() {
  command -v "$1" >/dev/null || fail "needs '$1' on PATH: $2"
}

# What mark_installed has noted.
version() {
  [ -s "$home/installed" ] || fail "is not installed: run '$0 install' first"
  cat "$home/installed"
}

endpoint() {
  echo "http://127.0.0.1:$1/mcp"
}

headers() {
  :
}

tool() {
  echo tasker_get_issue
}

arguments() {
  printf '{"issue_id":"%s"}\n' "$1"
}

# Prints a secret made when it is first asked for and kept with the installation, so that none stands in the repository.
secret() {
  local file=$home/secret-$1
  if [ ! -s "$file" ]; then
    mkdir -p "$home"
    (umask 077 && od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$file")
  fi
  cat "$file"
}

# Installs what peers/config/$peer.requirements.txt pins (the peer and all it depends on) into $home/venv.
install_python() {
  local python=${PEER_PYTHON:-python3} requirements=$peers/config/$peer.requirements.txt
  need "$python" "install Python 3.11, 3.12 or 3.13 with venv (Debian: python3-venv), or name one in PEER_PYTHON"
  "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' ||
    fail "needs Python 3.11, 3.12 or 3.13, but '$python' is $("$python" --version 2>&1); name another in PEER_PYTHON"
  if cmp -s "$requirements" "$home/installed"; then return; fi
  rm -rf "$home/venv"
  mkdir -p "$home"
  "$python" -m venv "$home/venv" || fail "could not make a virtual environment: install Python's venv (Debian: python3-venv)"
  "$home/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements" ||
    fail "pip could not install the versions that $requirements pins"
  cp "$requirements" "$home/installed"
}

# Prints which version of PyPI's package $1 is in $home/venv.
python_version() {
  require_installed "$home/venv/bin/python"
  "$home/venv/bin/python" -c 'import sys; from importlib.metadata import version; print(version(sys.argv[1]))' "$1"
}

# Whether version $1 is what stands in $home; mark_installed says so once an installation is whole.
is_installed() {
  [ "$(cat "$home/installed" 2>/dev/null)" = "$1" ]
}

mark_installed() {
  echo "$1" >"$home/installed"
}

require_installed() {
  [ -x "$1" ] || fail "is not installed: run '$0 install' first"
}

peer_main() {
  case "${1:-}" in
    install) [ $# -eq 1 ] || usage ;;
    start) [ $# -eq 3 ] || usage ;;
    endpoint | arguments) [ $# -eq 2 ] || usage ;;
    version | headers | tool) [ $# -eq 1 ] || usage ;;
    *) usage ;;
  esac
  "$@"
}
