/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/workers.h"

#include "base/limits.h"

/* What the threads share. */
struct crew {
	batch_fn work;
	void *user;
	GMutex mutex; /* guards all below */
	size_t next; /* the batch to be begun next */
	size_t failed; /* the first batch that failed, n_batches if none did */
	GError *error; /* its error */
};

struct worker {
	struct crew *crew;
	unsigned number;
	GThread *thread;
};

static bool take_batch(struct crew *crew, size_t *ret_batch)
{
	bool taken;

	g_mutex_lock(&crew->mutex);
	taken = crew->next < crew->failed;
	if (taken)
		*ret_batch = crew->next++;
	g_mutex_unlock(&crew->mutex);
	return taken;
}

static void set_failed(struct crew *crew, size_t batch, GError *error)
{
	g_mutex_lock(&crew->mutex);
	if (batch < crew->failed) {
		GError *later = crew->error;

		crew->failed = batch;
		crew->error = error;
		error = later;
	}
	g_mutex_unlock(&crew->mutex);
	g_clear_error(&error);
}

static gpointer work(gpointer user)
{
	struct worker *worker = user;
	struct crew *crew = worker->crew;
	size_t batch;

	while (take_batch(crew, &batch)) {
		GError *error = NULL;

		if (!crew->work(crew->user, worker->number, batch, &error))
			set_failed(crew, batch, error);
	}
	return NULL;
}

bool workers_run(unsigned n_workers, size_t n_batches, batch_fn work_on, void *user, GError **error)
{
	struct crew crew = {
		.work = work_on,
		.user = user,
		.failed = n_batches,
	};
	struct worker workers[LIMIT_WORKERS];

	n_workers = CLAMP(n_workers, 1, LIMIT_WORKERS);
	n_workers = (unsigned)MIN(n_workers, MAX(n_batches, 1));
	g_mutex_init(&crew.mutex);
	for (unsigned i = 0; i < n_workers; i++) {
		workers[i] = (struct worker){.crew = &crew, .number = i};
		if (i > 0)
			workers[i].thread = g_thread_try_new("worker", work, &workers[i], NULL);
	}
	work(&workers[0]);
	for (unsigned i = 1; i < n_workers; i++) {
		if (workers[i].thread)
			g_thread_join(workers[i].thread);
	}
	g_mutex_clear(&crew.mutex);
	if (crew.failed == n_batches)
		return true;
	g_propagate_error(error, crew.error);
	return false;
}

unsigned workers_advised(void)
{
	return MIN(g_get_num_processors(), (unsigned)LIMIT_WORKERS);
}
