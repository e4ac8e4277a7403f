#!/usr/bin/env bash
# Prepares the checkout: system libraries, .venv, pinned wheels. Usage: setup.sh run|dev [apt package …]
# A second call costs a fraction of a second: nothing is asked of apt or pip while nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-run}
shift || true
extra_packages=("$@")
venv_python=.venv/bin/python
started=$SECONDS

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

mkdir -p build
if command -v flock >/dev/null 2>&1; then
  exec 9>build/setup.lock
  flock 9
fi

# What a person's own pip settings must not change: where packages go, which ones count as installed.
unset PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIREMENT PIP_CONSTRAINT PIP_EDITABLE PIP_REQUIRE_VIRTUALENV
export PYTHONNOUSERSITE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore

# --- system libraries: what is needed, how it is recognised, what apt calls it (first name that exists is taken)
libraries=(
  "libglib-2.0.so.0 libglib2.0-0 libglib2.0-0t64"
  "libGL.so.1 libgl1"
  "libEGL.so.1 libegl1"
  "libX11.so.6 libx11-6"
  "libxkbcommon.so.0 libxkbcommon0"
  "libdbus-1.so.3 libdbus-1-3"
  "libfontconfig.so.1 libfontconfig1"
  "libfreetype.so.6 libfreetype6"
  "libxcb-cursor.so.0 libxcb-cursor0"
  "libxcb-icccm.so.4 libxcb-icccm4"
  "libxcb-image.so.0 libxcb-image0"
  "libxcb-keysyms.so.1 libxcb-keysyms1"
  "libxcb-render-util.so.0 libxcb-render-util0"
  "libxcb-shape.so.0 libxcb-shape0"
  "libxcb-xkb.so.1 libxcb-xkb1"
  "libxkbcommon-x11.so.0 libxkbcommon-x11-0"
  "libcups.so.2 libcups2 libcups2t64"
)
fonts=(
  "LiberationSerif-Regular.ttf fonts-liberation2 fonts-liberation"
  "NotoSans-Regular.ttf fonts-noto-core"
)

has_library() { grep -qF "$1" <<<"$known_libraries"; }
has_font() {
  local found
  found=$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}/.local/share/fonts" -name "$1" -print -quit 2>/dev/null || true)
  [ -n "$found" ] || return 1
  # Liberation 1.x lacks two thirds of the Vietnamese letters; only 2.x counts.
  [ "$1" != LiberationSerif-Regular.ttf ] || [ "${found#*liberation2/}" != "$found" ] ||
    dpkg-query -W -f '${Version}' fonts-liberation 2>/dev/null | grep -qE '^(1:)?2\.'
}
has_package() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }
name_in_archive() {
  local name
  for name in "$@"; do
    apt-cache show "$name" >/dev/null 2>&1 && { printf '%s\n' "$name"; return; }
  done
  printf '%s\n' "$1"
}

missing_packages() {
  local entry parts
  for entry in "${libraries[@]}"; do
    read -ra parts <<<"$entry"
    has_library "${parts[0]}" || name_in_archive "${parts[@]:1}"
  done
  for entry in "${fonts[@]}"; do
    read -ra parts <<<"$entry"
    has_font "${parts[0]}" || name_in_archive "${parts[@]:1}"
  done
  if [ "$mode" = dev ] || [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    command -v Xvfb >/dev/null 2>&1 || echo xvfb
    command -v xauth >/dev/null 2>&1 || echo xauth
  fi
  for entry in ${extra_packages[@]+"${extra_packages[@]}"}; do
    has_package "$entry" || echo "$entry"
  done
}

install_system_libraries() {
  [ "$(uname -s)" = Linux ] || return 0
  known_libraries=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null || true)
  local missing
  missing=$(missing_packages | sort -u | tr '\n' ' ')
  missing=${missing% }
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Cài thư viện hệ thống (apt): $missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >build/apt.log 2>&1 || say "apt-get update báo lỗi (xem build/apt.log); vẫn thử cài tiếp."
    # The names may differ on this release: ask again now that the lists are there.
    missing=$(missing_packages | sort -u | tr '\n' ' ')
    # shellcheck disable=SC2086 # a list of words on purpose
    if apt-get install -y -qq --no-install-recommends $missing >>build/apt.log 2>&1; then return 0; fi
    say "apt không cài được. Những dòng cuối của build/apt.log:"
    tail -n 5 build/apt.log >&2
    say "Vẫn đi tiếp: chương trình có thể chạy được nếu thư viện đã có ở nơi khác."
  else
    say "Máy còn thiếu thư viện hệ thống. Nhờ người quản trị máy chạy đúng lệnh này một lần:"
    say "    sudo apt-get install --no-install-recommends $missing"
    say "Vẫn đi tiếp: chương trình có thể chạy được nếu thư viện đã có ở nơi khác."
  fi
}

# --- Python: the first that is 3.11, 3.12 or 3.13 and can make a virtual environment
in_range='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'
can_venv='import venv, ensurepip'

pick_python() {
  local candidate fallback=""
  for candidate in python3.13 python3.12 python3.11 python3; do
    "$candidate" -c "$in_range" >/dev/null 2>&1 || continue
    if "$candidate" -c "$can_venv" >/dev/null 2>&1; then printf '%s\n' "$candidate"; return; fi
    fallback=${fallback:-$candidate}
  done
  [ -n "$fallback" ] || stop "Không thấy Python 3.11, 3.12 hoặc 3.13. Cài Python rồi chạy lại, ví dụ: sudo apt-get install python3 python3-venv"
  local version
  version=$("$fallback" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Cài python$version-venv (apt)."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "python$version-venv"; } >build/apt.log 2>&1 || true
    if "$fallback" -c "$can_venv" >/dev/null 2>&1; then printf '%s\n' "$fallback"; return; fi
  fi
  stop "Python $version chưa có mô-đun venv. Cài rồi chạy lại: sudo apt-get install python$version-venv"
}

venv_works() { "$venv_python" -c "$in_range" >/dev/null 2>&1 && "$venv_python" -m pip --version >/dev/null 2>&1; }

install_wheels() {
  local pins=installer/requirements.txt stamp=.venv/.pins-$mode wanted
  [ "$mode" = run ] || pins=installer/requirements-dev.txt
  if [ -x "$venv_python" ]; then
    wanted=$({ cat "$pins"; "$venv_python" -c 'import sys; print(sys.version)'; } | sha256sum | cut -d' ' -f1)
    [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ] || return 0
  fi
  if ! venv_works; then
    local python
    python=$(pick_python)
    say "Tạo môi trường Python trong .venv ($("$python" --version))."
    rm -rf .venv
    "$python" -m venv .venv || stop "Không tạo được .venv. Kiểm tra ổ đĩa còn chỗ (cần khoảng 700 MB) và quyền ghi trong thư mục này."
  fi
  say "Cài các gói đã ghim (lần đầu mất vài phút)…"
  # First with the settings of this PC (a proxy or mirror may be the only way out; the hashes keep it honest),
  # then without its files, then without its variables too: settings made for other projects must not stop us.
  local -a install=("$venv_python" -m pip install --quiet --require-hashes --only-binary :all: -r "$pins")
  if ! "${install[@]}" 2>build/pip.log && ! PIP_CONFIG_FILE=/dev/null "${install[@]}" --retries 2 2>>build/pip.log &&
    ! "${install[@]}" --isolated --retries 2 2>>build/pip.log; then
    grep -v WARNING build/pip.log | tail -n 8 >&2
    stop "Không cài được các gói Python (chi tiết ở build/pip.log). Cần mạng trong lần đầu, và glibc 2.34 trở lên (Debian 12, Ubuntu 22.04)."
  fi
  wanted=$({ cat "$pins"; "$venv_python" -c 'import sys; print(sys.version)'; } | sha256sum | cut -d' ' -f1)
  printf '%s\n' "$wanted" >"$stamp"
}

check_qt() {
  local problem
  problem=$(QT_QPA_PLATFORM=offscreen "$venv_python" -c 'import PySide6.QtWidgets, PySide6.QtPrintSupport' 2>&1) ||
    stop "Qt chưa nạp được: ${problem##*$'\n'}" "Cài các thư viện hệ thống nêu ở trên rồi chạy lại."
}

install_system_libraries
install_wheels
check_qt
[ $((SECONDS - started)) -lt 5 ] || say "Đã chuẩn bị xong sau $((SECONDS - started)) giây."
