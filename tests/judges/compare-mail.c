/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Holds the mail room against GMime over a whole archive: reads mails as
 * `git cat-file --batch` writes them on standard input, prints each field of
 * which the two readings differ, and a summary. Exit status 1 if any does.
 *
 * usage: git cat-file --batch <blob-ids | compare-mail [--time]
 *
 * With --time only our own reading is done, and told how long it took.
 */
#include "base/arena.h"
#include "base/str.h"
#include "gmime_reading.h"
#include "mail/mail.h"

#include <glib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SHOWN_BYTES = 300 };

struct batch {
	str rest;
	str id;
	str mail;
};

static bool read_input(GString *input)
{
	enum { STEP = 1 << 20 };

	for (;;) {
		gsize len = input->len;
		gssize n_read;

		g_string_set_size(input, len + STEP);
		n_read = read(STDIN_FILENO, input->str + len, STEP);
		g_string_truncate(input, len + (gsize)MAX(n_read, 0));
		if (n_read <= 0)
			return n_read == 0;
	}
}

/* "ID blob SIZE", the mail, a newline. */
static bool next_mail(struct batch *batch)
{
	str line;
	str word;
	str size;
	unsigned n_bytes;

	if (!str_next_line(&batch->rest, &line) || !str_next_word(&line, &batch->id) ||
	    !str_next_word(&line, &word) || !str_next_word(&line, &size) ||
	    !str_to_uint(size, 999999999, &n_bytes))
		return false;
	batch->mail = str_slice(batch->rest, 0, n_bytes);
	batch->rest = str_skip(batch->rest, (size_t)n_bytes + 1);
	return true;
}

static str join_ids(struct arena *arena, const str *ids, unsigned n_ids)
{
	g_autoptr(GString) joined = g_string_new(NULL);

	for (unsigned i = 0; i < n_ids; i++) {
		g_string_append_len(joined, ids[i].ptr, (gssize)ids[i].len);
		g_string_append_c(joined, '\n');
	}
	return arena_str(arena, (str){.ptr = joined->str, .len = joined->len});
}

static str format_date(struct arena *arena, const struct mail *mail)
{
	g_autofree char *text =
		g_strdup_printf("%" PRId64 " %" PRId64, mail->has_date ? mail->date : -1,
				mail->has_received ? mail->received_at : -1);

	return arena_str(arena, str_from(text));
}

/* What is compared, as text. */
enum {
	FIELD_MESSAGE_ID,
	FIELD_SUBJECT,
	FIELD_FROM_NAME,
	FIELD_FROM_ADDRESS,
	FIELD_REPLY_TO,
	FIELD_DATES,
	FIELD_IN_REPLY_TO,
	FIELD_REFERENCES,
	FIELD_LIST_ID,
	FIELD_BODY,
	FIELD_BODY_BYTES,
	FIELD_ATTACHED,
	N_FIELDS
};

static const char *const field_names[N_FIELDS] = {
	[FIELD_MESSAGE_ID] = "Message-ID",
	[FIELD_SUBJECT] = "subject",
	[FIELD_FROM_NAME] = "author's name",
	[FIELD_FROM_ADDRESS] = "author's address",
	[FIELD_REPLY_TO] = "Reply-To",
	[FIELD_DATES] = "dates",
	[FIELD_IN_REPLY_TO] = "In-Reply-To",
	[FIELD_REFERENCES] = "References",
	[FIELD_LIST_ID] = "List-Id",
	[FIELD_BODY] = "body",
	[FIELD_BODY_BYTES] = "bytes of the body",
	[FIELD_ATTACHED] = "attached diff",
};

static void list_fields(struct arena *arena, const struct mail *mail, str *fields)
{
	fields[FIELD_MESSAGE_ID] = mail->message_id;
	fields[FIELD_SUBJECT] = mail->subject;
	fields[FIELD_FROM_NAME] = mail->from.name;
	fields[FIELD_FROM_ADDRESS] = mail->from.address;
	fields[FIELD_REPLY_TO] = mail->reply_to.address;
	fields[FIELD_DATES] = format_date(arena, mail);
	fields[FIELD_IN_REPLY_TO] = join_ids(arena, mail->in_reply_to, mail->n_in_reply_to);
	fields[FIELD_REFERENCES] = join_ids(arena, mail->references, mail->n_references);
	fields[FIELD_LIST_ID] = mail->list_id;
	fields[FIELD_BODY] = mail->body.text;
	fields[FIELD_BODY_BYTES] = mail->body.bytes;
	fields[FIELD_ATTACHED] = mail->attached.text;
}

/* From a little before the first byte that differs. */
static void print_side(const char *who, str text, size_t from)
{
	str shown = str_slice(text, from, from + SHOWN_BYTES);
	g_autofree char *terminated = str_dup(shown);
	g_autofree char *escaped = g_strescape(terminated, NULL);

	printf("\t%s: (%zu bytes, from %zu) %s\n", who, text.len, from, escaped);
}

static void print_difference(str id, const char *field, str ours, str gmimes)
{
	size_t from = 0;

	while (from < ours.len && from < gmimes.len && ours.ptr[from] == gmimes.ptr[from])
		from++;
	from -= MIN(from, 40);
	printf(STR_FMT " %s\n", STR_ARG(id), field);
	print_side("ours ", ours, from);
	print_side("GMime", gmimes, from);
}

static unsigned compare(struct arena *arena, const struct batch *batch, unsigned *n_different)
{
	struct mail ours;
	struct mail gmimes;
	str our_fields[N_FIELDS];
	str gmime_fields[N_FIELDS];
	unsigned n_found = 0;

	mail_parse(arena, batch->mail, &ours);
	mail_parse_with_gmime(arena, batch->mail, &gmimes);
	list_fields(arena, &ours, our_fields);
	list_fields(arena, &gmimes, gmime_fields);
	for (int i = 0; i < N_FIELDS; i++) {
		if (str_equal(our_fields[i], gmime_fields[i]))
			continue;
		print_difference(batch->id, field_names[i], our_fields[i], gmime_fields[i]);
		n_different[i]++;
		n_found++;
	}
	return n_found;
}

static int compare_all(struct batch batch)
{
	g_auto(arena) arena = {0};
	unsigned n_different[N_FIELDS] = {0};
	unsigned n_mails = 0;
	unsigned n_all = 0;

	while (next_mail(&batch)) {
		n_all += compare(&arena, &batch, n_different);
		n_mails++;
		arena_reset(&arena);
	}
	printf("%u mails, %u differences\n", n_mails, n_all);
	for (int i = 0; i < N_FIELDS; i++) {
		if (n_different[i] > 0)
			printf("%8u %s\n", n_different[i], field_names[i]);
	}
	return n_all > 0;
}

static int time_all(struct batch batch)
{
	g_auto(arena) arena = {0};
	unsigned n_defects[MAIL_N_DEFECTS] = {0};
	unsigned n_mails = 0;
	size_t n_bytes = 0;
	clock_t began_at = clock();

	while (next_mail(&batch)) {
		struct mail mail;

		mail_parse(&arena, batch.mail, &mail);
		for (unsigned bit = 0; bit < MAIL_N_DEFECTS; bit++)
			n_defects[bit] += mail.defects >> bit & 1;
		n_mails++;
		n_bytes += batch.mail.len;
		arena_reset(&arena);
	}
	printf("%u mails, %zu bytes: %.3f s of the processor\n", n_mails, n_bytes,
	       (double)(clock() - began_at) / CLOCKS_PER_SEC);
	for (unsigned bit = 0; bit < MAIL_N_DEFECTS; bit++) {
		if (n_defects[bit] > 0)
			printf("%8u %s\n", n_defects[bit], mail_defect_name(bit));
	}
	return 0;
}

int main(int argc, char **argv)
{
	g_autoptr(GString) input = g_string_new(NULL);
	struct batch batch;

	if (!read_input(input)) {
		fprintf(stderr, "compare-mail: cannot read standard input\n");
		return 2;
	}
	batch = (struct batch){.rest = {.ptr = input->str, .len = input->len}};
	if (argc > 1 && strcmp(argv[1], "--time") == 0)
		return time_all(batch);
	return compare_all(batch);
}
