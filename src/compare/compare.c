/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The difference between two patches, for people to read. Lines are compared
 * themselves, not by their hashes: nobody shall hide one behind another.
 */
#include "compare/compare.h"

#include "base/limits.h"
#include "compare/difference.h"
#include "compare/patch_text.h"

#include <glib.h>

enum { SECTION_BYTES = 80 }; /* git cuts longer ones */

struct output {
	const struct patch_text *older;
	const struct patch_text *newer;
	str section; /* the last one before the hunk that is written */
	unsigned section_end; /* lines of @older that were searched for it */
	struct compare_line *lines;
	unsigned n_lines;
};

const char *compare_outcome_name(enum compare_outcome outcome)
{
	static const char *const names[] = {
		[COMPARE_SAME] = "unchanged",	      [COMPARE_REBASED] = "only rebased",
		[COMPARE_REWORDED] = "only reworded", [COMPARE_REWRITTEN] = "rewritten",
		[COMPARE_DROPPED] = "dropped",	      [COMPARE_ADDED] = "added",
	};

	return names[outcome];
}

/* Numbers the lines, equal ones alike. */
static struct line_list number_lines(struct arena *arena, GHashTable *numbers,
				     const struct patch_text *text)
{
	uint32_t *lines = arena_new_array(arena, uint32_t, text->n_lines);

	for (unsigned i = 0; i < text->n_lines; i++) {
		uint32_t next = g_hash_table_size(numbers) + 1;
		uint32_t known = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, &text->lines[i]));

		if (!known)
			g_hash_table_insert(numbers, &text->lines[i], GUINT_TO_POINTER(next));
		lines[i] = known ? known : next;
	}
	return line_list_of(arena, lines, text->lines, text->n_lines);
}

/* What stands behind `@@ ` in the header of a hunk: a file, maybe with a function, or Metadata. */
static bool read_section(str line, str *ret_section)
{
	str section = line;

	if (str_take(&section, STR(" ## ")) && str_ends(section, STR(" ##"))) {
		section.len -= strlen(" ##");
	} else {
		section = line;
		if (!str_take(&section, STR("@@ "))) {
			section = str_skip(line, 1);
			if (!str_take(&section, STR("@@ ")))
				return false;
		}
	}
	*ret_section = str_trim_end(str_slice(section, 0, SECTION_BYTES));
	return true;
}

static void add_line(struct output *output, char sign, str text)
{
	output->lines[output->n_lines++] = (struct compare_line){.sign = sign, .text = text};
}

static void add_lines(struct output *output, char sign, const struct patch_text *text,
		      unsigned begin, unsigned end)
{
	for (unsigned i = begin; i < end; i++)
		add_line(output, sign, text->lines[i]);
}

static void add_hunk(struct output *output, const struct hunk *hunk)
{
	unsigned at = hunk->changes[0].newer_at - hunk->n_before;

	for (unsigned end = hunk->changes[0].older_at - hunk->n_before; output->section_end < end;
	     output->section_end++)
		read_section(output->older->lines[output->section_end], &output->section);
	add_line(output, '@', output->section);
	for (unsigned i = 0; i < hunk->n_changes; i++) {
		const struct change *change = &hunk->changes[i];

		add_lines(output, ' ', output->newer, at, change->newer_at);
		add_lines(output, '-', output->older, change->older_at,
			  change->older_at + change->n_older);
		at = change->newer_at + change->n_newer;
		add_lines(output, '+', output->newer, change->newer_at, at);
	}
	add_lines(output, ' ', output->newer, at, at + hunk->n_behind);
}

static struct patch_text text_of(struct arena *arena, const struct compare_patch *patch)
{
	struct patch_text text = {0};

	patch_text_add_message(arena, patch, &text);
	if (patch->diff && patch->diff->n_files > 0) {
		patch_text_add_separator(arena, &text);
		patch_text_add_diff(arena, patch->diff, &text);
	}
	return text;
}

void compare_patches(struct arena *arena, const struct compare_patch *older,
		     const struct compare_patch *newer, struct compare_line **ret_lines,
		     unsigned *ret_n_lines)
{
	g_autoptr(GHashTable) numbers = g_hash_table_new(str_hash, str_hash_equal);
	struct patch_text first = text_of(arena, older);
	struct patch_text second = text_of(arena, newer);
	struct output output = {.older = &first, .newer = &second};
	uint64_t steps = LIMIT_COMPARED_STEPS;
	struct difference difference;
	struct line_list older_lines;
	struct line_list newer_lines;
	struct arena scratch;
	struct hunk hunk;
	unsigned at = 0;

	arena_init(&scratch);
	older_lines = number_lines(&scratch, numbers, &first);
	newer_lines = number_lines(&scratch, numbers, &second);
	difference_find(&scratch, &older_lines, &newer_lines, &steps, &difference);
	output.lines = arena_new_array(arena, struct compare_line, difference_size(&difference));
	while (difference_next_hunk(&difference, &at, &hunk))
		add_hunk(&output, &hunk);
	arena_clear(&scratch);
	*ret_lines = output.lines;
	*ret_n_lines = output.n_lines;
}
