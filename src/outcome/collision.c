/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All files by path; in each path a strip for each series that changes it, with the lines
 * that it touches. Contacts are then looked for over all paths, first of lines, then of
 * blobs, then of files alone, so that a limit leaves out the weakest.
 */
#include "outcome/collision.h"

#include "base/limits.h"
#include "outcome/collision_lines.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_BLOB = 7 }; /* git's least abbreviation */

/* What one series does to one file. */
struct strip {
	unsigned series;
	str blob; /* of the file before the series */
	const struct diff_range *ranges;
	unsigned n_ranges;
};

/* One file, and the series that change it, by their numbers. */
struct place {
	str path;
	struct strip *strips;
	unsigned n_strips;
};

struct meeting {
	unsigned first;
	unsigned second;
	unsigned place;
	enum contact contact;
	unsigned begin;
	unsigned end;
};

struct search {
	struct arena *arena;
	unsigned series; /* or COLLISION_ALL */
	struct place *places;
	unsigned n_places;
	struct meeting *meetings;
	unsigned n_meetings;
	unsigned n_allocated;
};

static int compare_numbers(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

/* Places and strips. */

static int compare_files(const void *a, const void *b)
{
	const struct touched_file *left = *(const struct touched_file *const *)a;
	const struct touched_file *right = *(const struct touched_file *const *)b;
	int order = str_compare(left->path, right->path);

	if (order == 0)
		order = compare_numbers(left->series, right->series);
	return order ? order : (left > right) - (left < right);
}

static struct strip make_strip(struct arena *arena, const struct touched_file *const *patches,
			       unsigned n_patches)
{
	struct strip strip = {
		.series = patches[0]->series,
		.blob = patches[0]->old_blob,
	};
	struct diff_range *ranges;

	collision_lines(arena, patches, n_patches, &ranges, &strip.n_ranges);
	strip.ranges = ranges;
	return strip;
}

static void find_places(struct search *search, const struct touched_file *files, unsigned n_files)
{
	const struct touched_file **sorted =
		arena_new_array(search->arena, const struct touched_file *, n_files);
	struct strip *strip = arena_new_array(search->arena, struct strip, n_files);
	struct place *place = NULL;
	unsigned n_patches;

	search->places = arena_new_array(search->arena, struct place, n_files);
	for (unsigned i = 0; i < n_files; i++)
		sorted[i] = &files[i];
	if (n_files > 1)
		qsort(sorted, n_files, sizeof(*sorted), compare_files);
	for (unsigned i = 0; i < n_files; i += n_patches) {
		for (n_patches = 1; i + n_patches < n_files; n_patches++) {
			if (sorted[i + n_patches]->series != sorted[i]->series ||
			    !str_equal(sorted[i + n_patches]->path, sorted[i]->path))
				break;
		}
		if (!place || !str_equal(place->path, sorted[i]->path)) {
			place = &search->places[search->n_places++];
			*place = (struct place){.path = sorted[i]->path, .strips = strip};
		}
		*strip++ = make_strip(search->arena, sorted + i, n_patches);
		place->n_strips++;
	}
}

/* Meetings. */

static void add_meeting(struct search *search, struct meeting meeting)
{
	bool is_asked = search->series == COLLISION_ALL || meeting.first == search->series ||
			meeting.second == search->series;

	if (!is_asked || search->n_meetings == LIMIT_CONTACTS)
		return;
	if (meeting.first > meeting.second) {
		unsigned first = meeting.first;

		meeting.first = meeting.second;
		meeting.second = first;
	}
	if (search->n_meetings == search->n_allocated) {
		unsigned n_allocated = search->n_allocated ? 2 * search->n_allocated : 64;
		struct meeting *grown = arena_new_array(search->arena, struct meeting, n_allocated);

		if (search->n_meetings)
			memcpy(grown, search->meetings, sizeof(*grown) * search->n_meetings);
		search->meetings = grown;
		search->n_allocated = n_allocated;
	}
	search->meetings[search->n_meetings++] = meeting;
}

static bool is_same_blob(str a, str b)
{
	size_t len = a.len < b.len ? a.len : b.len;

	return len >= MIN_BLOB && str_equal_nocase(str_slice(a, 0, len), str_slice(b, 0, len));
}

/* A range of a strip, while the ranges of a place are walked by their begins. */
struct lines {
	const struct strip *strip;
	struct diff_range range;
};

static int compare_lines(const void *a, const void *b)
{
	const struct lines *left = a;
	const struct lines *right = b;
	int order = compare_numbers(left->range.begin, right->range.begin);

	if (order == 0)
		order = compare_numbers(left->range.end, right->range.end);
	return order ? order : compare_numbers(left->strip->series, right->strip->series);
}

/* @below begins where @above does, or further down. */
static void meet_lines(struct search *search, unsigned place, const struct lines *above,
		       const struct lines *below)
{
	const struct strip *strip = above->strip;
	const struct strip *other = below->strip;
	struct meeting meeting = {
		.first = strip->series,
		.second = other->series,
		.place = place,
		.contact = CONTACT_HUNK,
	};

	if (strip->series == other->series ||
	    above->range.end + COLLISION_CONTEXT <= below->range.begin)
		return;
	if (above->range.end < below->range.begin) {
		meeting.begin = above->range.end;
		meeting.end = below->range.begin;
	} else {
		meeting.begin = below->range.begin;
		meeting.end =
			above->range.end < below->range.end ? above->range.end : below->range.end;
	}
	add_meeting(search, meeting);
}

/*
 * Puts @lines to the @n open ones, those that what comes may still meet. Of too many the one
 * that ends first has to go. Returns how many there are.
 */
static unsigned open_lines(const struct lines **open, unsigned n, const struct lines *lines)
{
	unsigned n_open = 0;
	unsigned first = 0;

	for (unsigned i = 0; i < n; i++) {
		if (open[i]->range.end + COLLISION_CONTEXT > lines->range.begin)
			open[n_open++] = open[i];
	}
	if (n_open < COLLISION_PARTNERS) {
		open[n_open] = lines;
		return n_open + 1;
	}
	for (unsigned i = 1; i < n_open; i++) {
		if (open[i]->range.end < open[first]->range.end)
			first = i;
	}
	open[first] = lines;
	return n_open;
}

static void find_lines_meeting(struct search *search, unsigned number)
{
	const struct place *place = &search->places[number];
	const struct lines *open[COLLISION_PARTNERS];
	struct lines *lines;
	unsigned n_open = 0;
	unsigned n_lines = 0;

	for (unsigned i = 0; i < place->n_strips; i++)
		n_lines += place->strips[i].n_ranges;
	lines = arena_new_array(search->arena, struct lines, n_lines);
	n_lines = 0;
	for (unsigned i = 0; i < place->n_strips; i++) {
		const struct strip *strip = &place->strips[i];

		for (unsigned j = 0; j < strip->n_ranges; j++)
			lines[n_lines++] = (struct lines){strip, strip->ranges[j]};
	}
	if (n_lines > 1)
		qsort(lines, n_lines, sizeof(*lines), compare_lines);
	for (unsigned i = 0; i < n_lines; i++) {
		for (unsigned j = 0; j < n_open; j++)
			meet_lines(search, number, open[j], &lines[i]);
		n_open = open_lines(open, n_open, &lines[i]);
	}
}

static int compare_blobs(const void *a, const void *b)
{
	const struct strip *left = *(const struct strip *const *)a;
	const struct strip *right = *(const struct strip *const *)b;
	int order = str_compare(str_slice(left->blob, 0, MIN_BLOB),
				str_slice(right->blob, 0, MIN_BLOB));

	return order ? order : compare_numbers(left->series, right->series);
}

static void find_blobs_meeting(struct search *search, unsigned number)
{
	const struct place *place = &search->places[number];
	const struct strip **strips =
		arena_new_array(search->arena, const struct strip *, place->n_strips);

	for (unsigned i = 0; i < place->n_strips; i++)
		strips[i] = &place->strips[i];
	qsort(strips, place->n_strips, sizeof(struct strip *), compare_blobs);
	for (unsigned i = 1; i < place->n_strips; i++) {
		for (unsigned back = 1; back <= i && back <= COLLISION_PARTNERS; back++) {
			const struct strip *before = strips[i - back];

			if (!is_same_blob(str_slice(before->blob, 0, MIN_BLOB),
					  str_slice(strips[i]->blob, 0, MIN_BLOB)))
				break;
			if (is_same_blob(before->blob, strips[i]->blob))
				add_meeting(search, (struct meeting){
							    .first = before->series,
							    .second = strips[i]->series,
							    .place = number,
							    .contact = CONTACT_BLOB,
						    });
		}
	}
}

static void find_files_meeting(struct search *search, unsigned number)
{
	const struct place *place = &search->places[number];

	if (place->n_strips > COLLISION_BUSY)
		return;
	for (unsigned i = 0; i < place->n_strips; i++) {
		for (unsigned j = i + 1; j < place->n_strips; j++)
			add_meeting(search, (struct meeting){
						    .first = place->strips[i].series,
						    .second = place->strips[j].series,
						    .place = number,
						    .contact = CONTACT_FILE,
					    });
	}
}

static void find_meetings(struct search *search)
{
	static void (*const finders[])(struct search * search, unsigned number) = {
		find_lines_meeting,
		find_blobs_meeting,
		find_files_meeting,
	};

	for (size_t i = 0; i < sizeof(finders) / sizeof(finders[0]); i++) {
		for (unsigned number = 0; number < search->n_places; number++) {
			if (search->places[number].n_strips > 1)
				finders[i](search, number);
		}
	}
}

/* Pairs. */

/* By pair; in a pair the nearest first, then by path, which places are sorted by. */
static int compare_meetings(const void *a, const void *b)
{
	const struct meeting *left = a;
	const struct meeting *right = b;
	int order = compare_numbers(left->first, right->first);

	if (order == 0)
		order = compare_numbers(left->second, right->second);
	if (order == 0)
		order = compare_numbers(right->contact, left->contact);
	if (order == 0)
		order = compare_numbers(left->place, right->place);
	return order ? order : compare_numbers(left->begin, right->begin);
}

/* Takes the meetings of one pair; of each file the nearest alone is kept. */
static struct series_pair make_pair(const struct search *search, const struct meeting *meetings,
				    unsigned n_meetings, bool *is_known)
{
	struct series_pair pair = {
		.first = meetings[0].first,
		.second = meetings[0].second,
	};

	pair.files = arena_new_array(search->arena, struct shared_file, n_meetings);
	for (unsigned i = 0; i < n_meetings; i++) {
		const struct meeting *meeting = &meetings[i];

		if (is_known[meeting->place])
			continue;
		is_known[meeting->place] = true;
		pair.files[pair.n_files++] = (struct shared_file){
			.path = search->places[meeting->place].path,
			.contact = meeting->contact,
			.begin = meeting->begin,
			.end = meeting->end,
		};
	}
	for (unsigned i = 0; i < n_meetings; i++)
		is_known[meetings[i].place] = false;
	return pair;
}

static unsigned count_nearest(const struct series_pair *pair)
{
	unsigned n = 1;

	while (n < pair->n_files && pair->files[n].contact == pair->files[0].contact)
		n++;
	return n;
}

static int compare_pairs(const void *a, const void *b)
{
	const struct series_pair *left = a;
	const struct series_pair *right = b;
	int order = compare_numbers(right->files[0].contact, left->files[0].contact);

	if (order == 0)
		order = compare_numbers(count_nearest(right), count_nearest(left));
	if (order == 0)
		order = compare_numbers(right->second, left->second);
	return order ? order : compare_numbers(right->first, left->first);
}

static void make_pairs(const struct search *search, struct series_pair **ret_pairs,
		       unsigned *ret_n_pairs)
{
	struct meeting *meetings = search->meetings;
	struct series_pair *pairs =
		arena_new_array(search->arena, struct series_pair, search->n_meetings);
	bool *is_known = arena_new_array(search->arena, bool, search->n_places);
	unsigned n_pairs = 0;
	unsigned n;

	if (search->n_meetings > 1)
		qsort(meetings, search->n_meetings, sizeof(*meetings), compare_meetings);
	for (unsigned i = 0; i < search->n_meetings; i += n) {
		for (n = 1; i + n < search->n_meetings; n++) {
			if (meetings[i + n].first != meetings[i].first ||
			    meetings[i + n].second != meetings[i].second)
				break;
		}
		pairs[n_pairs++] = make_pair(search, meetings + i, n, is_known);
	}
	if (n_pairs > 1)
		qsort(pairs, n_pairs, sizeof(*pairs), compare_pairs);
	*ret_pairs = pairs;
	*ret_n_pairs = n_pairs;
}

void collisions_find(struct arena *arena, const struct touched_file *files, unsigned n_files,
		     unsigned series, unsigned limit, struct series_pair **ret_pairs,
		     unsigned *ret_n_pairs, bool *ret_has_more)
{
	struct search search = {.arena = arena, .series = series};

	find_places(&search, files, n_files);
	find_meetings(&search);
	make_pairs(&search, ret_pairs, ret_n_pairs);
	*ret_has_more = *ret_n_pairs > limit;
	if (*ret_has_more)
		*ret_n_pairs = limit;
}
