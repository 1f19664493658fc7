#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A live source, a column, an exporter, a view is one file and one row. First the places where their names
# stand: those in a table and in their own file, and the exceptions here, each with its reason. Then one of
# each is added to a copy of the tree, built, and looked for in help, manual, completions, JSON and CSV.
# shellcheck disable=SC2016 # Backquotes are those of Markdown and of the manual's texts.
set -eu
root=$(cd "${srcdir:-.}" && pwd)
build=$(cd "${builddir:-.}" && pwd)
avcurate=$build/avcurate
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0
cd "$root"

# only TEXT FILE...: the text is in these files (patterns) and in no other.
only()
{
	text=$1
	shift
	grep -rlF --include='*.[ch]' -e "$text" src include | LC_ALL=C sort >"$dir/found"
	while read -r file; do
		for allowed; do
			# shellcheck disable=SC2254
			case $file in
			$allowed) continue 2 ;;
			esac
		done
		echo "$file also has $text, which belongs to $1 and its own file"
		bad=1
	done <"$dir/found"
	if ! grep -q "^$1\$" "$dir/found"; then
		echo "$1 has no $text: this test looks at the wrong place"
		bad=1
	fi
}

"$avcurate" --manual live | sed -n 's/^\.B //p' >"$dir/live"
while read -r name; do
	case $name in
	log) more=src/tui/app_autosave.c ;; # where a draft belongs: to a module or to a log
	*) more='' ;;
	esac
	only "\"$name\"" src/input/live.c "src/input/source_$name.c" $more
done <"$dir/live"

"$avcurate" --manual exports.md | sed -n 's/^| `\([a-z]*\)`.*/\1/p' >"$dir/exporters"
while read -r name; do
	case $name in
	cil) more='src/policy/store*.c include/policy/store.h src/module/install.c' ;; # a file of the store
	sh) more=src/denial/fold.c ;; # the end of a path
	*) more='' ;;
	esac
	set -f
	# shellcheck disable=SC2086
	only "\"$name\"" src/report/exporters.c "src/report/export_$name.c" $more
	set +f
done <"$dir/exporters"

sed -n 's/.*ROW(\(view_[a-z_]*_ops\)).*/\1/p' src/ui/view_table_internal.h >"$dir/views"
while read -r ops; do
	own=$(grep -rlF "const struct view_ops $ops = {" src/ui)
	only "$ops" src/ui/view_table_internal.h "$own"
done <"$dir/views"

# Columns have the names of ordinary things; who asks for one by name does it so.
only 'column_find("' src/tui/app.c # the order of the list at the start

for list in live exporters views; do
	[ "$(wc -l <"$dir/$list")" -ge 4 ] || { echo "too few $list: this test looks at the wrong place"; bad=1; }
done

# Words of a state, a verdict, a proof, an outcome stand in one table each.
for word in DECISION_ACCEPTED:denial/decision PRUNABLE_UNSEEN:denial/decision OUTCOME_GONE:denial/epoch \
	VERDICT_MISSING_RULE:advice/verdict PROOF_PROVEN:advice/verdict; do
	grep -rlE "\[${word%:*}\] = \{? *(\.[a-z]+ = )?\"" src include --include='*.[ch]' >"$dir/found" || true
	if [ "$(cat "$dir/found")" != "src/${word#*:}.c" ]; then
		echo "${word%:*} is worded in: $(tr '\n' ' ' <"$dir/found")"
		bad=1
	fi
done
[ "$bad" = 0 ] || exit 1

# --- one of each in a copy ---

if [ "$build" != "$root" ]; then
	echo "not built in the source tree: nothing was added to a copy"
	exit 0
fi
if ! command -v automake >/dev/null; then
	echo "automake (package automake) is not here: nothing was added to a copy"
	exit 0
fi
mkdir "$dir/copy"
cd "$dir/copy"
# With the objects as they are, so that only what changes is compiled.
(cd "$root" && tar cf - --exclude=.git --exclude=autom4te.cache --exclude=tests/*/* .) | tar xf -
mkdir -p tests/data
cp -p "$root"/tests/data/*.log "$root"/tests/data/demo.cil tests/data
(cd "$root" && find tests -name .deps) | while read -r deps; do
	mkdir -p "${deps%/.deps}" && cp -pr "$root/$deps" "${deps%/.deps}"
done

cat >src/input/source_tally.c <<'EOF'
#include "config.h"

#include "source_internal.h"

SOURCE_OPEN(tally)
{
	return source_open(path, d);
}
EOF
cat >src/report/export_tally.c <<'EOF'
#include "config.h"

#include "exporters_internal.h"

EXPORT_WRITE(tally)
{
	(void)d;
	buf_addf(out, "# %s, " BUILD_MARK "\n", m->name);
	return 0;
}
EOF
cat >src/ui/view_tally.c <<'EOF'
#include "config.h"

#include "view_table_internal.h"

static size_t count(struct view *v)
{
	(void)v;
	return 1;
}

static void row(struct view *v, size_t i, struct line *out)
{
	(void)v;
	(void)i;
	line_add(out, EL_TEXT, "tallied");
}

const struct view_ops view_tally_ops = {
	.name = "tally",
	.title = "Tally",
	.help = "tallies",
	.count = count,
	.row = row,
};
EOF
# The rows.
sed -i 's/^const struct live_row live_table\[\] = {/SOURCE_OPEN(tally);\n&\n\t{ .name = "tally", .what = "the tally", .when = "now", .more = "The `tally`.", .path = "\/dev\/tally", .open = source_open_tally },/' src/input/live.c
sed -i 's/^const struct exporter exporters\[\] = {/EXPORT_WRITE(tally);\n&\n\t{ .name = "tally", .suffix = ".tally", .help = "a tally", .more = "A *tally*.", .write = export_tally_write },/' src/report/exporters.c
sed -i 's/^const struct column column_table\[\] = {/static int64_t number_tally(const struct row *row)\n{\n\treturn (int64_t)row->rule->perm_count;\n}\n&\n\t{ .name = "tally", .title = "Tally", .help = "how many permissions", .kind = COLUMN_NUMBER, .width = 5, .json = "tallies", .csv = true, .place = 175, .number = number_tally },/' src/filter/column_table.c
sed -i 's/^\tROW(view_install_ops)/\tROW(view_tally_ops) \\\n&/' src/ui/view_table_internal.h
# And Makefile.am.
sed -i 's/^\tsrc\/input\/source_stream.c/\tsrc\/input\/source_tally.c \\\n&/
	s/^\tsrc\/report\/export_spo.c/\tsrc\/report\/export_tally.c \\\n&/
	s/^\tsrc\/ui\/view_why.c/\tsrc\/ui\/view_tally.c \\\n&/' Makefile.am

touched=$(for file in $(cd "$root" && find src include Makefile.am -name '*.[ch]' -o -name Makefile.am); do
	cmp -s "$root/$file" "$file" || echo "$file"
done | wc -l)
if [ "$touched" -ne 5 ]; then
	echo "$touched files were changed, not the four tables and Makefile.am"
	bad=1
fi
if ! make -s avcurate >log 2>&1; then
	cat log
	exit 1
fi
expect()
{
	what=$1
	text=$2
	shift 2
	if ! "$@" 2>err | grep -qF -e "$text"; then
		echo "$what: $* does not have: $text"
		cat err
		bad=1
	fi
}
AVCURATE_POLICY=none
export AVCURATE_POLICY
log=$root/tests/data/demo.log
expect 'a live source' 'tally,' ./avcurate --help
expect 'a live source' ', tally, log, ' ./avcurate --completion fish
expect 'a live source' '.B tally' ./avcurate --manual live
expect 'a live source' 'tally' ./avcurate --completion bash
expect 'an exporter' '(NAME.tally)' ./avcurate --help
expect 'an exporter' '\fBtally\fR' ./avcurate --manual options
expect 'an exporter' '`tally`' ./avcurate --manual exports.md
./avcurate build -M t -o . --accept all --export tally "$log" >/dev/null
expect 'an exporter' '# t, ' cat t.tally
./avcurate build -M t -o . --accept all --export tale "$log" >/dev/null 2>message || true
expect 'an exporter' 'tally, sh' cat message
expect 'a column' '"tallies":' ./avcurate list --format json "$log"
expect 'a column' ',tallies,' ./avcurate list --format csv "$log"
expect 'a column' '.B tally' ./avcurate --manual fields
expect 'a column' ' rules from' ./avcurate list --filter 'tally>=1 and tally<99' "$log"
expect 'a column' 'tally' ./avcurate --completion zsh
if [ -x "$root/tests/tui/screen" ]; then
	printf 'size 80x24\nrun avcurate -p none --no-config %s\nwait "ready"\nkeys :view<Space>tal<Tab><Enter>\n' "$log" >tally.scn
	printf 'wait "tallied"\nkeys Q\nexpect-exit 0\n' >>tally.scn
	if ! srcdir=$root builddir=$dir/copy "$root/tests/tui/screen" tally.scn >out; then
		cat out
		bad=1
	fi
else
	echo "tests/tui/screen was not built (package libvterm-dev): the view was not opened"
fi
exit $bad
