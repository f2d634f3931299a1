/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading ahead, of an archive that is played: archive_read() and
 * raw_mail_release() below stand in for those of the archive room, so that
 * each mail that is taken out is counted, and given back or lost.
 */
#include "flow/prefetch.h"

#include "base/error.h"

#define NOBODY ((size_t)-1)

struct archive {
	size_t missing; /* this mail's blob is not there */
	size_t failing; /* this one cannot be read */
	size_t mail_bytes; /* of each mail; nobody looks at them */
	bool numbered; /* each is longer by its number */
	GMutex mutex; /* guards all below */
	GCond changed;
	size_t n_reads;
	size_t n_held; /* mails that nobody released */
};

struct played {
	struct archive archive;
	struct selection selection;
};

enum read_result archive_read(struct archive *archive, const struct arrival *arrival,
			      struct raw_mail *ret_raw, GError **error)
{
	static const char first_byte = 'F';
	size_t number = (size_t)arrival->offset;
	enum read_result result = READ_OK;

	g_mutex_lock(&archive->mutex);
	archive->n_reads++;
	if (number == archive->missing) {
		result = READ_MISSING;
	} else if (number == archive->failing) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT, "mail %zu", number);
		result = READ_FAILED;
	} else {
		archive->n_held++;
		ret_raw->owner = archive;
		ret_raw->bytes.ptr = &first_byte;
		ret_raw->bytes.len = archive->mail_bytes + (archive->numbered ? number : 0);
	}
	g_cond_signal(&archive->changed);
	g_mutex_unlock(&archive->mutex);
	return result;
}

void raw_mail_release(struct raw_mail *raw)
{
	struct archive *archive = raw->owner;

	g_mutex_lock(&archive->mutex);
	archive->n_held--;
	g_mutex_unlock(&archive->mutex);
}

static struct played *played_new(size_t n_mails, size_t mail_bytes)
{
	struct played *played = g_new0(struct played, 1);

	g_mutex_init(&played->archive.mutex);
	g_cond_init(&played->archive.changed);
	played->archive.missing = NOBODY;
	played->archive.failing = NOBODY;
	played->archive.mail_bytes = mail_bytes;
	played->selection.n_arrivals = n_mails;
	played->selection.arrivals = g_new0(struct arrival, n_mails + 1);
	for (size_t i = 0; i < n_mails; i++)
		played->selection.arrivals[i].offset = i;
	return played;
}

/* After prefetch_free() every mail must have been given back. */
static void played_free(struct played *played)
{
	g_assert_cmpuint(played->archive.n_held, ==, 0);
	g_mutex_clear(&played->archive.mutex);
	g_cond_clear(&played->archive.changed);
	g_free(played->selection.arrivals);
	g_free(played);
}

/* Takes and releases the next mail, which must have that length. */
static void take(struct prefetch *prefetch, size_t bytes)
{
	g_autoptr(GError) error = NULL;
	struct raw_mail raw;

	g_assert_cmpint(prefetch_next(prefetch, &raw, &error), ==, READ_OK);
	g_assert_no_error(error);
	g_assert_cmpuint(raw.bytes.len, ==, bytes);
	raw_mail_release(&raw);
}

static void test_order(void)
{
	enum { N_MAILS = 3 * PREFETCH_MAILS + 7 };
	struct played *played = played_new(N_MAILS, 10);
	struct prefetch *prefetch;

	for (size_t i = 0; i < N_MAILS; i++)
		played->selection.arrivals[i].offset = N_MAILS - i;
	played->archive.numbered = true;
	prefetch = prefetch_new(&played->archive, &played->selection);
	for (size_t i = 0; i < N_MAILS; i++)
		take(prefetch, 10 + N_MAILS - i);
	prefetch_free(prefetch);
	g_assert_cmpuint(played->archive.n_reads, ==, N_MAILS);
	played_free(played);
}

static void test_none(void)
{
	struct played *played = played_new(0, 10);

	prefetch_free(prefetch_new(&played->archive, &played->selection));
	prefetch_free(NULL);
	played_free(played);
}

/* The thread may be anywhere by then: waiting for room, reading, or done. */
static void test_stop(void)
{
	static const size_t lengths[] = {1, 2, PREFETCH_MAILS, 100 * PREFETCH_MAILS};

	for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
		for (size_t taken = 0; taken <= 2 && taken <= lengths[i]; taken++) {
			struct played *played = played_new(lengths[i], 10);
			struct prefetch *prefetch =
				prefetch_new(&played->archive, &played->selection);

			for (size_t k = 0; k < taken; k++)
				take(prefetch, 10);
			prefetch_free(prefetch);
			played_free(played);
		}
	}
}

static void test_missing(void)
{
	struct played *played = played_new(3, 10);
	struct prefetch *prefetch;
	struct raw_mail raw;

	played->archive.missing = 1;
	prefetch = prefetch_new(&played->archive, &played->selection);
	take(prefetch, 10);
	g_assert_cmpint(prefetch_next(prefetch, &raw, NULL), ==, READ_MISSING);
	take(prefetch, 10);
	prefetch_free(prefetch);
	played_free(played);
}

static void test_failed(void)
{
	struct played *played = played_new(5, 10);
	g_autoptr(GError) error = NULL;
	struct prefetch *prefetch;
	struct raw_mail raw;

	played->archive.failing = 1;
	prefetch = prefetch_new(&played->archive, &played->selection);
	take(prefetch, 10);
	g_assert_cmpint(prefetch_next(prefetch, &raw, &error), ==, READ_FAILED);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT);
	g_assert_cmpstr(error->message, ==, "mail 1");
	prefetch_free(prefetch);
	g_assert_cmpuint(played->archive.n_reads, ==, 2);
	played_free(played);
}

/* An error that nobody fetched is not lost either: the sanitizer would tell. */
static void test_failed_unseen(void)
{
	struct played *played = played_new(5, 10);
	struct prefetch *prefetch;

	played->archive.failing = 1;
	prefetch = prefetch_new(&played->archive, &played->selection);
	take(prefetch, 10);
	prefetch_free(prefetch);
	played_free(played);
}

/* Waits for the read after which the thread must wait, and then for one too many. */
static void assert_stops_after(struct played *played, size_t n_reads)
{
	struct archive *archive = &played->archive;

	g_mutex_lock(&archive->mutex);
	while (archive->n_reads < n_reads)
		g_cond_wait(&archive->changed, &archive->mutex);
	g_cond_wait_until(&archive->changed, &archive->mutex,
			  g_get_monotonic_time() + 20 * G_TIME_SPAN_MILLISECOND);
	g_assert_cmpuint(archive->n_reads, ==, n_reads);
	g_mutex_unlock(&archive->mutex);
}

struct bound_case {
	const char *name;
	size_t mail_bytes;
	size_t n_waiting;
};

static const struct bound_case bounds[] = {
	{"only-so-many-mails-wait", 10, PREFETCH_MAILS},
	{"only-so-many-bytes-wait", PREFETCH_BYTES / 16, 16},
	{"a-mail-that-is-too-large-waits-alone", 2 * PREFETCH_BYTES, 1},
};

static void test_bound(gconstpointer data)
{
	const struct bound_case *c = data;
	size_t n_mails = 4 * c->n_waiting;
	struct played *played = played_new(n_mails, c->mail_bytes);
	struct prefetch *prefetch = prefetch_new(&played->archive, &played->selection);

	/* One more is in the thread's own hands. */
	assert_stops_after(played, c->n_waiting + 1);
	take(prefetch, c->mail_bytes);
	assert_stops_after(played, c->n_waiting + 2);
	for (size_t i = 1; i < n_mails; i++)
		take(prefetch, c->mail_bytes);
	prefetch_free(prefetch);
	played_free(played);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/prefetch/mails-keep-their-order", test_order);
	g_test_add_func("/prefetch/there-may-be-no-mails", test_none);
	g_test_add_func("/prefetch/it-stops-before-the-end", test_stop);
	g_test_add_func("/prefetch/a-missing-mail-is-passed-through", test_missing);
	g_test_add_func("/prefetch/an-error-is-passed-through-and-is-the-last", test_failed);
	g_test_add_func("/prefetch/an-error-that-nobody-takes-is-freed", test_failed_unseen);
	for (size_t i = 0; i < G_N_ELEMENTS(bounds); i++) {
		g_autofree char *path = g_strconcat("/prefetch/", bounds[i].name, NULL);

		g_test_add_data_func(path, &bounds[i], test_bound);
	}
	return g_test_run();
}
