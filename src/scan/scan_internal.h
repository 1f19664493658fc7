/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the scanner share; nobody else includes it. Each file uses those below it:
 *   scan.c        bytes of a log in, lines out
 *   scan_utf16.c  the same for a source in UTF-16
 *   scan_line.c   what a line holds, by its head
 *   scan_join.c   a record that goes on in the next lines
 *   scan_json.c   a line of journal JSON
 *   scan_search.c records in a text of any other form
 *   scan_out.c    records, marks and refusals to the sink, and the counts
 *   scan_place.c  CWD, PATH, AVC_PATH: where the object is that something was denied on
 *   scan_call.c   SYSCALL: who was denied something, and which program was started
 *   scan_avc.c scan_user.c scan_err.c   a record's own fields, by who wrote it
 *   scan_ioctl.c  the command of an ioctl
 *   scan_head.c   time stamp, serial, host
 *   scan_date.c   dates, also those whose order of day and month has to be found out
 *   scan_piece.c  where a text is in its source
 *   mark_facts.c  what a mark says
 *   fields.c      KEY=value */
#ifndef AVCURATE_SCAN_SCAN_INTERNAL_H
#define AVCURATE_SCAN_SCAN_INTERNAL_H

#include "base/ascii.h"
#include "base/buf.h"
#include "scan/fields.h"
#include "scan/scan.h"

/* One line as its source has it, without its line end. */
struct scan_line {
	const char *p; /* UTF-8 or bytes */
	size_t n;
	uint64_t offset; /* of its first byte in the source */
	size_t bytes;    /* that it takes there: n, unless it is UTF-16 */
	uint32_t number;
	bool wide; /* from UTF-16 */
};

/* What precedes a record's own fields. */
struct scan_head {
	int64_t time_ms;
	uint64_t serial;
	struct slice node;
	bool stamped;     /* there was an audit(…) */
	bool interpreted; /* its time is a date: ausearch -i, so nothing is quoted */
	bool foreign;     /* passed on by a program that writes down what others say */
	bool ambiguous;   /* which number of that date is the month is not known yet */
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
	size_t body;      /* in `p`: after "avc:", or where SELINUX_ERR's own words begin */
	struct slice raw; /* the same as the source has it */
	uint64_t offset;
	size_t bytes;
	uint32_t line;
	bool user;    /* written by an object manager */
	bool joined;  /* from several lines */
	bool suspect; /* what precedes it on its line could have been made by others */
	bool later; /* it follows other text on its line, which might have been made to look like it */
	bool fixed; /* `raw`, `offset` and `bytes` hold for the whole, whatever part this is */
	bool wide;  /* from UTF-16 */
	struct scan_head head; /* what is known already: JSON says it around the record */
};

/* A record that may go on in the next line. */
struct scan_open {
	bool any;      /* there is one */
	bool complete; /* only "permissive=" or the rest of a cut class may follow */
	struct scan_piece piece;
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
	struct buf node; /* the head's, which was in the line */
	struct buf
		call; /* the line with the SYSCALL of its event, which came before it was complete */
	uint64_t offset, end;
	uint32_t line;
	unsigned lines; /* 0: nothing is held */
	bool complete;  /* only "permissive=" or the rest of a cut class may follow */
	struct scan_piece piece;
};

struct scan_later {
	struct scan_piece piece;
	size_t text, raw, node; /* where they are in later_bytes; raw may be the text itself */
};

enum scan_coding { CODING_UNKNOWN, CODING_BYTES, CODING_UTF16_LE, CODING_UTF16_BE };

/* An event whose denial has no path; or, in ausearch's order, whose denial is yet to come. */
struct scan_place {
	int64_t time_ms;
	uint64_t serial;  /* 0: free */
	uint64_t inode;   /* of what was denied; 0: of several things, or not known yet */
	struct buf cwd;   /* decoded */
	struct buf items; /* PATH records that came before the denial, a line each */
};
#define SCAN_PLACES 8

/* An event whose SYSCALL is looked for. */
struct scan_event {
	int64_t time_ms;
	uint64_t serial; /* 0: free */
};
#define SCAN_CALLS 4

struct scan {
	struct scan_sink sink;
	struct scan_counts counts;
	bool companions; /* of all denials, and of every kind */
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
	struct scan_event calls[SCAN_CALLS];
	unsigned next_call, call_count;
	bool backwards; /* ausearch wrote it: the last record of an event comes first */
	struct buf whole_path, place_text, place_name;
	struct buf decoded; /* a context out of hex, permissions without commas */
};

/* scan_line.c */
void scan_line_read(struct scan *s, const struct scan_line *l);

/* scan_out.c. Give one record, mark or refusal to the sink and count it. With `open` (or NULL), a record
 * that may go on in the next line is not given but put there. Returns where another record begins in the
 * text, or NULL. */
const char *scan_emit(struct scan *s, const struct scan_piece *piece, struct scan_open *open);
void scan_emit_mark(struct scan *s, const struct scan_piece *piece);
/* Give what waited for the order of day and month. */
void scan_emit_later(struct scan *s);
/* Parse the piece's fields into *r, which is set up here. */
struct scan_parsed scan_piece_parse(struct scan *s, const struct scan_piece *piece,
				    bool interpreted, struct record *r);

/* scan_piece.c. A piece that is the whole line, of no kind yet. */
struct scan_piece scan_piece_of(const struct scan_line *l);
/* The part of the piece from `from` to `end`; and the part that ends where the next one begins. */
struct scan_piece scan_piece_part(const struct scan_piece *whole, const char *from,
				  const char *end);
struct scan_piece scan_piece_until(const struct scan_piece *whole, const char *next);

/* scan_search.c */
enum scan_type { TYPE_NONE, TYPE_AVC, TYPE_USER_AVC, TYPE_ERR, TYPE_MARK, TYPE_OTHER };
/* The record type at `p`: a name, a number, or UNKNOWN[number]; *mark (may be NULL) for TYPE_MARK. */
enum scan_type scan_type_at(const char *p, const char *end, enum log_mark_kind *mark);
/* Search a text of any form for records and marks. `as` is what they have in common. With `open` (or
 * NULL), a last record that may go on in the next line is put there. */
void scan_search(struct scan *s, const struct scan_piece *as, const char *from, const char *end,
		 struct scan_open *open);
/* After "avc:" or at SELINUX_ERR's own words, when the text holds such a thing; else NULL. */
const char *scan_search_body(const char *p, const char *end, enum piece_kind kind);

/* scan_join.c */
void scan_join_hold(struct scan *s, const struct scan_open *open);
/* Whether the line went to what is held. */
bool scan_join_line(struct scan *s, const struct scan_line *l);
/* Nothing more will come for it. */
void scan_join_finish(struct scan *s);

/* scan_call.c. A SYSCALL of a program that was started, to the sink: its line begins at `from`, its own
 * words at `body`, after the header; `known` as in scan_piece. */
void scan_call(struct scan *s, const char *from, const char *body, const char *end,
	       const struct scan_head *known);
/* A quick test of what every other line of a log is, after "SYSCALL msg=audit(": whether it may be of
 * such a call; wrong only on one side. */
bool scan_call_may(const char *p, const char *end);
/* A denial went to the sink; where it names no program, the SYSCALL of its event is looked for. */
void scan_exe_want(struct scan *s, const struct record *r);
/* A SYSCALL, its own words from `body`: its program to the sink, when it is looked for. */
void scan_exe(struct scan *s, const struct scan_head *h, const char *body, const char *end);

/* scan_place.c */
/* A denial went to the sink; where it names no path, those of its event are looked for. */
void scan_place_want(struct scan *s, const struct record *r);
/* A CWD or PATH record, its own words from `body`. */
void scan_place_line(struct scan *s, const struct scan_head *h, const char *body, const char *end);
/* The path that came before the denial, as a field (quoted); or nothing. */
struct slice scan_place_find(struct scan *s, const struct record *r);
/* AVC_PATH (Linux 2.6.12 to 2.6.20): the path of an AVC of the same event, before or after it. */
void scan_path_keep(struct scan *s, const char *p, const char *end);
/* What it said of the piece's event, or nothing. */
struct slice scan_path_of(const struct scan *s, const struct scan_piece *piece);
void scan_place_release(struct scan *s);

/* scan_head.c */
/* The raw form only, by far the most frequent: "SECONDS.MILLIS:SERIAL): " at `p`. Returns what follows
 * it, or NULL. */
const char *scan_head_raw(const char *p, const char *end, struct scan_head *h);
/* Any form: the text before the record's own fields. */
void scan_head_parse(struct scan *s, const char *p, const char *end, struct scan_head *h);
/* What the date in the text says about the order of day and month, given what came before. */
void scan_head_learn(struct scan *s, const char *p, const char *end);

/* "audit(…" of a text, which is the same in all records of an event; or nothing. */
struct slice scan_head_stamp(const char *p, const char *end);

/* scan_date.c */
enum scan_date_form { DATE_NONE, DATE_KNOWN, DATE_AMBIGUOUS };
/* Three numbers with something between them, and a time of day; known: day, month, year. *pp is moved
 * past it. */
enum scan_date_form scan_date_read(const char **pp, const char *end, struct scan_date *d,
				   unsigned known[3]);
/* What an ambiguous date says of the order, given the one before it. */
void scan_date_learn(struct scan *s, const struct scan_date *d);
/* In the reader's zone; TIME_NONE for a day that no month has. */
int64_t scan_date_local(unsigned day, unsigned month, unsigned year, uint32_t day_ms);
/* "2026-02-23T10:22:48.101+01:00", "Mon 2026-02-23 10:22:48 UTC", "1771838568.101000" at the start
 * of a line; TIME_NONE for any other text. */
int64_t scan_date_of_line(const char *p, const char *end);
/* "HH:MM:SS[.mmm]": what follows it, or NULL. */
const char *scan_date_clock(const char *p, const char *end, uint32_t *day_ms);
/* Digits: what follows them; UINT64_MAX for too many. */
const char *scan_date_number(const char *p, const char *end, uint64_t *out, unsigned *digits);
/* The digits of a fraction of a second, in milliseconds. */
unsigned scan_date_fraction(const char *p, unsigned digits);

/* scan_avc.c: the fields after "avc:" of a record that the kernel wrote, or of unknown origin. */
struct scan_parsed scan_avc_parse(const char *p, const char *end, bool interpreted,
				  struct record *r);
/* The words after "avc:" up to the closing brace, for all writers; *fields follows it. */
struct scan_parsed scan_avc_open(const char *p, const char *end, struct record *r,
				 const char **fields);
/* Keep one field of a record; false when its key means nothing here. Contexts and class are not kept. */
bool scan_avc_field(struct record *r, struct slice key, struct slice value);

/* scan_ioctl.c. The kernel writes the 16 bits that it checks (%hx). Where all 32 are written, they are
 * the low ones; a longer number gives IOCTL_NONE. Either makes the record suspect. */
uint32_t scan_ioctl(struct slice value, bool *suspect);

/* scan_user.c: the same of a record that an object manager wrote. */
struct scan_parsed scan_user_parse(const char *p, const char *end, struct record *r);

/* scan_err.c: SELINUX_ERR. */
struct scan_parsed scan_err_parse(struct scan *s, const char *p, const char *end, struct record *r);

/* scan_json.c: true when the line was JSON, and has been read. */
bool scan_json_line(struct scan *s, const struct scan_line *l);
/* A field of journalctl -o export, one a line, an entry ended by an empty line: kept when it says
 * time, serial or host. */
bool scan_export_field(struct scan *s, const char *p, const char *end);
void scan_export_end(struct scan *s);

/* scan_utf16.c. Without bytes: the end. */
void scan_utf16_feed(struct scan *s, const char *bytes, size_t n);

/* 0x1d precedes what auditd adds in ENRICHED logs; line ends are blanks within a record. */
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
