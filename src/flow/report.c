/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/report.h"

#include "base/error.h"
#include "base/utf8.h"
#include "people/mailmap.h"

#include <glib.h>

/* "lists" of "lists.example.org". */
static str first_label(str name)
{
	size_t dot;

	return str_find_byte(name, '.', &dot) && dot > 0 ? str_slice(name, 0, dot) : name;
}

str report_title_of_description(str description)
{
	static const str endings[] = {
		STR_INIT("archive mirror"), STR_INIT("mailing list archive"),
		STR_INIT("mailing list"),   STR_INIT("list archive"),
		STR_INIT("archive"),	    STR_INIT("archives"),
		STR_INIT("list"),	    STR_INIT("mirror"),
	};
	str title = str_trim(description);

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		size_t keep = title.len - MIN(title.len, endings[i].len);

		if (keep > 0 && g_ascii_isspace(title.ptr[keep - 1]) &&
		    str_ends_nocase(title, endings[i])) {
			title = str_trim_end(str_slice(title, 0, keep));
			break;
		}
	}
	return str_contains(title, STR(" ")) ? title : first_label(title);
}

str report_title_of_list_id(str list_id)
{
	str id = str_trim(list_id);
	size_t open;
	size_t close;

	if (str_find_last_byte(id, '<', &open)) {
		id = str_skip(id, open + 1);
		if (str_find_byte(id, '>', &close))
			id = str_slice(id, 0, close);
	}
	return first_label(str_trim(id));
}

static str last_part(const char *path)
{
	str part = str_from(path);
	size_t slash;

	while (part.len > 1 && str_ends(part, STR("/")))
		part.len--;
	if (str_find_last_byte(part, '/', &slash) && part.len > 1)
		part = str_skip(part, slash + 1);
	return part;
}

static str title_of(const struct report_request *request, const struct archive *archive,
		    struct collection *collection)
{
	const char *description = archive_description(archive);
	str title = str_from(request->title);

	if (title.len == 0 && description)
		title = report_title_of_description(str_from(description));
	if (title.len == 0)
		title = report_title_of_list_id(collection->list_id);
	if (title.len == 0)
		title = last_part(request->archive);
	/* The archive may be closed, and its description freed, before the update is. */
	title = utf8_make_valid(&collection->texts[0], title);
	return arena_str(&collection->texts[0], title);
}

static const char *range_name(const struct report_request *request)
{
	if (request->selection.range)
		return request->selection.range;
	if (request->selection.has_since || request->selection.has_until)
		return "the time asked for";
	return "the archive";
}

static void fill_classic(struct update *update, const struct collection *collection)
{
	unsigned n = collection->classics->len;

	update->classic = arena_new_array(&update->arena, struct classic_mail, n);
	for (unsigned i = n; i-- > 0;) {
		const struct classic_reading *reading =
			&g_array_index(collection->classics, struct classic_reading, i);

		if (reading->counts)
			update->classic[update->n_classic++] = reading->mail;
	}
}

static struct update *make_update(const struct report_request *request,
				  const struct archive *archive, const struct selection *selection,
				  struct collection *collection)
{
	const char *defect_names[MAIL_N_DEFECTS];
	g_autoptr(series_set) set = series_read((struct record *)collection->records->data,
						collection->records->len, collection->people);
	struct update_material material = {
		.records = (const struct record *)collection->records->data,
		.details = (const struct mail_detail *)collection->details->data,
		.n_records = collection->records->len,
		.people = collection->people,
		.set = set,
		.n_deleted = (unsigned)selection->n_deleted,
		.defects = collection->defects,
		.defect_names = defect_names,
		.n_defects = MAIL_N_DEFECTS,
		.title = title_of(request, archive, collection),
		.from = arena_str(&collection->texts[0], str_from(selection->from_id)),
		.to = arena_str(&collection->texts[0], str_from(selection->to_id)),
		.link = str_from(request->link),
		.top = request->top,
	};
	struct update *update;

	for (unsigned bit = 0; bit < MAIL_N_DEFECTS; bit++)
		defect_names[bit] = mail_defect_name(bit);
	update = update_build(&material);
	fill_classic(update, collection);
	return update;
}

static struct collection *collect(const struct report_request *request, struct archive *archive,
				  const struct selection *selection, const struct mailmap *mailmap,
				  GError **error)
{
	const struct collection_request collection_request = {
		.mailmap = mailmap,
		.classic = request->classic,
		.has_since = request->selection.has_since,
		.has_until = request->selection.has_until,
		.since = request->selection.since,
		.until = request->selection.until,
		.progress = request->progress,
	};
	g_autoptr(collection) collection = NULL;

	if (request->progress)
		request->progress->total = selection->n_arrivals;
	collection = collection_read(archive, selection, &collection_request, error);
	if (!collection)
		return NULL;
	if (collection->records->len == 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_RANGE, "%s: no mail in %s",
			    request->archive, range_name(request));
		return NULL;
	}
	return g_steal_pointer(&collection);
}

struct report *report_make(const struct report_request *request, GError **error)
{
	g_autoptr(report) report = g_new0(struct report, 1);
	g_autoptr(archive) archive = NULL;
	g_autoptr(selection) selection = NULL;

	if (request->mailmap) {
		report->mailmap = mailmap_read(request->mailmap, error);
		if (!report->mailmap)
			return NULL;
	}
	archive = archive_open(request->archive, request->quoting, error);
	if (!archive || !archive_select(archive, &request->selection, &selection, error))
		return NULL;
	report->collection = collect(request, archive, selection, report->mailmap, error);
	if (!report->collection)
		return NULL;
	report->update = make_update(request, archive, selection, report->collection);
	return g_steal_pointer(&report);
}

void report_free(struct report *report)
{
	if (!report)
		return;
	update_free(report->update);
	collection_free(report->collection);
	mailmap_free(report->mailmap);
	g_free(report);
}
