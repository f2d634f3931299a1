/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an index relies on: a posting's link depends on those postings alone that
 * share a key with it.
 */
#include "fixture.h"

#include "series/topic_keys.h"

enum {
	N_MAILS = 900,
	N_ARCHIVES = 4,
};

/* An archive by chance: few titles, people and ids, so that much is shared. */
struct chance {
	GRand *rand;
	GPtrArray *texts; /* char *, of the mails */
	unsigned cover; /* the last one, or RECORD_NONE */
};

static unsigned draw(const struct chance *chance, unsigned n)
{
	return (unsigned)g_rand_int_range(chance->rand, 0, (int)n);
}

G_GNUC_PRINTF(2, 3)
static const char *keep_text(const struct chance *chance, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_ptr_array_add(chance->texts, text);
	return text;
}

static const char *draw_title(const struct chance *chance)
{
	static const char *const areas[] = {"lamp", "wick", "oil"};
	static const char *const verbs[] = {"dim", "trim", "pour", "light", "lift"};

	return keep_text(chance, "%s: %s it %u times", areas[draw(chance, 3)],
			 verbs[draw(chance, 5)], draw(chance, 4));
}

/* The id of an older mail, or NULL three times of four. */
static const char *draw_id(const struct chance *chance, unsigned index)
{
	if (index == 0 || draw(chance, 4) > 0)
		return NULL;
	return keep_text(chance, "m%u@example.org", draw(chance, index));
}

/* A cover, one of the two patches below the last cover, or a single patch. */
static struct test_mail draw_mail(struct chance *chance, unsigned index)
{
	static const char *const senders[] = {
		"Ann Author <ann@example.org>",
		"Ann Author <author@example.com>",
		"Ben Builder <ben@example.com>",
		"Cat Carver <cat@example.net>",
	};
	static const char *const words[] = {"", "", "", "RFC ", "RESEND ", "lampd "};
	unsigned kind = draw(chance, 4);
	const char *head =
		keep_text(chance, "[PATCH %sv%u", words[draw(chance, 6)], 1 + draw(chance, 4));
	struct test_mail mail = {
		.sender = senders[draw(chance, 4)],
		.parents = draw_id(chance, index),
		.mentions = draw_id(chance, index),
		.older_ids = draw(chance, 4) ? NULL : draw_id(chance, index),
		.change_id = draw(chance, 8) ? NULL : keep_text(chance, "c-%u", draw(chance, 9)),
		.patch_id = keep_text(chance, "%u", draw(chance, 200)),
		.blobs = keep_text(chance, "%u %u", draw(chance, 300), draw(chance, 300)),
		.minute = 1 + index * (int64_t)200,
	};

	if (kind < 2 && chance->cover != RECORD_NONE) {
		mail.parents = keep_text(chance, "m%u@example.org", chance->cover);
		mail.subject = keep_text(chance, "[PATCH %u/2] %s", kind + 1, draw_title(chance));
		return mail;
	}
	if (kind == 2)
		chance->cover = index;
	mail.subject =
		keep_text(chance, "%s%s] %s", head, kind == 2 ? " 0/2" : "", draw_title(chance));
	return mail;
}

static struct test_mail *draw_mails(struct chance *chance)
{
	struct test_mail *mails = g_new0(struct test_mail, N_MAILS + 1);

	for (unsigned i = 0; i < N_MAILS; i++)
		mails[i] = draw_mail(chance, i);
	return mails;
}

static GArray *keys_of(const struct test_thread *thread, unsigned posting)
{
	GArray *keys = g_array_new(FALSE, FALSE, sizeof(struct topic_key));

	topic_keys_of_posting(&thread->set->postings->items[posting],
			      (const struct record *)thread->records->data, thread->people, NULL,
			      keys);
	return keys;
}

/* True if @newer looks under a key of @looks under which @older is found. */
static bool is_under(const struct test_thread *thread, const GArray *looks, unsigned older)
{
	g_autoptr(GArray) finds = keys_of(thread, older);

	for (unsigned i = 0; i < looks->len; i++) {
		const struct topic_key *look = &g_array_index(looks, struct topic_key, i);

		for (unsigned k = 0; look->looks && k < finds->len; k++) {
			const struct topic_key *find = &g_array_index(finds, struct topic_key, k);

			if (find->finds && find->kind == look->kind && find->hash == look->hash)
				return true;
		}
	}
	return false;
}

/* The link of @posting if nothing but what its keys lead to, and some others, is given. */
static struct topic_link link_of_few(const struct test_thread *thread, const struct chance *chance,
				     unsigned posting)
{
	const struct postings *all = thread->set->postings;
	g_autofree struct posting *items = g_new(struct posting, posting + 1);
	g_autofree unsigned *origins = g_new(unsigned, posting + 1);
	g_autoptr(GArray) looks = keys_of(thread, posting);
	struct postings few = {.items = items};
	g_autoptr(topics) topics = NULL;
	struct topic_link link;

	for (unsigned i = 0; i <= posting; i++) {
		if (i < posting && draw(chance, 5) && !is_under(thread, looks, i))
			continue;
		origins[few.n_items] = i;
		items[few.n_items] = all->items[i];
		items[few.n_items].completes = POSTING_NONE;
		for (unsigned k = 0; k < few.n_items; k++) {
			if (origins[k] == all->items[i].completes)
				items[few.n_items].completes = k;
		}
		few.n_items++;
	}
	topics = topics_link((const struct record *)thread->records->data, &few, thread->people);
	link = topics->links[few.n_items - 1];
	if (link.older != POSTING_NONE)
		link.older = origins[link.older];
	return link;
}

static void test_archive(guint32 seed)
{
	struct chance chance = {
		.rand = g_rand_new_with_seed(seed),
		.texts = g_ptr_array_new_with_free_func(g_free),
		.cover = RECORD_NONE,
	};
	g_autofree struct test_mail *mails = draw_mails(&chance);
	unsigned n_linked = 0;
	struct test_thread thread;

	test_thread_init(&thread, mails);
	for (unsigned i = 0; i < thread.set->postings->n_items; i += 1 + draw(&chance, 9)) {
		struct topic_link expected = thread.set->topics->links[i];
		struct topic_link link = link_of_few(&thread, &chance, i);

		g_assert_cmpuint(link.older, ==, expected.older);
		g_assert_cmpuint(link.reasons, ==, expected.reasons);
		g_assert_cmpuint(link.sureness, ==, expected.sureness);
		g_assert_cmpuint(link.common, ==, expected.common);
		n_linked += link.older != POSTING_NONE;
	}
	g_assert_cmpuint(n_linked, >, 10);
	test_thread_clear(&thread);
	g_ptr_array_free(chance.texts, TRUE);
	g_rand_free(chance.rand);
}

static void test_closed(void)
{
	for (guint32 seed = 1; seed <= N_ARCHIVES; seed++)
		test_archive(seed);
}

static unsigned count_keys(const GArray *keys, enum topic_key_kind kind, bool looks)
{
	unsigned n = 0;

	for (unsigned i = 0; i < keys->len; i++) {
		const struct topic_key *key = &g_array_index(keys, struct topic_key, i);

		n += key->kind == kind && (looks ? key->looks : key->finds);
	}
	return n;
}

static void test_listed(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH v2 0/2] lamp: dim", .parents = "a@example.org",
		 .mentions = "b@example.org", .older_ids = "c@example.org",
		 .change_id = "20250101-dim-1"},
		{"[PATCH v2 1/2] lamp: a", .parents = "m0@example.org", .patch_id = "77",
		 .blobs = "x y"},
		{"[PATCH v2 2/2] lamp: b", .parents = "m0@example.org"},
		{NULL},
	};
	static const struct {
		enum topic_key_kind kind;
		unsigned finds;
		unsigned looks;
	} expected[] = {
		{TOPIC_KEY_CHANGE_ID, 1, 1}, {TOPIC_KEY_MESSAGE_ID, 3, 3},
		{TOPIC_KEY_TITLE, 1, 1},     {TOPIC_KEY_PATCH_TITLE, 2, 2},
		{TOPIC_KEY_PATCH_ID, 1, 1},  {TOPIC_KEY_BLOB, 2, 2},
		{TOPIC_KEY_PERSON, 1, 1},
	};
	g_autoptr(GArray) keys = NULL;
	struct test_thread thread;

	test_thread_init(&thread, mails);
	keys = keys_of(&thread, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		g_assert_cmpuint(count_keys(keys, expected[i].kind, false), ==, expected[i].finds);
		g_assert_cmpuint(count_keys(keys, expected[i].kind, true), ==, expected[i].looks);
	}
	test_thread_clear(&thread);
}

static void test_titles(void)
{
	static const struct test_mail mails[] = {
		{"[PATCH] lamp: {dim,fade}  lock"},
		{"[PATCH] Lamp: {dim, Fade} lock"},
		{"[PATCH] lamp: dim lock"},
		{NULL},
	};
	uint64_t hashes[3] = {0};
	struct test_thread thread;

	test_thread_init(&thread, mails);
	for (unsigned i = 0; i < G_N_ELEMENTS(hashes); i++) {
		g_autoptr(GArray) keys = keys_of(&thread, i);

		for (unsigned k = 0; k < keys->len; k++) {
			const struct topic_key *key = &g_array_index(keys, struct topic_key, k);

			if (key->kind == TOPIC_KEY_TITLE)
				hashes[i] = key->hash;
		}
	}
	g_assert_cmpuint(hashes[0], ==, hashes[1]);
	g_assert_cmpuint(hashes[0], !=, hashes[2]);
	test_thread_clear(&thread);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/topic-keys/each-kind-is-listed", test_listed);
	g_test_add_func("/topic-keys/case-and-blanks-do-not-tell-titles-apart", test_titles);
	g_test_add_func("/topic-keys/a-link-needs-no-posting-but-those-under-its-keys",
			test_closed);
	return g_test_run();
}
