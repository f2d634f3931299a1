/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/comment_fate.h"

#include "base/limits.h"
#include "compare/difference.h"

enum {
	MOST_GAP = 8, /* lines that a quote may lack between two that it has */
	MOST_PLACES = 16, /* of the line nearest to a comment that are looked at */
};

/* What is known of a patch and its next revision, for the first comment that needs it. */
struct diffs {
	struct line_list older;
	struct line_list newer;
	unsigned *files; /* for each line of the older one, where its file begins */
	struct difference difference;
	bool has_difference;
};

/* A patch while the comments on it are looked at. */
struct reader {
	struct arena *arena;
	const struct lineage_patch *patch;
	const struct lineage_patch *newer; /* NULL */
	struct diffs *diffs; /* NULL until it is needed */
	uint64_t steps; /* left, see difference_find() */
	GArray *comments;
};

/* Lines of a patch, half open. */
struct run {
	unsigned begin;
	unsigned end;
	unsigned n_matched;
};

/* How many entries of the sorted @list are smaller than @word. */
static unsigned count_smaller(const struct line_list *list, uint64_t word)
{
	unsigned low = 0;
	unsigned high = list->n_lines;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		if (list->sorted[middle] < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool has_at(const struct line_list *list, unsigned at, uint32_t hash)
{
	return at < list->n_lines && (uint32_t)(list->sorted[at] >> 32) == hash;
}

static bool has_line(const struct line_list *list, uint32_t hash)
{
	return has_at(list, count_smaller(list, (uint64_t)hash << 32), hash);
}

/* The last place of @hash before the line @before. */
static bool find_above(const struct line_list *list, uint32_t hash, unsigned before,
		       unsigned *ret_at)
{
	unsigned at = count_smaller(list, (uint64_t)hash << 32 | before);

	if (at == 0 || !has_at(list, at - 1, hash))
		return false;
	*ret_at = (uint32_t)list->sorted[at - 1];
	return true;
}

/* The run that ends with the line @at, which is lines[n_lines - 1]. */
static struct run run_above(const struct line_list *list, const uint32_t *lines, unsigned n_lines,
			    unsigned at)
{
	struct run run = {.begin = at, .end = at + 1, .n_matched = 1};
	unsigned above;

	for (unsigned i = n_lines - 1; i-- > 0;) {
		if (!find_above(list, lines[i], run.begin, &above) || run.begin - above > MOST_GAP)
			continue;
		run.begin = above;
		run.n_matched++;
	}
	return run;
}

/* Finds the run that has most of @lines; of equals the first one behind @from. */
static bool find_run(const struct line_list *list, const uint32_t *lines, unsigned n_lines,
		     unsigned from, struct run *ret_run)
{
	struct run best = {0};
	unsigned first;
	unsigned n_places = 0;
	unsigned begin;

	while (n_lines > 0 && !has_line(list, lines[n_lines - 1]))
		n_lines--;
	if (n_lines == 0)
		return false;
	first = count_smaller(list, (uint64_t)lines[n_lines - 1] << 32);
	begin = count_smaller(list, (uint64_t)lines[n_lines - 1] << 32 | from);
	while (has_at(list, first + n_places, lines[n_lines - 1]))
		n_places++;
	for (unsigned i = 0; i < MIN(n_places, (unsigned)MOST_PLACES); i++) {
		unsigned place = first + (begin - first + i) % n_places;
		struct run run = run_above(list, lines, n_lines, (uint32_t)list->sorted[place]);

		if (run.n_matched > best.n_matched)
			best = run;
	}
	*ret_run = best;
	return true;
}

/* A file begins with the first line, and below the empty line that stands between two. */
static unsigned *find_files(struct arena *arena, const struct fingerprint *fingerprint)
{
	unsigned *files = arena_new_array(arena, unsigned, fingerprint->n_lines);
	uint32_t separator = fingerprint_line(STR(""));

	for (unsigned i = 1; i < fingerprint->n_lines; i++)
		files[i] = fingerprint->lines[i - 1] == separator ? i : files[i - 1];
	return files;
}

static struct diffs *make_diffs(struct reader *reader)
{
	const struct fingerprint *older = reader->patch->patch->fingerprint;
	const struct fingerprint *newer = reader->newer->patch->fingerprint;
	struct diffs *diffs = arena_new(reader->arena, struct diffs);

	diffs->older = line_list_of(reader->arena, older->lines, NULL, older->n_lines);
	diffs->newer = line_list_of(reader->arena, newer->lines, NULL, newer->n_lines);
	diffs->files = find_files(reader->arena, older);
	return diffs;
}

static bool is_blank(uint32_t line)
{
	return line == fingerprint_line(STR("+")) || line == fingerprint_line(STR("-")) ||
	       line == fingerprint_line(STR(" "));
}

/*
 * True if @change is of a paragraph below the one that ends at @end. Which of the two empty lines
 * around it came with it nobody can tell: it may as well have begun with the upper one.
 */
static bool is_next_paragraph(const struct diffs *diffs, const struct change *change, unsigned end)
{
	unsigned older_end = change->older_at + change->n_older;
	unsigned newer_end = change->newer_at + change->n_newer;
	uint32_t last;

	if (change->older_at != end + 1 || !is_blank(diffs->older.lines[end]))
		return false;
	if (change->n_older > 0 && change->n_newer > 0)
		return false;
	last = change->n_older > 0 ? diffs->older.lines[older_end - 1]
				   : diffs->newer.lines[newer_end - 1];
	return last == diffs->older.lines[end];
}

/* True if a change touches @run, or the line directly below it. */
static bool is_touched(const struct diffs *diffs, const struct run *run)
{
	const struct difference *difference = &diffs->difference;
	const struct change *change;
	unsigned low = 0;
	unsigned high = difference->n_changes;

	/* The first change that ends behind the beginning of the run. */
	while (low < high) {
		unsigned middle = low + (high - low) / 2;

		change = &difference->changes[middle];
		if (change->older_at + change->n_older <= run->begin)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == difference->n_changes)
		return false;
	change = &difference->changes[low];
	return change->older_at <= run->end || is_next_paragraph(diffs, change, run->end);
}

static enum comment_fate judge_run(struct reader *reader, const struct run *run)
{
	struct diffs *diffs = reader->diffs;
	uint32_t file = diffs->older.lines[diffs->files[run->begin]];

	if (!diffs->has_difference)
		difference_find(reader->arena, &diffs->older, &diffs->newer, &reader->steps,
				&diffs->difference);
	diffs->has_difference = true;
	if (!is_touched(diffs, run))
		return COMMENT_UNTOUCHED;
	return has_line(&diffs->newer, file) ? COMMENT_CHANGED : COMMENT_GONE;
}

/* @from is where the run of the comment before it ended; it is moved behind this one's. */
static enum comment_fate judge(struct reader *reader, const struct remark *remark, unsigned *from)
{
	struct run run;

	if (reader->patch->stands)
		return COMMENT_OPEN;
	if (!reader->patch->patch->fingerprint)
		return COMMENT_UNKNOWN;
	if (!reader->newer)
		return COMMENT_GONE;
	if (!reader->newer->patch->fingerprint)
		return COMMENT_UNKNOWN;
	if (!reader->diffs)
		reader->diffs = make_diffs(reader);
	if (!find_run(&reader->diffs->older, remark->lines, remark->n_lines, *from, &run))
		return COMMENT_UNKNOWN;
	*from = run.end;
	if (reader->patch->outcome != COMPARE_REWRITTEN)
		return COMMENT_UNTOUCHED;
	return judge_run(reader, &run);
}

static void read_reply(struct reader *reader, const struct history_reply *reply)
{
	unsigned from = 0;

	for (unsigned i = 0; i < reply->n_remarks; i++) {
		struct ledger_comment comment = {
			.posting = reader->patch->posting_at,
			.number = reader->patch->patch->number,
			.next = reader->patch->replaced_by,
			.person = reply->sender,
			.at = reply->arrived_at,
			.message_id = reply->message_id,
		};

		if (reply->remarks[i].kind != REMARK_COMMENT)
			continue;
		comment.fate = judge(reader, &reply->remarks[i], &from);
		g_array_append_val(reader->comments, comment);
	}
}

void comment_fates_find(struct arena *arena, const struct lineage *lineage, struct givers *givers,
			struct ledger *ledger)
{
	g_autoptr(GArray) comments = g_array_new(FALSE, FALSE, sizeof(*ledger->comments));
	struct reader reader = {.steps = LIMIT_COMPARED_STEPS, .comments = comments};
	struct arena scratch;

	arena_init(&scratch);
	reader.arena = &scratch;
	for (unsigned at = 0; at < lineage->n_patches; at++) {
		const struct lineage_patch *patch = &lineage->patches[at];

		reader.patch = patch;
		reader.newer =
			patch->newer == LINEAGE_NONE ? NULL : &lineage->patches[patch->newer];
		reader.diffs = NULL;
		for (unsigned i = 0; i < patch->patch->n_replies; i++) {
			const struct history_reply *reply = &patch->patch->replies[i];

			if (!giver_is_any(givers, reply->sender, patch->authors, LINEAGE_AUTHORS))
				read_reply(&reader, reply);
		}
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
	ledger->n_comments = comments->len;
	ledger->comments = arena_new_array(arena, struct ledger_comment, comments->len);
	if (comments->len > 0)
		memcpy(ledger->comments, comments->data, sizeof(*ledger->comments) * comments->len);
}
