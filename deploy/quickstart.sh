#!/usr/bin/env bash
# Runs the whole system on this machine: see --help and docs/quickstart.md. Needs a JDK (17 or newer) and Maven.
# It builds what is missing or older than its sources, then becomes the quickstart's own process.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
built=$root/quickstart/target/built
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jars=(dev-kafka operator producer-runtime quickstart)

fail() {
  echo "✗ $*" >&2
  exit 1
}

check_java() {
  command -v "$java" >/dev/null || fail "no java found; install a JDK, 17 or newer, or set JAVA_HOME"
  local version
  version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
  [[ $version =~ ^[0-9]+$ && $version -ge 17 ]] || fail "Java 17 or newer is needed; $java is Java $version"
}

is_stale() {
  [[ -f $built ]] || return 0
  local jar
  for jar in "${jars[@]}"; do
    [[ -f $root/$jar/target/$jar.jar && -d $root/$jar/target/lib ]] || return 0
  done
  [[ -x $root/cli/target/kubectl-restproducer ]] || return 0
  local newer
  newer=$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src "$root"/crds/*.yaml -type f -newer "$built" -print -quit)
  [[ -n $newer ]]
}

# One line a module, and what is downloaded for the first build ever.
show_build() {
  awk -v terminal="$1" '
    /Building .*\[[0-9]+\/[0-9]+\]/ {
      sub(/^.*Building /, ""); sub(/ 0\.[^ ]*| [0-9]+\.[^ ]*/, "")
      printf "%s… building %s\n", (terminal ? "\r\033[K" : ""), $0; fflush()
    }
    /Downloaded from/ {
      files++
      if (terminal) { printf "\r\033[K… %d files downloaded", files; fflush() }
      else if (files % 100 == 0) { printf "… %d files downloaded\n", files; fflush() }
    }
    END { if (terminal) printf "\r\033[K" }'
}

build() {
  command -v mvn >/dev/null || fail "Maven is needed to build the project; install it (3.8 or newer)"
  [[ -x $(dirname -- "$(readlink -f -- "$(command -v "$java")")")/javac ]] || command -v javac >/dev/null ||
    fail "a JDK is needed to build the project, and $java belongs to a JRE"
  local terminal=0
  # Of the build's beginning: what is changed while it runs is built again next time.
  stamp=$(mktemp "${TMPDIR:-/tmp}/restproducer-stamp.XXXXXX")
  log=$(mktemp "${TMPDIR:-/tmp}/restproducer-build.XXXXXX")
  trap 'rm -f "$stamp" "$log"' EXIT
  [[ -t 1 ]] && terminal=1
  echo "… building (the first time Maven downloads what it needs)"
  # The build is checked by mvn verify; here only its result counts.
  (cd "$root" && exec mvn -B -DskipTests -Dspotless.check.skip=true package) > >(tee "$log" | show_build "$terminal") 2>&1 &
  local maven=$! result=0
  trap 'kill "$maven" 2>/dev/null; exit 130' INT TERM
  wait "$maven" || result=$?
  trap - INT TERM
  if ((result != 0)); then
    grep -E '^\[?.{0,6}ERROR' "$log" | head -n 30 >&2 || tail -n 30 "$log" >&2
    fail "the build failed; see more with: mvn -DskipTests package (in $root)"
  fi
  mv -f "$stamp" "$built"
  rm -f "$log"
  trap - EXIT
}

check_java
if is_stale; then
  build
fi
terminal=false
[[ -t 1 ]] && terminal=true
exec "$java" -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData \
  -Dquickstart.root="$root" -Dquickstart.terminal=$terminal \
  -jar "$root/quickstart/target/quickstart.jar" "$@"
