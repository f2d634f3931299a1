/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/landed_list.h"

#include "compare/compare.h"
#include "render/style.h"
#include "render/text_parts.h"

enum {
	INDENT = 2, /* of a patch below its series */
	COMMIT_DIGITS = 12, /* of a commit that is shown */
};

/* One series, as it is shown. */
struct entry {
	const struct landed_series *series;
	const struct render_options *options;
	bool verbose;
	unsigned digits; /* of the largest number of a patch */
	bool is_said; /* a mail speaks of all of it */
	unsigned total; /* patches, also those that did not come as far as one that came tells */
	GString *out;
};

static unsigned total_of(const struct landed_series *series)
{
	unsigned total = series->n_patches;

	for (unsigned i = 0; i < series->n_listed; i++)
		total = MAX(total, series->patches[i].number);
	return total;
}

/* `lamp: trim the wick`, then `v3 by Ann Author of 2025-12-01, 2 of 3 patches landed`. */
static void append_head(const struct entry *entry)
{
	const struct landed_series *series = entry->series;
	GString *out = entry->out;

	style_begin(out, entry->options, STYLE_HEADING);
	text_append_line(out, text_title(series->title));
	style_end(out, entry->options);
	g_string_append(out, series->is_pull ? "\npull request " : "\n");
	text_append_line(out, series->revision_text);
	g_string_append(out, " by ");
	text_append_line(out, text_name(series->author));
	g_string_append(out, " of ");
	text_append_line(out, text_day(series->date));
	if (series->n_patches > 0)
		g_string_append_printf(out, ", %u of %u %s landed", series->n_landed,
				       series->n_patches,
				       series->n_patches == 1 ? "patch" : "patches");
	if (!series->is_latest)
		g_string_append(out, "; a newer revision is known");
	g_string_append_c(out, '\n');
	if (entry->verbose) {
		text_append_id(out, entry->options, series->message_id);
		g_string_append_c(out, '\n');
	}
}

static void append_indent(const struct entry *entry)
{
	g_string_append_printf(entry->out, "%*s", INDENT, "");
}

/* The number of a patch in its column, or for NULL the blanks below it. */
static void append_number(const struct entry *entry, const struct landed_patch *patch)
{
	int columns = (int)(2 * entry->digits + 1);

	append_indent(entry);
	if (!patch)
		g_string_append_printf(entry->out, "%*s  ", columns, "");
	else if (patch->number == 0 && entry->series->n_landed < entry->series->n_patches)
		g_string_append_printf(entry->out, "%*s/%u  ", (int)entry->digits, "?",
				       entry->total);
	else if (patch->number == 0)
		g_string_append_printf(entry->out, "%-*s  ", columns, "all");
	else
		g_string_append_printf(entry->out, "%*u/%u  ", (int)entry->digits, patch->number,
				       entry->total);
}

static void append_commit(const struct entry *entry, str commit)
{
	g_string_append_c(entry->out, ' ');
	text_append_id(entry->out, entry->options, str_slice(commit, 0, COMMIT_DIGITS));
}

/* `linux v6.12 0123456789ab of 2025-12-29: same patch id (98 %); rewritten`. */
static void append_commit_of(const struct entry *entry, const struct landed_place *place)
{
	GString *out = entry->out;

	text_append_line(out, place->repository);
	g_string_append_c(out, ' ');
	if (place->tag.len > 0)
		text_append_line(out, place->tag);
	else
		g_string_append(out, "(not yet in a tag)");
	append_commit(entry, place->commit);
	g_string_append(out, " of ");
	text_append_line(out, text_day(place->date));
	if (place->description.len > 0) {
		g_string_append(out, ": ");
		text_append_line(out, place->description);
	}
	if (place->change.len > 0 &&
	    !str_equal(place->change, str_from(compare_outcome_name(COMPARE_SAME)))) {
		g_string_append(out, "; ");
		text_append_line(out, place->change);
	}
}

/* `said to be in kvm-arm64/next by Marc Maintainer on 2025-12-29, commit 0123456789ab`. */
static void append_saying(const struct entry *entry, const struct landed_place *place)
{
	GString *out = entry->out;

	g_string_append(out, "said to be ");
	if (place->tree.len > 0) {
		g_string_append(out, "in ");
		text_append_line(out, place->tree);
	} else {
		g_string_append(out, "applied");
	}
	g_string_append(out, " by ");
	text_append_line(out, text_name(place->person));
	g_string_append(out, " on ");
	text_append_line(out, text_day(place->date));
	if (place->commit.len > 0) {
		g_string_append(out, ", commit");
		append_commit(entry, place->commit);
	}
	if (entry->verbose && place->message_id.len > 0) {
		g_string_append(out, " <");
		text_append_id(out, entry->options, place->message_id);
		g_string_append_c(out, '>');
	}
}

static void append_place(const struct entry *entry, const struct landed_place *place)
{
	if (place->is_backport)
		g_string_append(entry->out, "backport: ");
	if (place->repository.len > 0)
		append_commit_of(entry, place);
	else
		append_saying(entry, place);
	g_string_append_c(entry->out, '\n');
}

/* A patch of which no commit is known, and that no mail names by itself. */
static void append_absent(const struct entry *entry, const struct landed_patch *patch)
{
	append_number(entry, patch);
	style_begin(entry->out, entry->options, STYLE_REMOVED);
	g_string_append(entry->out, entry->is_said ? "not known to have landed" : "did not land");
	style_end(entry->out, entry->options);
	if (!entry->verbose) {
		g_string_append(entry->out, ": ");
		text_append_line(entry->out, text_title(patch->title));
	}
	g_string_append_c(entry->out, '\n');
}

static void append_title(const struct entry *entry, const struct landed_patch *patch)
{
	text_append_line(entry->out, text_title(patch->title));
	g_string_append(entry->out, " <");
	text_append_id(entry->out, entry->options, patch->message_id);
	g_string_append(entry->out, ">\n");
}

static void append_patch(const struct entry *entry, const struct landed_patch *patch)
{
	bool is_covered = patch->n_places == 0 && entry->is_said &&
			  entry->series->n_landed >= entry->series->n_patches;

	if (is_covered && !entry->verbose)
		return;
	if (patch->n_places == 0 && !is_covered)
		append_absent(entry, patch);
	for (unsigned i = 0; i < patch->n_places; i++) {
		append_number(entry, i == 0 ? patch : NULL);
		append_place(entry, &patch->places[i]);
	}
	if (!entry->verbose || patch->number == 0)
		return;
	append_number(entry, is_covered ? patch : NULL);
	append_title(entry, patch);
}

/* Patches are in order of their numbers, so that what is said of all stands first. */
static bool is_said(const struct landed_series *series)
{
	return series->n_listed > 0 && series->patches[0].number == 0 &&
	       series->patches[0].n_places > 0;
}

void landed_list_text(const struct landed_list *list, const struct render_options *options,
		      bool verbose, GString *out)
{
	for (unsigned i = 0; i < list->n_series; i++) {
		const struct landed_series *series = &list->series[i];
		unsigned total = total_of(series);
		const struct entry entry = {
			.series = series,
			.options = options,
			.verbose = verbose,
			.is_said = is_said(series),
			.digits = text_digits(total),
			.total = total,
			.out = out,
		};

		if (i > 0)
			g_string_append_c(out, '\n');
		append_head(&entry);
		for (unsigned k = 0; k < series->n_listed; k++)
			append_patch(&entry, &series->patches[k]);
	}
	text_append_more(out, options, list->has_more);
}
