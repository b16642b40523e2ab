#!/usr/bin/env bash
# Makes the container images as docker archives, without a Docker engine: see --help. Needs a JDK (17 or newer) and Maven.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
images=$root/deploy/target/images
modules=(operator producer-runtime dev-kafka)

usage() {
  cat <<TEXT
usage: deploy/build-images.sh [--base tar://FILE|IMAGE] [--aot] [--push REGISTRY]

Makes deploy/target/images/{operator,producer-runtime,dev-kafka}.tar, docker archives that are named
restproducer/<name>:<version>, each with its digest in <name>.digest. Two runs on one commit and one
base give the same digests.

  --base tar://FILE|IMAGE  what the images stand on: JDK 25 with java on its PATH; an archive, or an
                           image of a registry (default: $(default_base))
  --aot                    adds an AOT cache to each image as a last layer: it starts faster, and its
                           digest differs from run to run. Runs the programs here, on the JDK of the
                           base, which must be an archive for a machine like this one
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
aot=
registry=
while (($#)); do
  case $1 in
    --base | --push)
      [[ -n ${2:-} ]] || { usage >&2; exit 2; }
      if [[ $1 == --base ]]; then base=$2; else registry=${2%/}; fi
      shift 2
      ;;
    --aot) aot=$root/deploy/target/aot; shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "unknown option '$1'" >&2; usage >&2; exit 2 ;;
  esac
done
if [[ $base == tar://* ]]; then
  file=${base#tar://}
  [[ -f $file ]] || fail "--base: there is no file $file"
  base=tar://$(realpath -- "$file")
fi
[[ -z $aot || $base == tar://* ]] || fail "--aot goes with --base tar://FILE: its JDK has to run here"
command -v mvn >/dev/null || fail "Maven is needed; install it (3.8 or newer)"

tag=$(version)
options=(-B -ntp -q -DskipTests -Dspotless.check.skip=true
  "-Dimage.version=$tag" "-Dimage.directory=$images" -Djib.console=plain -Dstyle.color=never)
[[ -z $base ]] || options+=("-Dimage.base=$base")

images() { # Jib's goal
  (cd "$root" && mvn "${options[@]}" -pl "$(IFS=,; echo "${modules[*]}")" -am package "$1")
}

# Runs the programs as their images do, and puts what their JVMs noted into a last layer.
add_aot_caches() {
  rm -rf "$aot"
  echo "… building what the training of the AOT caches needs"
  (cd "$root" && mvn "${options[@]}" -pl quickstart -am package) || return
  java "-Dquickstart.root=$root" -cp "$root/quickstart/target/quickstart.jar" \
    io.restproducer.quickstart.AotCaches "$images" "$aot" || return
  echo "… building the images with their AOT caches"
  options+=("-Dimage.aot=$aot")
  images jib:buildTar
}

rm -rf "$images"
mkdir -p "$images"
echo "… building the images"
images jib:buildTar || fail "the images were not made"
[[ -z $aot ]] || add_aot_caches || fail "the AOT caches were not made; the images are there without them"
for module in "${modules[@]}"; do
  cp "$root/$module/target/jib-image.digest" "$images/$module.digest"
  echo "✓ deploy/target/images/$module.tar restproducer/$module:$tag $(cat "$images/$module.digest")"
done

if [[ -n $registry ]]; then
  [[ $registry =~ ^(localhost|127\.0\.0\.1)(:|/|$) ]] && options+=(-Djib.allowInsecureRegistries=true)
  options+=("-Dimage.prefix=$registry/")
  echo "… pushing to $registry"
  images jib:build || fail "the images were not pushed"
  for module in "${modules[@]}"; do
    echo "✓ $registry/restproducer/$module:$tag"
  done
fi
