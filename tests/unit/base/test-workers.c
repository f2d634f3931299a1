/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/workers.h"

#include "base/error.h"
#include "base/limits.h"

enum {
	MANY_WORKERS = 100, /* more than LIMIT_WORKERS */
	MANY_BATCHES = 1000,
	REPETITIONS = 100,
	PATIENCE_SECONDS = 60,
};

/* What the batches did. Each batch is noted by whoever does it; all ints are atomic. */
struct ledger {
	unsigned n_workers;
	GThread *caller;
	int done[MANY_BATCHES]; /* how often each batch was done */
	int busy[MANY_WORKERS]; /* batches that a worker does now */
	size_t next[MANY_WORKERS]; /* the batches below are not for this worker any more */
	int running;
};

static struct ledger *ledger_new(unsigned n_workers)
{
	struct ledger *ledger = g_new0(struct ledger, 1);

	ledger->n_workers = n_workers;
	ledger->caller = g_thread_self();
	return ledger;
}

static void begin_batch(struct ledger *ledger, unsigned worker, size_t batch)
{
	int running = g_atomic_int_add(&ledger->running, 1) + 1;

	g_assert_cmpuint(worker, <, ledger->n_workers);
	g_assert_cmpint(running, <=, (int)ledger->n_workers);
	g_assert_cmpint(g_atomic_int_add(&ledger->busy[worker], 1), ==, 0);
	g_assert_true((worker == 0) == (g_thread_self() == ledger->caller));
	g_assert_cmpuint(batch, >=, ledger->next[worker]);
	ledger->next[worker] = batch + 1;
	g_atomic_int_inc(&ledger->done[batch]);
}

static void end_batch(struct ledger *ledger, unsigned worker)
{
	g_atomic_int_add(&ledger->busy[worker], -1);
	g_atomic_int_add(&ledger->running, -1);
}

static bool do_batch(void *user, unsigned worker, size_t batch, GError **error)
{
	(void)error;
	begin_batch(user, worker, batch);
	if (batch % 16 == 0)
		g_thread_yield();
	end_batch(user, worker);
	return true;
}

static void test_once(void)
{
	static const struct {
		unsigned n_workers;
		size_t n_batches;
	} cases[] = {
		{1, 0},
		{1, 1},
		{1, MANY_BATCHES},
		{2, 0},
		{2, 1},
		{2, 2},
		{2, MANY_BATCHES},
		{7, 3},
		{7, MANY_BATCHES},
		{LIMIT_WORKERS, MANY_BATCHES},
		{MANY_WORKERS, 0},
		{MANY_WORKERS, 3},
		{MANY_WORKERS, MANY_BATCHES},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree struct ledger *ledger = ledger_new(cases[i].n_workers);
		g_autoptr(GError) error = NULL;

		g_assert_true(workers_run(cases[i].n_workers, cases[i].n_batches, do_batch, ledger,
					  &error));
		g_assert_no_error(error);
		g_assert_cmpint(g_atomic_int_get(&ledger->running), ==, 0);
		for (size_t batch = 0; batch < MANY_BATCHES; batch++)
			g_assert_cmpint(ledger->done[batch], ==, batch < cases[i].n_batches);
	}
}

/* Batches that wait until all of them have begun. */
struct meeting {
	GMutex mutex;
	GCond all_came;
	size_t expected;
	size_t came;
	unsigned workers; /* a bit for each that came */
};

static bool meet(void *user, unsigned worker, size_t batch, GError **error)
{
	struct meeting *meeting = user;
	int64_t deadline = g_get_monotonic_time() + PATIENCE_SECONDS * G_TIME_SPAN_SECOND;

	(void)batch;
	(void)error;
	g_mutex_lock(&meeting->mutex);
	meeting->workers |= 1U << worker;
	if (++meeting->came == meeting->expected)
		g_cond_broadcast(&meeting->all_came);
	while (meeting->came < meeting->expected)
		g_assert_true(g_cond_wait_until(&meeting->all_came, &meeting->mutex, deadline));
	g_mutex_unlock(&meeting->mutex);
	return true;
}

static void test_same_time(void)
{
	static const unsigned counts[] = {1, 2, 7, LIMIT_WORKERS};

	for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
		struct meeting meeting = {.expected = counts[i]};

		g_mutex_init(&meeting.mutex);
		g_cond_init(&meeting.all_came);
		g_assert_true(workers_run(counts[i], counts[i], meet, &meeting, NULL));
		g_assert_cmpuint(meeting.workers, ==, (1U << counts[i]) - 1);
		g_cond_clear(&meeting.all_came);
		g_mutex_clear(&meeting.mutex);
	}
}

enum {
	FAILING_BATCHES = 200,
	FAILING_EVERY = 3, /* of the batches from the first one that fails */
};

/* Batches of which some fail. */
struct failing {
	struct ledger *ledger;
	size_t first; /* the first that fails */
	bool is_slow; /* it fails after others that come behind it */
};

static bool fail_some(void *user, unsigned worker, size_t batch, GError **error)
{
	const struct failing *failing = user;
	bool fails = batch >= failing->first && (batch - failing->first) % FAILING_EVERY == 0;

	begin_batch(failing->ledger, worker, batch);
	if (failing->is_slow && batch <= failing->first && batch + 2 >= failing->first)
		g_usleep(200);
	end_batch(failing->ledger, worker);
	if (fails)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT, "batch %zu", batch);
	return !fails;
}

static void check_failure(unsigned n_workers, size_t first, bool is_slow)
{
	g_autofree struct ledger *ledger = ledger_new(n_workers);
	g_autofree char *message = g_strdup_printf("batch %zu", first);
	struct failing failing = {.ledger = ledger, .first = first, .is_slow = is_slow};
	g_autoptr(GError) error = NULL;

	g_assert_false(workers_run(n_workers, FAILING_BATCHES, fail_some, &failing, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	g_assert_cmpstr(error->message, ==, message);
	g_assert_cmpint(g_atomic_int_get(&ledger->running), ==, 0);
	for (size_t batch = 0; batch < FAILING_BATCHES; batch++) {
		g_assert_cmpint(ledger->done[batch], <=, 1);
		if (batch <= first)
			g_assert_cmpint(ledger->done[batch], ==, 1);
		else if (n_workers == 1)
			g_assert_cmpint(ledger->done[batch], ==, 0);
	}
}

static void test_first_failure(void)
{
	static const unsigned counts[] = {1, 2, 7, LIMIT_WORKERS, MANY_WORKERS};
	static const size_t firsts[] = {0, 1, 50, FAILING_BATCHES - 1};

	for (unsigned repetition = 0; repetition < REPETITIONS; repetition++) {
		for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
			check_failure(counts[i], firsts[repetition % G_N_ELEMENTS(firsts)],
				      repetition / G_N_ELEMENTS(firsts) % 2 == 0);
	}
}

static void test_no_error_wanted(void)
{
	g_autofree struct ledger *ledger = ledger_new(2);
	struct failing failing = {.ledger = ledger, .first = 5};

	g_assert_false(workers_run(2, FAILING_BATCHES, fail_some, &failing, NULL));
}

static void test_advised(void)
{
	g_assert_cmpuint(workers_advised(), >=, 1);
	g_assert_cmpuint(workers_advised(), <=, LIMIT_WORKERS);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/workers/each-batch-is-done-once-and-worker-0-is-the-caller", test_once);
	g_test_add_func("/workers/there-are-as-many-threads-at-the-same-time-as-were-asked-for",
			test_same_time);
	g_test_add_func("/workers/the-error-is-that-of-the-first-batch-that-fails-and-those-before-"
			"are-done",
			test_first_failure);
	g_test_add_func("/workers/nobody-need-want-the-error", test_no_error_wanted);
	g_test_add_func("/workers/the-advised-number-is-within-the-limit", test_advised);
	return g_test_run();
}
