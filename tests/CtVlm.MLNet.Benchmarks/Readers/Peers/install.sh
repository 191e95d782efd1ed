#!/usr/bin/env bash
# Sees to it that Debian's Python has pydicom, GDCM and numpy, which the readers are measured against; installs what is missing where it may.
# Exit code 0 when they are there; otherwise 1, with the reason on standard error.
set -euo pipefail

packages="python3-pydicom python3-gdcm python3-numpy"
present() { [ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import gdcm, numpy, pydicom' 2> /dev/null; }
refuse() { echo "$1" >&2; exit 1; }

present && exit 0
command -v apt-get > /dev/null || refuse "pydicom, GDCM and numpy are not installed for /usr/bin/python3, and there is no apt-get to install them with"
[ "$(id -u)" -eq 0 ] || refuse "pydicom, GDCM and numpy are not installed for /usr/bin/python3; as root: apt-get install -y $packages"
{
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages
} > /dev/null 2>&1 || refuse "apt-get install -y $packages failed; run it by hand to see why"
present || refuse "apt-get installed $packages, but /usr/bin/python3 cannot import them"
