#!/bin/sh
# kubectl-restproducer: this script, and behind it the jar that it runs. Needs Java 17 or newer (JAVA_HOME or PATH).
# The first command notes what is loaded (class-data sharing) in ${XDG_CACHE_HOME:-~/.cache}/restproducer, so that later
# ones start at once; where nothing can be written there, it works without. RESTPRODUCER_JAVA_OPTS: more JVM options.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
java=$(command -v "$java") || { echo "error: no java found; install Java 17 or newer, or set JAVA_HOME" >&2; exit 1; }
self=$0
case $self in */*) ;; *) self=$(command -v "$self") ;; esac
options="-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto -Xlog:disable -Xlog:all=off"
cache=${RESTPRODUCER_CACHE:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/restproducer}
# Of this very file and this very Java; the JVM checks both, too, and ignores an archive that does not fit.
archive=$cache/$(ls -lL "$self" "$java" 2>/dev/null | cksum | tr ' ' -).jsa

rehearse() {
  mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] || return
  [ -t 2 ] && echo "noting once what Java loads, so that later commands start at once …" >&2
  find "$cache" -name '*.jsa*' -mtime +30 -exec rm -f {} + 2>/dev/null
  unfinished=$archive.$$
  trap 'rm -f "$unfinished"; exit 130' INT TERM
  # shellcheck disable=SC2086 # a list of options
  "$java" $options -XX:ArchiveClassesAtExit="$unfinished" -cp "$self" io.restproducer.cli.Rehearsal >/dev/null 2>&1 </dev/null &&
    mv -f "$unfinished" "$archive" 2>/dev/null
  rm -f "$unfinished" 2>/dev/null
  trap - INT TERM
}

case ${1:-} in
'' | -* | completion | __complete) ;; # quick without
*) [ -f "$archive" ] || rehearse ;;
esac
[ -f "$archive" ] && options="$options -XX:SharedArchiveFile=$archive"
terminals=
for stream in 0 1 2; do [ -t $stream ] && terminals=$terminals$stream; done
# shellcheck disable=SC2086
exec "$java" $options -Drestproducer.terminals="$terminals" $RESTPRODUCER_JAVA_OPTS -cp "$self" io.restproducer.cli.Main "$@"
exit 1
