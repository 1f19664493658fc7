#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The completions are what the table of options says (make update-man writes them), each shell that is here
# can read its own, and bash completes with them.
set -eu
root=${srcdir:-.}
avcurate=${builddir:-.}/avcurate
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0

for shell in bash:avcurate zsh:_avcurate fish:avcurate.fish; do
	file=src/completions/${shell#*:}
	shell=${shell%%:*}
	"$avcurate" --completion "$shell" >"$dir/fresh"
	if ! diff "$root/$file" "$dir/fresh"; then
		echo "$file (<) is not what the tables say (>): make update-man"
		bad=1
	fi
	if ! command -v "$shell" >/dev/null; then
		echo "$shell (package $shell) is not here: $file was not read by it"
	elif ! "$shell" -n "$root/$file"; then
		bad=1
	fi
done
if "$avcurate" --completion tcsh >/dev/null 2>"$dir/err" || ! grep -q 'bash, zsh' "$dir/err"; then
	echo "a shell that is not known is not refused"
	bad=1
fi
if ! command -v bash >/dev/null; then
	exit $bad
fi

# complete WORD... (the last one is being typed): what bash offers.
cat >"$dir/complete" <<'EOF'
. "$1"
shift
COMP_WORDS=(avcurate "$@")
COMP_CWORD=$#
_avcurate
for word in "${COMPREPLY[@]}"; do
	printf '%s ' "$word"
done
EOF
expect()
{
	want=$1
	shift
	got=$(bash "$dir/complete" "$root/src/completions/avcurate" "$@")
	if [ "$got" != "$want" ]; then
		echo "avcurate $*: bash offers '$got', not '$want'"
		bad=1
	fi
}
: >"$dir/some.log"
expect '--format ' list --for
expect '' build --for
expect '--source --since --sort ' list --s
expect 'review ' rev
expect 'json ' list --format j
expect 'json ' list --format = j
expect 'audisp ' --source aud
expect 'sh,cil ' build --export sh,ci
expect 'comm= ' list --filter com
expect "$dir/some.log " list "$dir/so"

# The same where somebody types it. A slow machine gets more time.
if command -v script >/dev/null; then
	{
		printf 'PS1=\n. "%s/src/completions/avcurate"\n' "$(cd "$root" && pwd)"
		printf 'bind "set bell-style none"\nbind "set enable-bracketed-paste off"\n'
	} >"$dir/rc"
	typed=no
	for seconds in 1 3 9; do
		{
			sleep "$seconds"
			printf 'avcurate list --for\t\001echo \005\n'
			sleep "$seconds"
			printf 'exit\n'
		} | script -qec "bash --noprofile --rcfile '$dir/rc' -i" /dev/null >"$dir/typed" 2>&1 || true
		if tr -d '\r' <"$dir/typed" | grep -q '^avcurate list --format *$'; then
			typed=yes
			break
		fi
	done
	if [ "$typed" = no ]; then
		echo "Tab after 'avcurate list --for' at a prompt of bash gives:"
		cat -v "$dir/typed"
		bad=1
	fi
else
	echo "script (package bsdutils) is not here: nothing was typed"
fi
exit $bad
