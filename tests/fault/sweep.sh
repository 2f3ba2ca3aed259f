# What the sweeps over system calls share. Sourced by kill_load, fail_load and fail_write.
#
# Old and new base are made once; before each run the old one lies there, after it the base must be
# one of the two, byte for byte. $work is theirs; $passed and $failed are counted.
set -u
cd "${AN_ROOT:-$(dirname "$0")/../..}" || exit 1
antinomy=${ANTINOMY:-$PWD/build/release/antinomy}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
# Under strace LeakSanitizer cannot work.
ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0"
LSAN_OPTIONS=detect_leaks=0
export ASAN_OPTIONS LSAN_OPTIONS

ok() { passed=$((passed + 1)); }
bad() {
    failed=$((failed + 1))
    echo "FAIL $*"
}
finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
    exit
}
skip() {
    echo "skipped: $*"
    exit 0
}

strace -f -o "$work/probe" true 2>/dev/null || skip "strace cannot trace here"

mkdir "$work/old" "$work/new" "$work/place"
base=$work/place/x.db
printf 'antinomy: 1\njurisdictions: [{id: XA, kind: state, name: A}]\n' >"$work/old/words.yaml"
cp -r tests/support/rules/. "$work/new/"
"$antinomy" load "$work/old" --base "$work/old.db" >/dev/null || exit 1
"$antinomy" load "$work/new" --base "$work/new.db" >/dev/null || exit 1

load() { "$antinomy" load "$work/new" --replace --base "$base"; }
# traced EXPRESSION: a load under strace with this injection.
traced() {
    strace -f -qq -o "$work/trace" -e trace="$1" -e inject="$1:$2" \
        "$antinomy" load "$work/new" --replace --base "$base" >"$work/out" 2>"$work/err" </dev/null
}
# calls NAME: how often a load makes this system call.
calls() {
    cp "$work/old.db" "$base"
    strace -f -qq -o "$work/trace" -e trace="$1" \
        "$antinomy" load "$work/new" --replace --base "$base" >/dev/null 2>&1
    grep -c "$1(" "$work/trace"
}
# Which base lies there: old, new, or neither.
which_base() {
    if cmp -s "$base" "$work/old.db"; then
        echo old
    elif cmp -s "$base" "$work/new.db"; then
        echo new
    else
        echo neither
    fi
}
# Some calls happen hundreds of times: every one of the first, then some of the rest.
numbers() {
    seq 1 "$1" | awk -v n="$1" '$1 <= 40 || $1 > n - 5 || $1 % 7 == 0'
}
