/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/area.h"

#include <glib.h>

enum {
	AREA_PARTS = 2,
	AREA_PART_BYTES = 40,
	AREA_PART_WORDS = 3,
	AREA_PATCHES = 64, /* patches that are asked, so that the count stays short */
};

static bool is_area_part(str part)
{
	str rest = part;
	str word;
	unsigned words = 0;

	while (str_next_word(&rest, &word)) {
		/* "hw/arm, accel/hvf" is a list, no sentence. */
		if (!str_ends(word, STR(",")))
			words++;
	}
	return words > 0 && words <= AREA_PART_WORDS && part.len <= AREA_PART_BYTES;
}

str area_of_title(str title)
{
	size_t end = 0;

	for (unsigned part = 0; part < AREA_PARTS; part++) {
		size_t begin = part == 0 ? 0 : end + 1;
		size_t colon;

		if (!str_find(str_skip(title, begin), STR(": "), &colon))
			break;
		if (!is_area_part(str_slice(title, begin, begin + colon)))
			break;
		end = begin + colon;
	}
	return str_trim(str_slice(title, 0, end));
}

static unsigned votes_for(const struct posting *posting, const struct record *records, str area,
			  unsigned asked)
{
	unsigned votes = 0;

	for (unsigned i = 0; i < asked; i++) {
		str other = area_of_title(records[posting->patches[i]].subject.title);

		votes += str_equal_nocase(area, other);
	}
	return votes;
}

str area_of_posting(const struct posting *posting, const struct record *records)
{
	str area = area_of_title(records[posting->head].subject.title);
	unsigned asked = MIN(posting->n_patches, (unsigned)AREA_PATCHES);
	unsigned most = 0;

	if (area.len)
		return area;
	for (unsigned i = 0; i < asked; i++) {
		str candidate = area_of_title(records[posting->patches[i]].subject.title);
		unsigned votes = candidate.len ? votes_for(posting, records, candidate, asked) : 0;

		if (votes > most) {
			most = votes;
			area = candidate;
		}
	}
	return area;
}
