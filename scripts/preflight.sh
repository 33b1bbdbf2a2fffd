#!/bin/sh
# Checks the machine's own tools before anything is built. Nothing is printed when all is
# there; else the first line says what to install. Usage: preflight.sh demo|test
set -u
python=${PYTHON:-python3}
root=$(cd "$(dirname "$0")/.." && pwd)
rust=$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)
packages=
others=

package() { packages="$packages $1"; }
other() { others="$others; $1"; }

# True when version $1 is at least $2, both of the form N.N.
at_least() {
    [ "${1%%.*}" -gt "${2%%.*}" ] ||
        { [ "${1%%.*}" -eq "${2%%.*}" ] && [ "${1#*.}" -ge "${2#*.}" ]; }
}

if ! command -v "$python" >/dev/null 2>&1; then
    package python3
    package python3-venv
elif ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; then
    other "Python 3.10 or later ($python is older or does not run; another one: make PYTHON=python3.12 ...)"
elif ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    package python3-venv
fi

compiler=${CXX:-c++}
command -v "$compiler" >/dev/null 2>&1 || compiler=g++
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
echo '#include <vector>
int main() { return static_cast<int>(std::vector<int>().size()); }' >"$scratch/try.cpp"
# shellcheck disable=SC2086 # CXX may hold options.
$compiler "$scratch/try.cpp" -o "$scratch/try" >/dev/null 2>&1 || package g++
echo 'int main(void) { return 0; }' >"$scratch/try.c"
# shellcheck disable=SC2086
${CC:-cc} "$scratch/try.c" -o "$scratch/try" >/dev/null 2>&1 || package gcc
command -v make >/dev/null 2>&1 || package make

if ! version=$(cargo --version 2>/dev/null); then
    other "Rust $rust or later, from https://rustup.rs"
else
    version=$(echo "$version" | sed 's/^cargo \([0-9]*\.[0-9]*\).*/\1/')
    if ! at_least "$version" "$rust"; then
        other "Rust $rust or later (here $version), from https://rustup.rs"
    elif [ "${1:-test}" = test ]; then
        components=
        cargo fmt --version >/dev/null 2>&1 || components="$components rustfmt"
        cargo clippy --version >/dev/null 2>&1 || components="$components clippy"
        [ -z "$components" ] || other "Rust's$components: rustup component add$components"
    fi
fi

[ -z "$packages$others" ] && exit 0
[ -z "$packages" ] || packages="; sudo apt-get install$packages"
missing="$packages$others"
echo "Please install first: ${missing#; }"
exit 1
