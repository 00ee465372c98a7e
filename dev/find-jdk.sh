# find_jdk prints the home of a JDK 21 or newer, or says what is missing and fails. Sourced by ./run and .ci/run.

# A JDK tells its version in its file 'release': JAVA_VERSION="25.0.1".
is_recent_jdk() {
  local major
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${major:-0}" -ge 21 ]
}

java_on_path() {
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

find_jdk() {
  local candidate
  if [ -n "${JAVA_HOME:-}" ] && is_recent_jdk "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return
  fi
  for candidate in "$(java_on_path)" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    if is_recent_jdk "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  echo "A JDK 21 or newer is needed: none was found in JAVA_HOME, on PATH or in the usual folders. Install one, or let JAVA_HOME name it." >&2
  return 1
}
