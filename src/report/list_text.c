// SPDX-License-Identifier: GPL-2.0-or-later
/* `list` as a table; also used for screen readers, pipes and terminals without a screen. */
#include "config.h"

#include "list_text_internal.h"

#include <inttypes.h>

#include "filter/column.h"
#include "base/text.h"

static void print_summary(const struct report_input *in, FILE *out)
{
	uint64_t denials = 0, granted = 0, refused = 0, skipped = 0;
	size_t i;

	for (i = 0; i < reader_count(in->reader); i++) {
		const struct scan_counts *c = &reader_source(in->reader, i)->counts;

		denials += c->denials;
		granted += c->granted;
		refused += c->refused;
		skipped += c->skipped;
	}
	fprintf(out,
		"%zu rule%s from %" PRIu64 " denial%s; %" PRIu64 " granted, %" PRIu64
		" skipped, %" PRIu64 " refused%s\n",
		in->rule_count, in->rule_count == 1 ? "" : "s", denials, denials == 1 ? "" : "s",
		granted, skipped, refused, refused ? " (--messages shows which and why)" : "");
}

/* Show an unusual kind before its permissions, if it has any, as the screen does. */
static void add_cell(const struct column *col, const struct row *row, struct buf *cell)
{
	const struct kind *kind = col->width ? NULL : kind_of(row->rule->key.kind);
	size_t named;

	buf_clear(cell);
	if (kind && !kind->usual)
		buf_addf(cell, "(%s) ", kind->name);
	named = cell->len;
	column_cell(col, row, cell);
	if (named && cell->len == named)
		buf_truncate(cell, named - 1);
}

/* Drop optional columns that are empty. Return how many are left. */
static size_t drop_empty(const struct column **columns, size_t *widths, const bool *filled,
			 size_t n)
{
	size_t left = 0, c;

	for (c = 0; c < n; c++) {
		if (columns[c]->optional && !filled[c])
			continue;
		columns[left] = columns[c];
		widths[left++] = widths[c];
	}
	return left;
}

/* Two passes: the first finds the column widths. */
void list_text_write(const struct report_input *in, FILE *out)
{
	const struct column *columns[32];
	bool filled[32] = { false };
	size_t widths[32], n = 0, i, c;
	struct buf cell = { 0 };
	struct row row;

	for (c = 0; c < column_count && n < AV_ARRAY_LEN(columns); c++) {
		if (!column_table[c].shown)
			continue;
		columns[n] = &column_table[c];
		widths[n++] = text_width_cells(column_table[c].title);
	}
	for (i = 0; i < in->rule_count; i++) {
		report_row(in, in->rules[i], &row);
		for (c = 0; c < n; c++) {
			size_t w;

			add_cell(columns[c], &row, &cell);
			w = text_width_cells(buf_str(&cell));
			if (w > widths[c])
				widths[c] = w;
			filled[c] |= cell.len > 0;
		}
	}
	n = drop_empty(columns, widths, filled, n);
	for (c = 0; c < n && in->rule_count; c++)
		fprintf(out, "%s%*s", columns[c]->title,
			c + 1 < n ? (int)(widths[c] - text_width_cells(columns[c]->title)) + 2 : 0,
			c + 1 < n ? "" : "\n");
	for (i = 0; i < in->rule_count; i++) {
		report_row(in, in->rules[i], &row);
		for (c = 0; c < n; c++) {
			bool right = columns[c]->kind == COLUMN_NUMBER;
			size_t pad;

			add_cell(columns[c], &row, &cell);
			pad = widths[c] - text_width_cells(buf_str(&cell));
			fprintf(out, "%*s%s%*s", right ? (int)pad : 0, "", buf_str(&cell),
				c + 1 == n ? 0 : (int)(right ? 0 : pad) + 2, "");
		}
		fputs(row.rule->suspect ? "  ! suspect\n" : "\n", out);
	}
	buf_release(&cell);
	print_summary(in, out);
}
