// SPDX-License-Identifier: GPL-2.0-or-later
/* Where an object lies. A denial that comes before a file is open names its last component and its
 * inode only (linux/security/lsm_audit.c: dump_common_audit_data, LSM_AUDIT_DATA_INODE and _DENTRY).
 * The event's CWD and PATH records say the whole path, as the program gave it; they are there when
 * any audit rule is loaded. They follow the denial, or precede it in what ausearch prints. */
#include "config.h"

#include <limits.h>

#include "scan_internal.h"

/* A few events may be written at the same time, line by line. */
static struct scan_place *place_of(struct scan *s, const struct scan_head *h)
{
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(s->places); i++)
		if (s->places[i].serial == h->serial && s->places[i].time_ms == h->time_ms)
			return &s->places[i];
	return NULL;
}

static struct scan_place *place_begin(struct scan *s, const struct scan_head *h)
{
	struct scan_place *place = place_of(s, h);

	if (place)
		return place;
	place = &s->places[s->next_place++ % AV_ARRAY_LEN(s->places)];
	place->serial = h->serial;
	place->time_ms = h->time_ms;
	place->inode = 0;
	buf_clear(&place->cwd);
	buf_clear(&place->items);
	s->any_place = true;
	return place;
}

/* A value as it is written, behind its "=". In what ausearch -i wrote no quotes stand around it, so
 * it ends only where the record's next word begins (NULL: with the line): the last such place, since a
 * name may hold anything. */
static struct slice value_at(const char *p, const char *end, const char *next)
{
	const char *close = NULL, *at = p;

	if (p < end && *p == '"') {
		close = memchr(p + 1, '"', (size_t)(end - p - 1));
		return close ? (struct slice){ p, (size_t)(close + 1 - p) } : (struct slice){ 0 };
	}
	while (next && (at = scan_find(at, end, next)) != NULL)
		close = at++;
	if (!next)
		for (close = end; close > p && scan_is_blank(close[-1]);)
			close--;
	return close ? (struct slice){ p, (size_t)(close - p) } : (struct slice){ 0 };
}

/* Append a path without "." and doubled slashes; false where it climbs by "..", which may have gone
 * through a symbolic link, or is none. */
static bool add_components(struct buf *out, struct slice path)
{
	const char *p = path.p, *end = path.p + path.n, *q;

	while (p < end) {
		for (q = p; q < end && *q != '/';)
			q++;
		if ((q - p == 2 && p[0] == '.' && p[1] == '.') || memchr(p, '\0', (size_t)(q - p)))
			return false;
		if (q > p && !(q - p == 1 && *p == '.')) {
			buf_addc(out, '/');
			buf_add(out, p, (size_t)(q - p));
		}
		p = q + (q < end);
	}
	return out->len < PATH_MAX;
}

/* The whole path of a PATH record's name. */
static bool whole_path(struct scan *s, const struct scan_place *place, struct slice name)
{
	struct buf *whole = &s->whole_path;
	struct slice text;

	buf_clear(&s->place_text);
	record_decode(name, &s->place_text);
	text = (struct slice){ buf_str(&s->place_text), s->place_text.len };
	buf_clear(whole);
	if (!text.n)
		return false;
	if (text.p[0] != '/' &&
	    (!place->cwd.len || place->cwd.data[0] != '/' ||
	     !add_components(whole, (struct slice){ place->cwd.data, place->cwd.len })))
		return false;
	return add_components(whole, text) && whole->len;
}

/* Of a PATH record: "item=0 name=NAME inode=NUMBER …". */
static bool item_of(const char *p, const char *end, struct slice *name, struct slice *inode)
{
	if (!scan_starts(p, end, "item="))
		return false;
	for (p += strlen("item="); p < end && ascii_is_digit(*p);)
		p++;
	if (!scan_starts(p, end, " name="))
		return false;
	*name = value_at(p + strlen(" name="), end, " inode=");
	if (!name->n || slice_is(*name, "(null)"))
		return false;
	p = scan_skip_blanks(name->p + name->n, end);
	if (!scan_starts(p, end, "inode="))
		return false;
	inode->p = p += strlen("inode=");
	while (p < end && ascii_is_digit(*p))
		p++;
	inode->n = (size_t)(p - inode->p);
	return inode->n > 0;
}

static uint64_t number_of(struct slice digits)
{
	uint64_t n;
	unsigned count;

	scan_date_number(digits.p, digits.p + digits.n, &n, &count);
	return n;
}

void scan_place_want(struct scan *s, const struct record *r)
{
	struct scan_head h = { .time_ms = r->time_ms, .serial = r->serial };
	struct scan_place *place;
	uint64_t inode;

	if (!s->sink.companion || !r->serial || r->user || r->suspect || !r->ino.n || !r->name.n ||
	    r->path.n)
		return;
	inode = number_of(r->ino);
	place = place_of(s, &h);
	if (!place) {
		place = place_begin(s, &h);
		place->inode = inode;
	} else if (place->inode != inode) {
		place->inode = 0;
	}
}

static void take_cwd(struct scan_place *place, const char *value, const char *end)
{
	struct slice cwd = value_at(value, end, NULL);

	buf_clear(&place->cwd);
	if (cwd.n && cwd.n < 2 * PATH_MAX)
		record_decode(cwd, &place->cwd);
}

void scan_place_line(struct scan *s, const struct scan_head *h, const char *body, const char *end)
{
	const char *enriched = memchr(body, 0x1d, (size_t)(end - body));
	struct scan_place *place;
	struct companion c = { .kind = COMPANION_PATH };
	struct slice name;

	if (!h->serial || h->foreign || (!s->any_place && !s->backwards))
		return;
	place = s->backwards ? place_begin(s, h) : place_of(s, h);
	if (!place)
		return;
	end = enriched ? enriched : end;
	body = scan_skip_blanks(body, end);
	if (scan_starts(body, end, "cwd=")) {
		take_cwd(place, body + strlen("cwd="), end);
	} else if (s->backwards && place->items.len < 4 * PATH_MAX) {
		buf_add(&place->items, body, (size_t)(end - body));
		buf_addc(&place->items, '\n');
	} else if (s->sink.companion && item_of(body, end, &name, &c.inode) &&
		   (!place->inode || place->inode == number_of(c.inode)) &&
		   whole_path(s, place, name)) {
		c.time_ms = h->time_ms;
		c.serial = h->serial;
		c.node = h->node;
		c.text = (struct slice){ s->whole_path.data, s->whole_path.len };
		s->sink.companion(s->sink.ctx, &c);
	}
}

struct slice scan_place_find(struct scan *s, const struct record *r)
{
	struct scan_head h = { .time_ms = r->time_ms, .serial = r->serial };
	struct scan_place *place;
	struct slice name, inode, none = { 0 };
	const char *p, *end, *nl;
	struct buf *whole = &s->whole_path;

	if (!s->backwards || !r->serial || r->user || !r->ino.n || !r->name.n || r->path.n)
		return none;
	place = place_of(s, &h);
	if (!place)
		return none;
	buf_clear(&s->place_name);
	record_decode(r->name, &s->place_name);
	end = buf_str(&place->items) + place->items.len;
	for (p = buf_str(&place->items); p < end; p = nl + 1) {
		nl = memchr(p, '\n', (size_t)(end - p));
		if (!item_of(p, nl, &name, &inode) || !slice_eq(inode, r->ino) ||
		    !whole_path(s, place, name) ||
		    !slice_ends_path((struct slice){ whole->data, whole->len },
				     (struct slice){ buf_str(&s->place_name), s->place_name.len }))
			continue;
		buf_clear(&s->place_text); /* as a field of a record */
		buf_addc(&s->place_text, '"');
		buf_add(&s->place_text, whole->data, whole->len);
		buf_addc(&s->place_text, '"');
		return (struct slice){ s->place_text.data, s->place_text.len };
	}
	return none;
}

void scan_place_release(struct scan *s)
{
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(s->places); i++) {
		buf_release(&s->places[i].cwd);
		buf_release(&s->places[i].items);
	}
	buf_release(&s->whole_path);
	buf_release(&s->place_text);
	buf_release(&s->place_name);
}
