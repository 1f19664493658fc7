#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The include direction: each room sees itself and the rooms below it, the headers that a room keeps for
# itself (src/ROOM/NAME_internal.h) are included there only, and each library stays in the room that
# wraps it. Linking enforces the first for functions; this also sees types.
set -eu
cd "${srcdir:-$(dirname "$0")/..}"

# File names here have no blanks.
# shellcheck disable=SC2046
awk '
BEGIN {
	may["base"] = "base"
	may["denial"] = may["base"] " denial"
	may["words"] = may["denial"] " words"
	may["scan"] = may["words"] " scan"
	may["input"] = may["scan"] " input"
	may["filter"] = may["words"] " filter"
	may["policy"] = may["words"] " policy"
	may["advice"] = may["words"] " scan input filter policy advice"
	may["te"] = may["advice"] " te"
	may["module"] = may["te"] " module"
	may["report"] = may["module"] " report"
	may["session"] = may["report"] " session"
	may["cli"] = may["session"] " cli"
	may["tui"] = may["session"] " tui"
	may["ui"] = may["tui"] " ui"
	may["main"] = may["cli"] " tui ui main"
	bad = 0
}

function complain(text)
{
	printf "%s:%d: %s\n", FILENAME, FNR, text
	bad++
}

FNR == 1 {
	split(FILENAME, part, "/")
	room = FILENAME == "src/main.c" ? "main" : part[2]
	if (!(room in may)) {
		complain("\"" room "\" is not a room of the design (src/README.md)")
		room = ""
	}
}

room == "" { next }

/^[ \t]*#[ \t]*include[ \t]+"/ {
	split($0, part, "\"")
	name = part[2]
	if (name == "config.h")
		next
	seen++
	if (name !~ /\//) {
		if (name !~ /_internal\.h$/ || FILENAME !~ /^src\//)
			complain(name ": headers of include/ are included as ROOM/NAME.h")
		next
	}
	want = name
	sub(/\/.*/, "", want)
	if (name ~ /_internal\.h$/)
		complain(name " belongs to another room alone")
	else if (!(want in may))
		complain(name " is in no room")
	else if (index(" " may[room] " ", " " want " ") == 0)
		complain(room " must not include " name)
	next
}

/^[ \t]*#[ \t]*include[ \t]+<(n?cursesw?(\/.*)?|panel|term|form|menu)(\.h)?>/ && room != "ui" {
	complain("ncurses only under src/ui")
}

/^[ \t]*#[ \t]*include[ \t]+<sepol\// && room != "policy" && FILENAME != "src/module/build.c" {
	complain("libsepol only under src/policy and in src/module/build.c")
}

/^[ \t]*#[ \t]*include[ \t]+<(auparse|libaudit).*\.h>/ && FILENAME != "src/input/interpret.c" {
	complain("libauparse only in src/input/interpret.c")
}

END {
	if (seen < 500) {
		print "only " seen + 0 " includes seen: this test looks at the wrong place"
		bad++
	}
	exit bad > 0
}
' $(find src include -name '*.[ch]' ! -name '*_builtin.c' | LC_ALL=C sort)
