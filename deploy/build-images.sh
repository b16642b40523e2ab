#!/usr/bin/env bash
# Makes the container images as docker archives, without a Docker engine: see --help. Needs a JDK (17 or newer) and Maven.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
images=$root/deploy/target/images
modules=(operator producer-runtime dev-kafka)

usage() {
  cat <<TEXT
usage: deploy/build-images.sh [--base tar://FILE|IMAGE] [--push REGISTRY]

Makes deploy/target/images/{operator,producer-runtime,dev-kafka}.tar, docker archives that are named
restproducer/<name>:<version>, each with its digest in <name>.digest. Two runs on one commit and one
base give the same digests.

  --base tar://FILE|IMAGE  what the images stand on: JDK 25 with java on its PATH; an archive, or an
                           image of a registry (default: $(default_base))
  --push REGISTRY          pushes the images to REGISTRY/restproducer/<name>:<version>, too, with the
                           credentials of "docker login"; plain HTTP for a registry on localhost
TEXT
}

fail() {
  echo "✗ $*" >&2
  exit "${2:-1}"
}

property() { # the value of a property in the root pom
  sed -n "s#^ *<$1>\(.*\)</$1>\$#\1#p" "$root/pom.xml" | head -n 1
}

default_base() { property image.base; }

# A version on its way is tagged with the release that it becomes, as the install manifests name it.
version() {
  local version
  version=$(property version)
  echo "${version%-SNAPSHOT}"
}

base=
registry=
while (($#)); do
  case $1 in
    --base | --push)
      [[ -n ${2:-} ]] || { usage >&2; exit 2; }
      if [[ $1 == --base ]]; then base=$2; else registry=${2%/}; fi
      shift 2
      ;;
    -h | --help) usage; exit 0 ;;
    *) echo "unknown option '$1'" >&2; usage >&2; exit 2 ;;
  esac
done
if [[ $base == tar://* ]]; then
  file=${base#tar://}
  [[ -f $file ]] || fail "--base: there is no file $file"
  base=tar://$(realpath -- "$file")
fi
command -v mvn >/dev/null || fail "Maven is needed; install it (3.8 or newer)"

tag=$(version)
options=(-B -ntp -q -pl "$(IFS=,; echo "${modules[*]}")" -am -DskipTests -Dspotless.check.skip=true
  "-Dimage.version=$tag" "-Dimage.directory=$images" -Djib.console=plain -Dstyle.color=never)
[[ -z $base ]] || options+=("-Dimage.base=$base")

rm -rf "$images"
mkdir -p "$images"
echo "… building the images"
(cd "$root" && mvn "${options[@]}" package jib:buildTar) || fail "the images were not made"
for module in "${modules[@]}"; do
  cp "$root/$module/target/jib-image.digest" "$images/$module.digest"
  echo "✓ deploy/target/images/$module.tar restproducer/$module:$tag $(cat "$images/$module.digest")"
done

if [[ -n $registry ]]; then
  [[ $registry =~ ^(localhost|127\.0\.0\.1)(:|/|$) ]] && options+=(-Djib.allowInsecureRegistries=true)
  echo "… pushing to $registry"
  (cd "$root" && mvn "${options[@]}" "-Dimage.prefix=$registry/" package jib:build) || fail "the images were not pushed"
  for module in "${modules[@]}"; do
    echo "✓ $registry/restproducer/$module:$tag"
  done
fi
