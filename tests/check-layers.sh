#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The include direction: each layer sees itself and those below it, and the libraries that a layer
# was made to hide stay in it. Linking enforces the same for functions; this also sees types.
set -eu
cd "${srcdir:-$(dirname "$0")/..}"

# File names here have no blanks.
# shellcheck disable=SC2046
# A header belongs to the layer of the .c of its name, else to the library that Makefile.am lists it in.
awk '
BEGIN {
	may["base"] = "base"
	may["denial"] = may["base"] " denial"
	may["source"] = may["denial"] " source"
	may["policy"] = may["denial"] " policy"
	may["advice"] = may["denial"] " source policy advice"
	may["module"] = may["advice"] " module"
	may["report"] = may["module"] " report"
	may["app"] = may["report"] " app"
	may["ui"] = may["app"] " ui"
	may["main"] = may["ui"] " main"

	while ((getline line < "Makefile.am") > 0) {
		if (match(line, /^lib[a-z]+_a_SOURCES/))
			lib = substr(line, 4, RLENGTH - 13)
		else if (line ~ /^[a-z_]+ *\+?=/)
			lib = ""
		n = split(line, word, /[ \t]+/)
		for (i = 1; lib != "" && i <= n; i++)
			if (word[i] ~ /^include\/avcurate\/.*\.h$/)
				layer_of[base_name(word[i])] = lib
	}
	for (i = 1; i < ARGC; i++)
		if (ARGV[i] ~ /^src\/[a-z]+\/.*\.c$/)
			layer_of[base_name(ARGV[i])] = dir_name(ARGV[i])
	bad = 0
}

function base_name(path)
{
	sub(/.*\//, "", path)
	sub(/\.[ch]$/, "", path)
	return path
}

function dir_name(path)
{
	sub(/^src\//, "", path)
	sub(/\/.*/, "", path)
	return path
}

function complain(text)
{
	printf "%s:%d: %s\n", FILENAME, FNR, text
	bad++
}

FNR == 1 {
	if (FILENAME == "src/main.c")
		layer = "main"
	else if (FILENAME ~ /^src\//)
		layer = dir_name(FILENAME)
	else
		layer = layer_of[base_name(FILENAME)]
	if (layer != "" && !(layer in may)) {
		complain("the layer \"" layer "\" is not one of the design")
		layer = ""
	}
}

layer == "" { next }

/^[ \t]*#[ \t]*include[ \t]+"avcurate\// {
	split($0, part, "\"")
	want = layer_of[base_name(part[2])]
	if (want == "")
		complain(part[2] " belongs to no layer (no .c of its name, not in Makefile.am)")
	else if (index(" " may[layer] " ", " " want " ") == 0)
		complain(layer " must not include " part[2] " of " want)
	seen++
	next
}

/^[ \t]*#[ \t]*include[ \t]+"/ {
	split($0, part, "\"")
	if (part[2] != "config.h" && part[2] ~ /\//)
		complain("own headers are included as avcurate/NAME.h, not " part[2])
}

/^[ \t]*#[ \t]*include[ \t]+<(n?cursesw?(\/.*)?|panel|term|form|menu)(\.h)?>/ && layer != "ui" {
	complain("ncurses only under src/ui")
}

/^[ \t]*#[ \t]*include[ \t]+<sepol\// && layer != "policy" && FILENAME != "src/module/build.c" {
	complain("libsepol only under src/policy and in src/module/build.c")
}

/^[ \t]*#[ \t]*include[ \t]+<(auparse|libaudit).*\.h>/ && FILENAME != "src/source/interpret.c" {
	complain("libauparse only in src/source/interpret.c")
}

END {
	if (seen < 20) {
		print "only " seen + 0 " includes seen: this test looks at the wrong place"
		bad++
	}
	exit bad > 0
}
' $(find src include -name '*.[ch]' ! -name '*_builtin.c' | LC_ALL=C sort)
