/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subscription/news.h"

#include "base/error.h"
#include "base/timestamp.h"
#include "flow/ingest.h"
#include "index/archives.h"

#include <string.h>

enum mbox_quoting subscription_list_quoting(const struct config_list *list)
{
	return list->quoting == CONFIG_QUOTING_O ? MBOX_QUOTING_O : MBOX_QUOTING_RD;
}

GPtrArray *subscription_lists(const struct config *config,
			      const struct config_subscription *subscription)
{
	GPtrArray *lists = g_ptr_array_new();

	for (char **name = subscription->lists; name && *name; name++)
		g_ptr_array_add(lists, (void *)config_list_find(config, *name));
	for (unsigned i = 0; !subscription->lists && i < config->lists->len; i++)
		g_ptr_array_add(lists, &g_array_index(config->lists, struct config_list, i));
	return lists;
}

/* The list of @subscription, if it is of one alone. */
static const struct config_list *only_list(const struct config *config,
					   const struct config_subscription *subscription)
{
	g_autoptr(GPtrArray) lists = subscription_lists(config, subscription);

	return lists->len == 1 ? lists->pdata[0] : NULL;
}

const char *subscription_link(const struct config *config,
			      const struct config_subscription *subscription)
{
	const struct config_list *only = only_list(config, subscription);

	return only ? only->link : NULL;
}

const char *subscription_title(const struct config *config,
			       const struct config_subscription *subscription)
{
	const struct config_list *only = only_list(config, subscription);

	if (subscription->title)
		return subscription->title;
	if (!only)
		return subscription->name;
	return only->title ? only->title : only->name;
}

/* A search in progress. */
struct looking {
	struct index *index;
	const struct news_request *request;
	struct news *news;
	GArray *boundaries; /* struct boundary */
	bool is_same_index; /* that numbered the bookmark's sightings */
};

/* The number of the list's archive in the index; 0 where it has none. */
static bool find_archive(struct index *index, const struct config_list *list, int64_t *ret_archive,
			 GError **error)
{
	g_autoptr(GError) reason = NULL;
	g_autofree char *path = ingest_canonical_path(list->path, &reason);

	*ret_archive = 0;
	if (path)
		return archives_find(index, str_from(path), ret_archive, error);
	if (g_error_matches(reason, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND))
		return true;
	g_propagate_error(error, g_steal_pointer(&reason));
	return false;
}

static unsigned char nibble_of(char digit)
{
	return (unsigned char)g_ascii_xdigit_value(digit) & 15;
}

/* The place of the mail that the bookmark has for the last of the list; 0 where it is gone. */
static bool find_last_place(struct index *index, int64_t archive, const struct bookmark_list *list,
			    int64_t *ret_number, GError **error)
{
	unsigned char commit[20] = {0};

	*ret_number = 0;
	if (list->commit && strlen(list->commit) == 2 * sizeof(commit)) {
		for (size_t i = 0; i < sizeof(commit); i++)
			commit[i] = (unsigned char)(nibble_of(list->commit[2 * i]) << 4 |
						    nibble_of(list->commit[2 * i + 1]));
		if (!places_find_commit(index, archive, commit, ret_number, error))
			return false;
	}
	/* The history was rewritten, or the mail was deleted. */
	for (char **id = list->ids; *ret_number == 0 && *id; id++) {
		char *const one[] = {*id, NULL};

		if (!sightings_place_of_ids(index, archive, one, ret_number, error))
			return false;
	}
	return true;
}

static int64_t second_after(int64_t seconds)
{
	return seconds < INT64_MAX ? seconds + 1 : seconds;
}

/* From where on the mails of a list are new that the bookmark knows; its archive is set. */
static bool find_known_boundary(const struct looking *looking, const struct config_list *list,
				const struct bookmark_list *known, struct boundary *boundary,
				GError **error)
{
	/* Sightings are of the archive at one path. */
	bool has_number = looking->is_same_index && known->number >= 0 &&
			  strcmp(list->path, known->path) == 0;

	/* Where there are no commits, what stands before the last mail may have come after it. */
	if ((known->commit || !has_number) &&
	    !find_last_place(looking->index, boundary->archive, known, &boundary->number, error))
		return false;
	if (boundary->number > 0) {
		boundary->kind = BOUNDARY_PLACE;
	} else if (has_number) {
		boundary->kind = BOUNDARY_SIGHTING;
		boundary->number = known->number;
	} else {
		boundary->kind = BOUNDARY_TIME;
		boundary->number = second_after(known->seen_until);
	}
	boundary->brings = true;
	/* One that was never there was never told. */
	boundary->excludes = known->commit || *known->ids;
	return true;
}

/* Nothing was told of the list yet, so that none of its mails is old for others. */
static void set_first_boundary(const struct looking *looking, struct boundary *boundary)
{
	const struct bookmark *bookmark = looking->request->bookmark;

	boundary->kind = BOUNDARY_TIME;
	boundary->number = bookmark ? second_after(bookmark->seen_until) : looking->request->since;
	boundary->brings = true;
}

/* One that was never there begins, when it comes, where it would have begun now. */
static void remember_absent(const struct looking *looking, const struct config_list *list)
{
	const struct news_request *request = looking->request;
	struct bookmark_list *next = bookmark_add_list(looking->news->next, list->name, list->path);

	next->number = -1;
	next->seen_until = request->bookmark ? request->bookmark->seen_until
					     : MAX(request->since, INT64_MIN + 1) - 1;
}

/* What was told of the list is old in others, too. */
static void leave_for_later(const struct looking *looking, const struct config_list *list,
			    const struct bookmark_list *known, int64_t archive)
{
	struct boundary boundary = {
		.archive = archive,
		.kind = BOUNDARY_SIGHTING,
		.excludes = true,
	};
	struct bookmark_list *left;

	looking->news->n_left++;
	if (!known) {
		remember_absent(looking, list);
		return;
	}
	left = bookmark_copy_list(looking->news->next, known);
	if (!looking->is_same_index)
		left->number = -1;
	boundary.number = left->number;
	if (archive && left->number >= 0)
		g_array_append_val(looking->boundaries, boundary);
}

/* What the next bookmark says of the list. */
static bool remember_list(const struct looking *looking, const struct config_list *list,
			  int64_t archive, GError **error)
{
	struct bookmark_list *next = bookmark_add_list(looking->news->next, list->name, list->path);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	next->number = looking->news->next->number;
	/* A clock may be ahead a little. */
	if (!sightings_last_ids(looking->index, archive, BOOKMARK_IDS, ids, error) ||
	    !places_last_commit(looking->index, archive, &next->commit, error) ||
	    !sightings_latest(looking->index, archive, looking->request->now + SECONDS_PER_DAY,
			      &next->seen_until, error))
		return false;
	g_ptr_array_set_free_func(ids, NULL);
	g_ptr_array_add(ids, NULL);
	g_strfreev(next->ids);
	next->ids = (char **)g_ptr_array_free(g_steal_pointer(&ids), FALSE);
	looking->news->until = MAX(looking->news->until, next->seen_until);
	return true;
}

static bool is_current(const struct looking *looking, const struct config_list *list,
		       int64_t archive, bool *ret_is, GError **error)
{
	*ret_is = false;
	return archive == 0 || ingest_is_current(looking->index, archive, list->path,
						 subscription_list_quoting(list), ret_is, error);
}

static bool look_at_list(const struct looking *looking, const struct config_list *list,
			 GError **error)
{
	const struct bookmark *bookmark = looking->request->bookmark;
	const struct bookmark_list *known =
		bookmark ? bookmark_find_list(bookmark, list->name) : NULL;
	struct boundary boundary = {0};
	bool is;

	if (!find_archive(looking->index, list, &boundary.archive, error) ||
	    !is_current(looking, list, boundary.archive, &is, error))
		return false;
	if (!is) {
		leave_for_later(looking, list, known, boundary.archive);
		return true;
	}
	if (!known)
		set_first_boundary(looking, &boundary);
	else if (!find_known_boundary(looking, list, known, &boundary, error))
		return false;
	g_array_append_val(looking->boundaries, boundary);
	g_array_append_val(looking->news->archives, boundary.archive);
	return remember_list(looking, list, boundary.archive, error);
}

static bool look_at_lists(const struct looking *looking, GError **error)
{
	g_autoptr(GPtrArray) lists =
		subscription_lists(looking->request->config, looking->request->subscription);

	for (unsigned i = 0; i < lists->len; i++) {
		if (!look_at_list(looking, g_ptr_array_index(lists, i), error))
			return false;
	}
	return true;
}

static bool find_messages_of(const struct looking *looking, GError **error)
{
	struct news *news = looking->news;
	g_autoptr(mail_source) source = mail_source_new(looking->index);

	if (!sightings_behind(looking->index, (const struct boundary *)looking->boundaries->data,
			      looking->boundaries->len, news->messages, error))
		return false;
	return filter_messages(looking->request->filter, looking->index, source, news->messages,
			       error);
}

static struct news *new_news(const struct news_request *request)
{
	struct news *news = g_new0(struct news, 1);

	news->messages = g_array_new(FALSE, FALSE, sizeof(struct sighted));
	news->archives = g_array_new(FALSE, FALSE, sizeof(int64_t));
	news->told_until = request->bookmark ? request->bookmark->told_until
					     : MAX(request->since, INT64_MIN + 1) - 1;
	news->until = INT64_MIN;
	news->next = bookmark_new();
	news->next->n_updates = request->bookmark ? request->bookmark->n_updates : 0;
	news->next->looked_at = request->now;
	return news;
}

/* What landed, and what grew quiet, is told with the next mails. */
static void set_times(struct news *news, const struct news_request *request)
{
	int64_t seen_until = request->bookmark ? request->bookmark->seen_until : news->told_until;

	news->next->seen_until = MAX(news->until, seen_until);
	news->next->told_until =
		news->messages->len ? MAX(news->until, news->told_until) : news->told_until;
	news->next->n_updates += news->messages->len > 0;
}

struct news *news_find(struct index *index, const struct news_request *request, GError **error)
{
	g_autoptr(news) news = new_news(request);
	g_autoptr(GArray) boundaries = g_array_new(FALSE, FALSE, sizeof(struct boundary));
	struct looking looking = {
		.index = index,
		.request = request,
		.news = news,
		.boundaries = boundaries,
	};

	news->next->index = index_identity(index);
	if (!sightings_last(index, &news->next->number, error))
		return NULL;
	/* One that was restored from before counts on from there. */
	looking.is_same_index = request->bookmark &&
				request->bookmark->index == news->next->index &&
				request->bookmark->number <= news->next->number;
	if (!look_at_lists(&looking, error) || !find_messages_of(&looking, error))
		return NULL;
	set_times(news, request);
	return g_steal_pointer(&news);
}

void news_free(struct news *news)
{
	if (!news)
		return;
	g_array_unref(news->messages);
	g_array_unref(news->archives);
	bookmark_free(news->next);
	g_free(news);
}

/* Who narrows the works of a report. */
struct narrowing {
	const struct filter *filter;
	struct index *index;
	struct mail_source *source;
};

static bool narrow(void *user, GArray *postings, GError **error)
{
	struct narrowing *narrowing = user;

	return filter_postings(narrowing->filter, narrowing->index, narrowing->source, postings,
			       error);
}

struct report *news_report(struct index *index, const struct news_request *request,
			   const struct news *news, const struct news_style *style, GError **error)
{
	g_autoptr(mail_source) source = mail_source_new(index);
	struct narrowing narrowing = {request->filter, index, source};
	const char *title = style->title
				    ? style->title
				    : subscription_title(request->config, request->subscription);
	const struct messages_request messages = {
		.messages = (const struct sighted *)(void *)news->messages->data,
		.n_messages = news->messages->len,
		.title = str_from(title),
		.mailmap = style->mailmap,
		.link = style->link,
		.top = style->top,
		.with_diffs = style->with_diffs,
		.told_until = news->told_until,
		.until = news->until,
		.archives = (const int64_t *)(void *)news->archives->data,
		.n_archives = news->archives->len,
		.narrow = narrow,
		.user = &narrowing,
		.progress = style->progress,
	};

	return report_messages(index, &messages, error);
}
