#!/bin/sh
# Installs what Postquem needs from outside npm, where it is missing and where that is possible.
#   sh resources/set-up.sh run     what the application needs: ffmpeg, and exiftool as a further witness
#   sh resources/set-up.sh test    what the tests use as well: other people's programs that check our bytes (Go's log
#                                  and note packages, ssh-keygen, openssl, sqlite3, age), strace, a browser
set -eu

missing=
want() { # want COMMAND PACKAGE
  command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

want ffmpeg ffmpeg
want ffprobe ffmpeg
want exiftool libimage-exiftool-perl
want prlimit util-linux
if [ "${1:-run}" = test ]; then
  want strace strace
  want sqlite3 sqlite3
  want age age
  want chromium chromium
  want pdftotext poppler-utils
  want mediainfo mediainfo
  want openssl openssl
  want ssh-keygen openssh-client
  want unzip unzip
  want zip zip
  want go golang-go
  [ -d /usr/share/gocode/src/golang.org/x/mod ] || missing="$missing golang-golang-x-mod-dev"
fi
# shellcheck disable=SC2086 # a list of package names, split on purpose
missing=$(printf '%s\n' $missing | sort -u | tr '\n' ' ')
[ -n "$(printf %s "$missing" | tr -d ' ')" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "Please install: $missing" >&2
elif [ "$(id -u)" = 0 ]; then
  sudo=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  sudo=sudo
else
  echo "Please run: sudo apt-get install --no-install-recommends $missing" >&2
fi

if [ "${sudo-none}" != none ]; then
  echo "Installing $missing" >&2
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get update -qq >&2
  # shellcheck disable=SC2086
  $sudo apt-get install -y -qq --no-install-recommends $missing >&2
fi

# Without ffmpeg there is nothing to show; everything else can be done without.
command -v ffmpeg >/dev/null 2>&1 || { echo 'ffmpeg is missing: see above for the command that installs it.' >&2; exit 2; }
