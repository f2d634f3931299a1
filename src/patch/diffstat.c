/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/diffstat.h"

#include <glib.h>

enum line_kind {
	LINE_OTHER,
	LINE_FILE,
	LINE_TOTAL,
	LINE_SUMMARY,
};

/*
 * ` path | 12 ++--`, ` path | Bin 0 -> 16 bytes`, ` path | Unmerged`. @line is
 * trimmed.
 */
static bool is_file(str line)
{
	size_t bar;
	size_t found;

	if (!str_find_last_byte(line, '|', &bar) || bar < 2 || line.ptr[bar - 1] != ' ')
		return false;
	line = str_trim(str_skip(line, bar + 1));
	if (str_take_digits(&line).len == 0)
		return str_equal(line, STR("Bin")) || str_starts(line, STR("Bin ")) ||
		       str_equal(line, STR("Unmerged"));
	for (size_t at = 0; at < line.len; at++) {
		if (!str_find_byte(STR(" +-"), line.ptr[at], &found))
			return false;
	}
	return true;
}

/* `1 file changed, 1 insertion(+)`, also where nothing more than the files is said. */
static bool is_total(str line)
{
	return str_take_digits(&line).len > 0 &&
	       (str_take(&line, STR(" files changed")) || str_take(&line, STR(" file changed"))) &&
	       (line.len == 0 || line.ptr[0] == ',');
}

static bool is_summary(str line)
{
	static const str beginnings[] = {
		STR_INIT("create mode "), STR_INIT("delete mode "), STR_INIT("mode change "),
		STR_INIT("rename "),	  STR_INIT("copy "),	    STR_INIT("rewrite "),
	};

	return str_starts_any(line, beginnings, G_N_ELEMENTS(beginnings));
}

static enum line_kind classify(str line, bool after_total)
{
	if (line.len < 4 || line.ptr[0] != ' ')
		return LINE_OTHER;
	line = str_trim(line);
	if (is_total(line))
		return LINE_TOTAL;
	/* `...` stands for what --stat-count left out. */
	if (is_file(line) || str_equal(line, STR("...")))
		return LINE_FILE;
	return after_total && is_summary(line) ? LINE_SUMMARY : LINE_OTHER;
}

bool diffstat_find(str text, bool needs_total, size_t *ret_begin, size_t *ret_end)
{
	str rest = text;
	str line;
	size_t begin = text.len;
	bool in_stat = false;
	bool has_total = false;
	bool found = false;

	while (str_next_line(&rest, &line)) {
		enum line_kind kind = classify(line, has_total);

		if (kind == LINE_OTHER) {
			in_stat = has_total = false;
			continue;
		}
		if (!in_stat || (has_total && kind == LINE_FILE)) {
			begin = (size_t)(line.ptr - text.ptr);
			in_stat = true;
			has_total = false;
		}
		has_total = has_total || kind == LINE_TOTAL;
		if (needs_total && !has_total)
			continue;
		*ret_begin = begin;
		*ret_end = text.len - rest.len;
		found = true;
	}
	return found;
}
