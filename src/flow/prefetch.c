/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/prefetch.h"

/* What archive_read() gave for one arrival. */
struct fetched {
	enum read_result result;
	struct raw_mail raw;
	GError *error;
};

struct prefetch {
	struct archive *archive;
	const struct selection *selection;
	GThread *thread;
	GMutex mutex; /* guards all below */
	GCond changed;
	struct fetched waiting[PREFETCH_MAILS]; /* a ring: [n_taken, n_fetched) wait */
	size_t n_fetched;
	size_t n_taken;
	size_t bytes; /* of the mails that wait */
	bool stop;
};

static bool is_full(const struct prefetch *prefetch)
{
	/* A single mail may be larger than all the room: it is let in where nothing waits. */
	return prefetch->n_fetched - prefetch->n_taken == PREFETCH_MAILS ||
	       prefetch->bytes >= PREFETCH_BYTES;
}

/* Returns false where nobody wants more. */
static bool hand_over(struct prefetch *prefetch, struct fetched fetched)
{
	bool go_on;

	g_mutex_lock(&prefetch->mutex);
	while (is_full(prefetch) && !prefetch->stop)
		g_cond_wait(&prefetch->changed, &prefetch->mutex);
	go_on = !prefetch->stop;
	if (go_on) {
		prefetch->waiting[prefetch->n_fetched++ % PREFETCH_MAILS] = fetched;
		if (fetched.result == READ_OK)
			prefetch->bytes += fetched.raw.bytes.len;
		g_cond_signal(&prefetch->changed);
	}
	g_mutex_unlock(&prefetch->mutex);
	return go_on;
}

static void fetched_clear(struct fetched *fetched)
{
	if (fetched->result == READ_OK)
		raw_mail_release(&fetched->raw);
	g_clear_error(&fetched->error);
}

static gpointer fetch_all(gpointer user)
{
	struct prefetch *prefetch = user;

	for (size_t i = 0; i < prefetch->selection->n_arrivals; i++) {
		struct fetched fetched = {0};

		fetched.result = archive_read(prefetch->archive, &prefetch->selection->arrivals[i],
					      &fetched.raw, &fetched.error);
		if (!hand_over(prefetch, fetched)) {
			fetched_clear(&fetched);
			break;
		}
		if (fetched.result == READ_FAILED)
			break;
	}
	return NULL;
}

struct prefetch *prefetch_new(struct archive *archive, const struct selection *selection)
{
	struct prefetch *prefetch = g_new0(struct prefetch, 1);

	prefetch->archive = archive;
	prefetch->selection = selection;
	g_mutex_init(&prefetch->mutex);
	g_cond_init(&prefetch->changed);
	prefetch->thread = g_thread_new("prefetch", fetch_all, prefetch);
	return prefetch;
}

enum read_result prefetch_next(struct prefetch *prefetch, struct raw_mail *ret_raw, GError **error)
{
	struct fetched fetched;

	g_mutex_lock(&prefetch->mutex);
	while (prefetch->n_fetched == prefetch->n_taken)
		g_cond_wait(&prefetch->changed, &prefetch->mutex);
	fetched = prefetch->waiting[prefetch->n_taken++ % PREFETCH_MAILS];
	if (fetched.result == READ_OK)
		prefetch->bytes -= fetched.raw.bytes.len;
	g_cond_signal(&prefetch->changed);
	g_mutex_unlock(&prefetch->mutex);
	if (fetched.result == READ_OK)
		*ret_raw = fetched.raw;
	if (fetched.error)
		g_propagate_error(error, fetched.error);
	return fetched.result;
}

void prefetch_free(struct prefetch *prefetch)
{
	if (!prefetch)
		return;
	g_mutex_lock(&prefetch->mutex);
	prefetch->stop = true;
	g_cond_signal(&prefetch->changed);
	g_mutex_unlock(&prefetch->mutex);
	g_thread_join(prefetch->thread);
	while (prefetch->n_taken < prefetch->n_fetched)
		fetched_clear(&prefetch->waiting[prefetch->n_taken++ % PREFETCH_MAILS]);
	g_mutex_clear(&prefetch->mutex);
	g_cond_clear(&prefetch->changed);
	g_free(prefetch);
}
