// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds the whole path of an object. A denial that comes before a file is open has only the last component
 * and the inode (linux/security/lsm_audit.c: dump_common_audit_data, LSM_AUDIT_DATA_INODE and _DENTRY). The
 * event's CWD and PATH records have the whole path, as the program gave it; the kernel writes them when any
 * audit rule is loaded. They follow the denial, or precede it in what ausearch prints. AVC_PATH is the
 * same of old kernels. It does not know which rule a denial becomes. */
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

/* Append a path without "." and doubled slashes; false where it has a "..", which may have gone through a
 * symbolic link, or a NUL byte, or is too long. */
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
	struct fields fields = { p, end, false };
	struct field f;

	if (!fields_next(&fields, &f) || !slice_is(f.key, "item") || !fields_next(&fields, &f) ||
	    !slice_is(f.key, "name") || f.form == FIELD_CUT)
		return false;
	*name = f.form == FIELD_QUOTED ? f.value : fields_until(f.value.p, end, " inode=");
	if (!name->n || slice_is(*name, "(null)"))
		return false;
	fields.p = name->p + name->n;
	if (!fields_next(&fields, &f) || !slice_is(f.key, "inode"))
		return false;
	*inode = (struct slice){ f.value.p, 0 };
	while (inode->n < f.value.n && ascii_is_digit(inode->p[inode->n]))
		inode->n++;
	return inode->n > 0;
}

void scan_place_want(struct scan *s, const struct record *r)
{
	struct scan_head h = { .time_ms = r->time_ms, .serial = r->serial };
	struct scan_place *place;
	uint64_t inode;

	if (!s->companions || !r->serial || r->user || r->suspect || !r->ino.n || !r->name.n ||
	    r->path.n)
		return;
	inode = field_number(r->ino);
	place = place_of(s, &h);
	if (!place) {
		place = place_begin(s, &h);
		place->inode = inode;
	} else if (place->inode != inode) {
		place->inode = 0;
	}
}

static void keep_cwd(struct scan_place *place, const char *value, const char *end)
{
	struct slice cwd = fields_until(value, end, NULL);

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
		keep_cwd(place, body + strlen("cwd="), end);
	} else if (s->backwards && place->items.len < 4 * PATH_MAX) {
		buf_add(&place->items, body, (size_t)(end - body));
		buf_addc(&place->items, '\n');
	} else if (s->companions && item_of(body, end, &name, &c.inode) &&
		   (!place->inode || place->inode == field_number(c.inode)) &&
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

void scan_path_keep(struct scan *s, const char *p, const char *end)
{
	struct slice stamp = scan_head_stamp(p, end);
	const char *path = scan_find(p, end, " path=");

	buf_clear(&s->path);
	buf_clear(&s->path_stamp);
	if (!stamp.n || !path)
		return;
	path += strlen(" path=");
	buf_add(&s->path, path, (size_t)(end - path));
	buf_add(&s->path_stamp, stamp.p, stamp.n);
}

struct slice scan_path_of(const struct scan *s, const struct scan_piece *piece)
{
	struct slice stamp = { 0 };

	if (s->path.len)
		stamp = scan_head_stamp(piece->p, piece->p + piece->body);
	if (!stamp.n || !slice_eq(stamp, (struct slice){ s->path_stamp.data, s->path_stamp.len }))
		return (struct slice){ 0 };
	return (struct slice){ s->path.data, s->path.len };
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
