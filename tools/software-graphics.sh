#!/usr/bin/env bash
# `tools/software-graphics.sh FOLDER`: lays a Vulkan driver that computes on the processor into FOLDER and prints the path of
# its description, for SECOND_LOOK_VULKAN_DRIVER. Debian 12's own Mesa lacks what WebGPU asks for, so that of its backports is
# unpacked, not installed; its libraries are those of the installed one. Prints nothing on other systems: theirs will do.
set -euo pipefail
mkdir -p "$1/lists/partial" "$1/tree"
folder="$(cd "$1" && pwd)"
source /etc/os-release
if [ "${VERSION_CODENAME:-}" != bookworm ]; then exit 0; fi

site="$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' 'Component: main' | head -n 1)"
key=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$key] $site bookworm-backports main" >"$folder/sources.list"
apt=(-o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null
  -o "Dir::State::Lists=$folder/lists" -o APT::Sandbox::User=root)
apt-get "${apt[@]}" update >&2
(cd "$folder" && apt-get "${apt[@]}" download mesa-vulkan-drivers >&2)
dpkg -x "$folder"/mesa-vulkan-drivers_*.deb "$folder/tree"

library="$(echo "$folder"/tree/usr/lib/*/libvulkan_lvp.so)"
[ -f "$library" ]
driver="$folder/driver.json"
printf '{"file_format_version":"1.0.0","ICD":{"library_path":"%s","api_version":"1.3.0"}}\n' "$library" >"$driver"
echo "$driver"
