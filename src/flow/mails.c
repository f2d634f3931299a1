/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Read twice: which mails are of a range of times, and in which order they came, is known of
 * an mbox or a Maildir only when all have been read.
 */
#include "flow/mails.h"

#include "flow/mail_source.h"

struct reading_range {
	struct archive *archive;
	const struct selection *selection;
	mail_fn take;
	void *user;
};

static bool take_mail(const struct reading_range *range, const struct collection *collection,
		      unsigned index, GError **error)
{
	unsigned place = g_array_index(collection->arrivals, unsigned, index);
	const struct record *record = &g_array_index(collection->records, struct record, index);
	struct raw_mail raw;
	struct range_mail mail = {.arrived_at = record->arrived_at};
	enum read_result result =
		archive_read(range->archive, &range->selection->arrivals[place], &raw, error);
	bool taken;

	/* The collection has named what is missing. */
	if (result != READ_OK)
		return result == READ_MISSING;
	mail.bytes = raw.bytes;
	taken = range->take(range->user, &mail, error);
	raw_mail_release(&raw);
	return taken;
}

static void name_missing(const struct collection *collection, GPtrArray *missing)
{
	for (unsigned i = 0; i < collection->missing->len; i++)
		g_ptr_array_add(missing, g_strdup(collection->missing->pdata[i]));
}

bool mails_read(const struct report_request *request, mail_fn take, void *user, GPtrArray *missing,
		GError **error)
{
	g_autoptr(archive) archive = archive_open(request->archive, request->quoting, error);
	g_autoptr(selection) selection = NULL;
	g_autoptr(collection) collection = NULL;
	struct reading_range range = {.take = take, .user = user};

	if (!archive || !archive_select(archive, &request->selection, &selection, error))
		return false;
	collection = report_collect(request, archive, selection, error);
	if (!collection)
		return false;
	name_missing(collection, missing);
	range.archive = archive;
	range.selection = selection;
	for (unsigned i = 0; i < collection->records->len; i++) {
		if (!take_mail(&range, collection, i, error))
			return false;
	}
	return true;
}

bool mails_of_messages(struct index *index, const struct sighted *messages, unsigned n_messages,
		       mail_fn take, void *user, GPtrArray *missing, GError **error)
{
	g_autoptr(mail_source) source = mail_source_new(index);

	for (unsigned i = 0; i < n_messages; i++) {
		struct range_mail mail = {.arrived_at = messages[i].arrived_at};
		struct raw_mail raw;
		bool found;
		bool taken;

		if (!mail_source_read(source, messages[i].message, &raw, NULL, &found, error))
			return false;
		if (!found) {
			if (!mail_source_is_missing(source, messages[i].message, missing, error))
				return false;
			continue;
		}
		mail.bytes = raw.bytes;
		taken = take(user, &mail, error);
		raw_mail_release(&raw);
		if (!taken)
			return false;
	}
	return true;
}
