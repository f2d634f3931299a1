/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A thread for each that is fetched at the moment waits for its server and its git; what they
 * tell is shown by the caller's thread alone, some times a second.
 */
#include "cli/fetch_mirrors.h"

#include "cli/terminal.h"

#include <glib.h>
#include <stdlib.h>

enum { SHOWN_EACH_MILLISECONDS = 100 };

/* What all threads share. */
struct board {
	GArray *fetches; /* struct fetch: each is one thread's */
	const struct config_fetch *settings;
	GMutex lock; /* of all below */
	GCond changed;
	char **texts; /* of each, what is going on; NULL while nothing is */
	unsigned n_begun;
	unsigned n_done;
};

/* What mirror_fetch() tells of one. */
struct teller {
	struct board *board;
	unsigned index;
};

struct fetch fetch_of_list(const struct config_list *list)
{
	return (struct fetch){
		.name = list->name,
		.url = list->url,
		.path = list->path,
		.newest = list->epochs,
	};
}

struct fetch fetch_of_repository(const struct config_repository *repository)
{
	return (struct fetch){
		.name = repository->name,
		.url = repository->url,
		.path = repository->path,
		.is_project = true,
	};
}

static void clear_fetch(void *item)
{
	struct fetch *fetch = item;

	g_clear_error(&fetch->error);
}

GArray *fetches_new(void)
{
	GArray *fetches = g_array_new(FALSE, TRUE, sizeof(struct fetch));

	g_array_set_clear_func(fetches, clear_fetch);
	return fetches;
}

static void tell(void *user, const char *text)
{
	struct teller *teller = user;
	struct board *board = teller->board;

	g_mutex_lock(&board->lock);
	g_free(board->texts[teller->index]);
	board->texts[teller->index] = g_strdup(text);
	g_mutex_unlock(&board->lock);
}

static void fetch_one(struct board *board, unsigned index)
{
	struct fetch *fetch = &g_array_index(board->fetches, struct fetch, index);
	struct teller teller = {board, index};
	const struct mirror_request request = {
		.url = fetch->url,
		.path = fetch->path,
		.is_project = fetch->is_project,
		.newest = fetch->newest,
		.timeout = board->settings->timeout,
		.tries = board->settings->tries,
		.tell = tell,
		.user = &teller,
	};

	if (fetch->url)
		mirror_fetch(&request, &fetch->result, &fetch->error);
}

/* The next one that nobody has begun; false behind the last. */
static bool take_next(struct board *board, unsigned *ret_index)
{
	bool is_left;

	g_mutex_lock(&board->lock);
	is_left = board->n_begun < board->fetches->len;
	if (is_left) {
		*ret_index = board->n_begun++;
		board->texts[*ret_index] = g_strdup("asking");
	}
	g_mutex_unlock(&board->lock);
	return is_left;
}

static void mark_done(struct board *board, unsigned index)
{
	g_mutex_lock(&board->lock);
	g_clear_pointer(&board->texts[index], g_free);
	board->n_done++;
	g_cond_signal(&board->changed);
	g_mutex_unlock(&board->lock);
}

static void *work(void *user)
{
	struct board *board = user;
	unsigned index;

	while (take_next(board, &index)) {
		fetch_one(board, index);
		mark_done(board, index);
	}
	return NULL;
}

/* "Fetching 1 of 3 done; kvm: epoch 0: receiving 45 % of 1234 objects; qemu-devel: ..." */
static char *describe(const struct board *board)
{
	GString *line = g_string_new(NULL);

	if (board->fetches->len > 1)
		g_string_append_printf(line, "Fetching (%u of %u done)", board->n_done,
				       board->fetches->len);
	else
		g_string_append(line, "Fetching");
	for (unsigned i = 0; i < board->fetches->len; i++) {
		if (board->texts[i])
			g_string_append_printf(line, "; %s: %s",
					       g_array_index(board->fetches, struct fetch, i).name,
					       board->texts[i]);
	}
	return g_string_free(line, FALSE);
}

/* Until all is done. */
static void watch(struct board *board, bool with_progress)
{
	g_mutex_lock(&board->lock);
	while (board->n_done < board->fetches->len) {
		gint64 next = g_get_monotonic_time() +
			      (gint64)SHOWN_EACH_MILLISECONDS * G_TIME_SPAN_MILLISECOND;

		if (with_progress) {
			g_autofree char *line = describe(board);

			terminal_show_line(line);
		}
		g_cond_wait_until(&board->changed, &board->lock, next);
	}
	g_mutex_unlock(&board->lock);
	if (with_progress)
		terminal_end_progress();
}

void fetch_mirrors(GArray *fetches, const struct config_fetch *settings, bool with_progress)
{
	struct board board = {
		.fetches = fetches,
		.settings = settings,
		.texts = g_new0(char *, fetches->len + 1),
	};
	unsigned n_threads = MIN(settings->jobs, fetches->len);
	g_autofree GThread **threads = g_new0(GThread *, n_threads + 1);

	g_mutex_init(&board.lock);
	g_cond_init(&board.changed);
	for (unsigned i = 0; i < n_threads; i++)
		threads[i] = g_thread_new("fetch", work, &board);
	watch(&board, with_progress);
	for (unsigned i = 0; i < n_threads; i++)
		g_thread_join(threads[i]);
	g_mutex_clear(&board.lock);
	g_cond_clear(&board.changed);
	g_free(board.texts);
}
