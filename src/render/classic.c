/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The classic format (doc/classic.md): the report as it was before tidings.
 * Its bytes are a contract, its defects too; what is said better, text.c says.
 */
#include "base/str.h"
#include "render/escape.h"
#include "render/formats.h"
#include "render/range.h"

#include <stdlib.h>

/* One row of a list: a text and how often it was met. */
struct row {
	str text;
	unsigned count;
};

static void append(GString *out, str s)
{
	if (s.len > 0)
		g_string_append_len(out, s.ptr, (gssize)s.len);
}

static int compare_texts(const void *a, const void *b)
{
	return str_compare(*(const str *)a, *(const str *)b);
}

/* The order of `sort -rn` in the C locale: what is equal in number is turned around too. */
static int compare_rows(const void *a, const void *b)
{
	const struct row *left = a;
	const struct row *right = b;

	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	return str_compare(right->text, left->text);
}

/* `sort | uniq -c | sort -rn` over @texts, which are sorted on the way. */
static GArray *count_texts(GArray *texts)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct row));
	struct row *last = NULL;

	if (texts->len > 0)
		qsort(texts->data, texts->len, sizeof(str), compare_texts);
	for (unsigned i = 0; i < texts->len; i++) {
		struct row row = {.text = g_array_index(texts, str, i), .count = 1};

		if (last && str_equal(last->text, row.text)) {
			last->count++;
			continue;
		}
		g_array_append_val(rows, row);
		last = &g_array_index(rows, struct row, rows->len - 1);
	}
	if (rows->len > 0)
		qsort(rows->data, rows->len, sizeof(struct row), compare_rows);
	return rows;
}

static str domain_of(const struct classic_mail *mail)
{
	return mail->domain;
}

static str who_of(const struct classic_mail *mail)
{
	return mail->who;
}

static void append_list(const struct update *update, const char *what,
			str (*text_of)(const struct classic_mail *mail), GString *out)
{
	g_autoptr(GArray) texts = g_array_new(FALSE, FALSE, sizeof(str));
	g_autoptr(GArray) rows = NULL;

	for (unsigned i = 0; i < update->n_classic; i++) {
		str text = text_of(&update->classic[i]);

		if (text.len > 0)
			g_array_append_val(texts, text);
	}
	rows = count_texts(texts);
	g_string_append_printf(out, "Top %u %s (Based on Email Body)\n\n", update->top, what);
	for (unsigned i = 0; i < rows->len && i < update->top; i++) {
		const struct row *row = &g_array_index(rows, struct row, i);

		g_string_append_printf(out, "%7u ", row->count);
		append(out, row->text);
		g_string_append_c(out, '\n');
	}
	g_string_append_c(out, '\n');
}

static void append_new(const struct classic_mail *mail, GString *out)
{
	g_string_append(out, "New: ");
	append(out, mail->key);
	g_string_append_c(out, '\n');
	append(out, mail->subject);
	g_string_append(out, "\nAuthor: ");
	append(out, mail->author);
	g_string_append(out, "\n\n");
	append(out, mail->body);
	g_string_append(out,
			"\n----------------------------------------------------------------------"
			"\n\n");
}

static void append_known(const struct classic_mail *first, const struct classic_mail *mail,
			 GString *out)
{
	g_string_append(out, "Exist: ");
	append(out, first->subject);
	g_string_append(out, "\n Skip: ");
	append(out, mail->subject);
	g_string_append_c(out, '\n');
}

static void append_entries(const struct update *update, GString *out)
{
	g_autoptr(GHashTable) first_by_key = g_hash_table_new(str_hash, str_hash_equal);

	for (unsigned i = 0; i < update->n_classic; i++) {
		struct classic_mail *mail = &update->classic[i];
		const struct classic_mail *first;

		if (!mail->printed)
			continue;
		first = g_hash_table_lookup(first_by_key, &mail->key);
		if (first) {
			append_known(first, mail, out);
			continue;
		}
		g_hash_table_insert(first_by_key, &mail->key, mail);
		append_new(mail, out);
	}
}

static void append_document(const struct update *update, GString *out)
{
	str from;
	str to;

	range_names(update, &from, &to);
	g_string_append_printf(out, "From " STR_FMT " to " STR_FMT "\n", STR_ARG(from),
			       STR_ARG(to));
	append(out, update->title);
	g_string_append_printf(out, " mailing list update from " STR_FMT " to " STR_FMT "\n\n",
			       STR_ARG(from), STR_ARG(to));
	append_list(update, "contributor Email domains", domain_of, out);
	append_list(update, "contributors", who_of, out);
	g_string_append(out, "===== Patch list in this time period =====\n\n\n"
			     "===== Patch Commit Messages ====\n\n");
	append_entries(update, out);
}

bool render_classic(const struct update *update, const struct render_options *options, GString *out,
		    GError **error)
{
	g_autoptr(GString) document = NULL;

	(void)error;
	if (options->columns == 0) {
		append_document(update, out);
		return true;
	}
	document = g_string_new(NULL);
	append_document(update, document);
	escape_terminal(out, (str){.ptr = document->str, .len = document->len});
	return true;
}
