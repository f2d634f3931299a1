/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/find.h"

#include "flow/find_phrase.h"

GArray *find_numbers(find_numbers_fn find, struct index *index, struct mail_source *source,
		     const struct find_options *options, bool *ret_has_more, GError **error)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct phrase_reader reader;
	const struct find_request request = {
		.query = options->query,
		.limit = (size_t)options->limit + 1,
		.each_posting = options->each_posting,
		.within = options->within,
		.holds = phrase_reader_holds,
		.user = &reader,
	};
	bool done;

	phrase_reader_init(&reader, source);
	done = find(index, &request, numbers, error);
	phrase_reader_clear(&reader);
	if (!done)
		return NULL;
	*ret_has_more = numbers->len > options->limit;
	if (*ret_has_more)
		g_array_set_size(numbers, options->limit);
	return g_steal_pointer(&numbers);
}
