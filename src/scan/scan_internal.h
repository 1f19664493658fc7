/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the scanner share; nobody else includes it. The way of a byte:
 *   scan.c        pieces in, lines out; the counts; what goes to the sink
 *   scan_utf16.c  the same for a source in UTF-16
 *   scan_line.c   what a line holds, by its head
 *   scan_search.c the same by a search, for any other form
 *   scan_join.c   a record that goes on in the next lines
 *   scan_head.c   time stamp, serial, host
 *   scan_date.c   dates, also those whose order of day and month has to be found out
 *   scan_call.c   SYSCALL of a program that was started
 *   scan_place.c  CWD and PATH: where what was denied lies
 *   scan_avc.c scan_user.c scan_err.c   the record's own fields, by who wrote it
 *   scan_json.c   a line of journal JSON */
#ifndef AVCURATE_SCAN_SCAN_INTERNAL_H
#define AVCURATE_SCAN_SCAN_INTERNAL_H

#include "base/ascii.h"
#include "base/buf.h"
#include "scan/scan.h"

/* One line as it stands in its source, without its line end. */
struct scan_line {
	const char *p; /* UTF-8 or bytes */
	size_t n;
	uint64_t offset; /* of its first byte in the source */
	size_t bytes;    /* that it takes there; n, but for UTF-16 */
	uint32_t number;
	bool wide; /* from UTF-16 */
};

/* What stands before a record's own fields. */
struct scan_head {
	int64_t time_ms;
	uint64_t serial;
	struct slice node;
	bool stamped;     /* there was an audit(…) */
	bool interpreted; /* its time is a date: ausearch -i, so nothing is quoted */
	bool foreign;     /* passed on by a program that writes down what others say */
	bool ambiguous;   /* of that date it is not known which number is the month */
};

/* The numbers of an interpreted date as they stand. */
struct scan_date {
	unsigned first, second, year;
	uint32_t day_ms; /* the time of day */
};

enum scan_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST };

enum piece_kind { PIECE_AVC, PIECE_ERR, PIECE_MARK, PIECE_SKIP };

/* A record found, with everything that has to outlive its line when it must wait. */
struct scan_piece {
	enum piece_kind kind;
	enum log_mark_kind mark;
	const char *p; /* from its head to the end of its line, or of what was joined */
	size_t n;
	size_t body;      /* in `p`: behind "avc:", or where SELINUX_ERR's own words begin */
	struct slice raw; /* the same as the source has it */
	uint64_t offset;
	size_t bytes;
	uint32_t line;
	bool user;    /* written by an object manager */
	bool joined;  /* from several lines */
	bool suspect; /* what stands before it on its line could have been made by others */
	bool behind; /* behind other text on its line, which might have been made to look like it */
	bool fixed;  /* `raw`, `offset` and `bytes` hold for the whole, whatever part this is */
	bool wide;   /* from UTF-16 */
	struct scan_head head; /* what is known already: JSON says it around the record */
};

enum parsed {
	PARSED_RECORD,
	PARSED_SHORT,  /* it ends before it is complete: the next line may bring the rest */
	PARSED_OTHER,  /* a notice: no denial */
	PARSED_REFUSE, /* complete, and no record */
};

struct scan_parsed {
	enum parsed what;
	const char *why;  /* PARSED_SHORT, PARSED_REFUSE: static text */
	const char *next; /* where another record begins in the same text, or NULL */
	bool at_end;      /* complete, and the text ends with the last field that is needed */
};

struct scan_held {
	struct buf text; /* joined */
	struct buf raw;  /* with the line ends that the source has */
	struct buf node; /* the head's, which lay in the line */
	uint64_t offset, end;
	uint32_t line;
	unsigned lines; /* 0: nothing is held */
	bool complete;  /* only "permissive=" or the rest of a cut class may follow */
	struct scan_piece piece;
};

struct scan_later {
	struct scan_piece piece;
	size_t text, raw, node; /* where in later_bytes they stand; raw may be the text itself */
};

enum scan_coding { CODING_UNKNOWN, CODING_BYTES, CODING_UTF16_LE, CODING_UTF16_BE };

/* An event whose denial names no path, or (in ausearch's order) may come to name none. */
struct scan_place {
	int64_t time_ms;
	uint64_t serial;  /* 0: free */
	uint64_t inode;   /* of what was denied; 0: of several things, or not known yet */
	struct buf cwd;   /* decoded */
	struct buf items; /* PATH records that came before the denial, a line each */
};
#define SCAN_PLACES 8

struct scan {
	struct scan_sink sink;
	struct scan_counts counts;
	enum scan_coding coding;
	struct buf carry;      /* the line that has no end yet */
	bool in_line;          /* there is one */
	uint64_t carry_offset; /* of its first byte */
	struct buf utf8;       /* a UTF-16 line, converted */
	struct scan_held held;
	enum scan_order order; /* of the numbers in dates */
	struct scan_date last_date;
	bool has_last_date;
	struct buf later_bytes; /* records that wait until the order is known */
	struct scan_later *later;
	size_t later_count, later_cap;
	struct scan_head entry; /* of journalctl -o export: what its fields said up to here */
	struct buf entry_host;
	bool has_entry;
	struct buf path; /* AVC_PATH's, and of which event */
	struct buf path_stamp;
	struct scan_place places[SCAN_PLACES];
	unsigned next_place;
	bool any_place;
	uint64_t
		exe_serial; /* of the last record, where its SYSCALL is to tell the program; or 0 */
	int64_t exe_ms;
	bool backwards; /* ausearch wrote it: the last record of an event comes first */
	struct buf whole_path, place_text, place_name;
	struct buf decoded; /* a context out of hex, permissions without commas */
};

/* scan.c. Give one record, mark or refusal to the sink and count it. With `hold`, a record that is
 * not complete is not refused but kept for the next line. Returns where in the text another record
 * begins, or NULL. */
const char *scan_take(struct scan *s, const struct scan_piece *piece, bool hold);
/* Parse the piece's fields into *r, which is set up here. */
struct scan_parsed scan_parse(struct scan *s, const struct scan_piece *piece, bool interpreted,
			      struct record *r);
/* A mark, to the sink. */
void scan_mark(struct scan *s, const struct scan_piece *piece);

/* scan_line.c */
void scan_line_take(struct scan *s, const struct scan_line *l);
/* Whether the text may hold anything that is looked for: a quick test, wrong only on one side. */
bool scan_line_may(const char *p, size_t n);
/* A piece that is the whole line, of no kind yet. */
struct scan_piece scan_line_piece(const struct scan_line *l);

/* scan_search.c */
enum scan_type { TYPE_NONE, TYPE_AVC, TYPE_USER_AVC, TYPE_ERR, TYPE_MARK, TYPE_OTHER };
/* The record type at `p`: a name, a number, or UNKNOWN[number]; *mark (may be NULL) for TYPE_MARK. */
enum scan_type scan_type_at(const char *p, const char *end, enum log_mark_kind *mark);
/* Search a text of any form for records and marks. `as` says what they have in common. */
void scan_search(struct scan *s, const struct scan_piece *as, const char *from, const char *end);
/* Behind "avc:" or at SELINUX_ERR's own words, when the text holds such a thing; else NULL. */
const char *scan_search_body(const char *p, const char *end, enum piece_kind kind);

/* scan_join.c */
void scan_join_hold(struct scan *s, const struct scan_piece *piece, bool complete);
/* Whether the line went to what is held. */
bool scan_join_line(struct scan *s, const struct scan_line *l);
/* Nothing more will come for it. */
void scan_join_finish(struct scan *s);
/* AVC_PATH (Linux 2.6.12 to 2.6.20): the path of an AVC of the same event, before or behind it. */
void scan_join_path(struct scan *s, const char *p, const char *end);
/* What it said of the piece's event, or nothing. */
struct slice scan_join_path_of(const struct scan *s, const struct scan_piece *piece);

/* scan_call.c: SYSCALL. Its line begins at `from`, its own words at `body`, behind the header. To the
 * sink, when it is of a program that was started; `known` as in scan_piece. */
void scan_call(struct scan *s, const char *from, const char *body, const char *end,
	       const struct scan_head *known);
/* "audit(…): arch=… exe="/usr/sbin/useradd" …" of a SYSCALL, from behind "audit(": the program of the event
 * that the last record is of. */
void scan_exe(struct scan *s, const struct scan_line *l, const char *type, const char *p,
	      const char *end);
/* A quick test of what every other line of a log is, behind "SYSCALL msg=audit(": whether it may be
 * of such a call; wrong only on one side. */
bool scan_call_may(const char *p, const char *end);

/* scan_place.c */
/* A denial went to the sink; where it names no path, those of its event are looked out for. */
void scan_place_want(struct scan *s, const struct record *r);
/* A CWD or PATH record, its own words from `body`. */
void scan_place_line(struct scan *s, const struct scan_head *h, const char *body, const char *end);
/* The path that came before the denial, as a field (quoted); or nothing. */
struct slice scan_place_find(struct scan *s, const struct record *r);
void scan_place_release(struct scan *s);

/* scan_head.c */
/* The raw form only, by far the most frequent: "SECONDS.MILLIS:SERIAL): " at `p`. Returns what is
 * behind it, or NULL. */
const char *scan_head_raw(const char *p, const char *end, struct scan_head *h);
/* Any form: the text before the record's own fields. */
void scan_head_parse(struct scan *s, const char *p, const char *end, struct scan_head *h);
/* What the date in the text says about the order of day and month, given what came before. */
void scan_head_learn(struct scan *s, const char *p, const char *end);

/* scan_date.c */
enum scan_date_form { DATE_NONE, DATE_KNOWN, DATE_AMBIGUOUS };
/* Three numbers with something between them, and a time of day; known: day, month, year. *pp is moved
 * behind it. */
enum scan_date_form scan_date_read(const char **pp, const char *end, struct scan_date *d,
				   unsigned known[3]);
/* What an ambiguous date says of the order, given the one before it. */
void scan_date_learn(struct scan *s, const struct scan_date *d);
/* In the reader's zone; TIME_NONE for a day that is none. */
int64_t scan_date_local(unsigned day, unsigned month, unsigned year, uint32_t day_ms);
/* "2026-02-23T10:22:48.101+01:00", "Mon 2026-02-23 10:22:48 UTC", "1771838568.101000" at the begin of
 * a line; TIME_NONE for any other. */
int64_t scan_date_of_line(const char *p, const char *end);
/* "HH:MM:SS[.mmm]": behind it, or NULL. */
const char *scan_date_clock(const char *p, const char *end, uint32_t *day_ms);
/* Digits: behind them; UINT64_MAX for too many. */
const char *scan_date_number(const char *p, const char *end, uint64_t *out, unsigned *digits);
/* The digits of a fraction of a second, in milliseconds. */
unsigned scan_date_fraction(const char *p, unsigned digits);

/* scan_avc.c: the fields behind "avc:" of a record that the kernel wrote, or of unknown origin. */
struct scan_parsed scan_avc_parse(const char *p, const char *end, bool interpreted,
				  struct record *r);
/* The words behind "avc:" up to the closing brace, for all writers; *fields is behind it. */
struct scan_parsed scan_avc_open(const char *p, const char *end, struct record *r,
				 const char **fields);
/* One field by its name; false when the name means nothing here. Contexts and class are not
 * taken. */
bool scan_avc_field(struct record *r, const char *key, size_t n, struct slice value);
/* A value without the marks that quoting and lists leave behind it. */
struct slice scan_avc_trim(struct slice value);

/* scan_ioctl.c. The kernel writes the 16 bits that it checks (%hx). From one that writes all 32 they
 * are the low ones; what is longer is no command (IOCTL_NONE). Neither is as it should be. */
uint32_t scan_ioctl(struct slice value, bool *suspect);

/* scan_user.c: the same of a record that an object manager wrote. */
struct scan_parsed scan_user_parse(const char *p, const char *end, struct record *r);

/* scan_err.c: SELINUX_ERR. */
struct scan_parsed scan_err_parse(struct scan *s, const char *p, const char *end, struct record *r);

/* scan_json.c: true when the line was JSON (and has been worked). */
bool scan_json_line(struct scan *s, const struct scan_line *l);
/* A field of journalctl -o export, one a line, an entry ended by an empty line: kept when it says
 * time, serial or host. */
bool scan_export_field(struct scan *s, const char *p, const char *end);
void scan_export_end(struct scan *s);

/* scan_utf16.c. Without bytes: the end. */
void scan_utf16_feed(struct scan *s, const char *bytes, size_t n);
/* Bytes that `n` bytes of UTF-8 take in UTF-16. */
size_t scan_utf16_bytes(const char *p, size_t n);

/* 0x1d parts what auditd adds in ENRICHED logs; line ends are blanks within a record. */
static inline bool scan_is_blank(char c)
{
	return ascii_is_blank(c) || c == 0x1d;
}

static inline const char *scan_skip_blanks(const char *p, const char *end)
{
	while (p < end && scan_is_blank(*p))
		p++;
	return p;
}

static inline bool scan_starts(const char *p, const char *end, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(end - p) >= n && memcmp(p, word, n) == 0;
}

static inline const char *scan_find(const char *p, const char *end, const char *word)
{
	return memmem(p, (size_t)(end - p), word, strlen(word));
}

#endif
