/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "site/manifest.h"

#include <inttypes.h>
#include <string.h>

static const str head = STR_INIT("tidings-site\t1\t");

enum { N_NUMBERS = 7 }; /* of an update */

void manifest_init(struct manifest *manifest)
{
	*manifest = (struct manifest){0};
	arena_init(&manifest->texts);
	manifest->files = g_hash_table_new(g_str_hash, g_str_equal);
	manifest->people =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
	manifest->updates = g_hash_table_new(g_str_hash, g_str_equal);
}

void manifest_clear(struct manifest *manifest)
{
	g_hash_table_unref(manifest->files);
	g_hash_table_unref(manifest->people);
	g_hash_table_unref(manifest->updates);
	arena_clear(&manifest->texts);
}

/* A terminated copy in the manifest's memory. */
static char *keep_name(struct manifest *manifest, str name)
{
	char *kept = arena_text(&manifest->texts, name.len + 1);

	if (name.len > 0)
		memcpy(kept, name.ptr, name.len);
	kept[name.len] = '\0';
	return kept;
}

void manifest_add_file(struct manifest *manifest, const char *name, uint64_t key)
{
	uint64_t *kept = arena_new(&manifest->texts, uint64_t);

	*kept = key;
	g_hash_table_insert(manifest->files, keep_name(manifest, str_from(name)), kept);
}

void manifest_add_update(struct manifest *manifest, const struct site_update *update)
{
	struct site_update *kept = arena_new(&manifest->texts, struct site_update);

	*kept = *update;
	kept->name = arena_str(&manifest->texts, update->name);
	kept->last = arena_str(&manifest->texts, update->last);
	kept->from = arena_str(&manifest->texts, update->from);
	kept->to = arena_str(&manifest->texts, update->to);
	g_hash_table_insert(manifest->updates, keep_name(manifest, update->name), kept);
}

static int compare_numbers(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a;
	uint64_t right = *(const uint64_t *)b;

	return (left > right) - (left < right);
}

void manifest_add_people(struct manifest *manifest, const char *name, const GArray *numbers)
{
	g_autoptr(GArray) sorted = g_array_copy((GArray *)numbers);
	GArray *kept;

	if (numbers->len == 0)
		return;
	kept = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	g_array_sort(sorted, compare_numbers);
	for (unsigned i = 0; i < sorted->len; i++) {
		uint64_t number = g_array_index(sorted, uint64_t, i);

		if (i == 0 || number != g_array_index(sorted, uint64_t, i - 1))
			g_array_append_val(kept, number);
	}
	g_hash_table_replace(manifest->people, keep_name(manifest, str_from(name)), kept);
}

const GArray *manifest_people(const struct manifest *manifest, const char *name)
{
	return g_hash_table_lookup(manifest->people, name);
}

bool manifest_has(const struct manifest *manifest, const char *name, uint64_t key)
{
	const uint64_t *known = g_hash_table_lookup(manifest->files, name);

	return known && *known == key;
}

const struct site_update *manifest_update(const struct manifest *manifest, const char *name)
{
	return g_hash_table_lookup(manifest->updates, name);
}

/* Reading. */

/* Takes the next word and the tab behind it. */
static str take_word(str *line)
{
	size_t tab = line->len;
	str word;

	str_find_byte(*line, '\t', &tab);
	word = str_slice(*line, 0, tab);
	*line = str_skip(*line, tab + 1);
	return word;
}

static bool take_key(str *line, uint64_t *ret_key)
{
	str word = take_word(line);
	uint64_t key = 0;

	if (word.len != 16 || !str_is_hex(word))
		return false;
	for (size_t i = 0; i < word.len; i++)
		key = key << 4 | (uint64_t)g_ascii_xdigit_value(word.ptr[i]);
	*ret_key = key;
	return true;
}

/* A name of a file or of one in a folder, without anything that leads elsewhere. */
static bool is_plain_name(str name)
{
	unsigned slashes = 0;

	for (size_t i = 0; i < name.len; i++) {
		char byte = name.ptr[i];

		slashes += byte == '/';
		if (!g_ascii_isalnum(byte) && byte != '-' && byte != '.' && byte != '/')
			return false;
	}
	return name.len > 0 && name.ptr[0] != '/' && !str_ends(name, STR("/")) && slashes <= 1 &&
	       !str_contains(name, STR("..")) && name.ptr[0] != '.';
}

static void read_file(struct manifest *manifest, str line)
{
	uint64_t key;

	if (!take_key(&line, &key) || !is_plain_name(line))
		return;
	manifest_add_file(manifest, keep_name(manifest, line), key);
}

static void read_people(struct manifest *manifest, str line)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	str name = take_word(&line);
	uint64_t number;

	while (line.len > 0 && take_key(&line, &number))
		g_array_append_val(numbers, number);
	if (is_plain_name(name))
		manifest_add_people(manifest, keep_name(manifest, name), numbers);
}

static void read_update(struct manifest *manifest, str line)
{
	struct site_update update = {
		.name = take_word(&line),
		.last = take_word(&line),
		.from = take_word(&line),
		.to = take_word(&line),
	};
	unsigned *const numbers[N_NUMBERS] = {
		&update.mails,	&update.patches, &update.replies, &update.participants,
		&update.series, &update.revised, &update.landed,
	};

	for (size_t i = 0; i < N_NUMBERS; i++) {
		if (!str_to_uint(take_word(&line), G_MAXINT, numbers[i]))
			return;
	}
	manifest_add_update(manifest, &update);
}

void manifest_parse(struct manifest *manifest, str text)
{
	str line;

	if (!str_next_line(&text, &line) || !str_take(&line, head) ||
	    !take_key(&line, &manifest->settings))
		return;
	while (str_next_line(&text, &line)) {
		if (str_take(&line, STR("file\t")))
			read_file(manifest, line);
		else if (str_take(&line, STR("people\t")))
			read_people(manifest, line);
		else if (str_take(&line, STR("update\t")))
			read_update(manifest, line);
	}
}

/* Writing. */

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The keys of @table in order. */
static GPtrArray *names_of(GHashTable *table)
{
	GPtrArray *names = g_ptr_array_new();
	GHashTableIter iter;
	gpointer name;

	g_hash_table_iter_init(&iter, table);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		g_ptr_array_add(names, name);
	g_ptr_array_sort(names, compare_names);
	return names;
}

static void write_people(const struct manifest *manifest, const char *name, GString *out)
{
	const GArray *numbers = manifest_people(manifest, name);

	if (!numbers)
		return;
	g_string_append_printf(out, "people\t%s", name);
	for (unsigned i = 0; i < numbers->len; i++)
		g_string_append_printf(out, "\t%016" PRIx64, g_array_index(numbers, uint64_t, i));
	g_string_append_c(out, '\n');
}

static void write_update(const struct site_update *update, GString *out)
{
	const str texts[] = {update->name, update->last, update->from, update->to};
	const unsigned numbers[N_NUMBERS] = {
		update->mails,	update->patches, update->replies, update->participants,
		update->series, update->revised, update->landed,
	};

	g_string_append(out, "update");
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_string_append_printf(out, "\t" STR_FMT, STR_ARG(texts[i]));
	for (size_t i = 0; i < N_NUMBERS; i++)
		g_string_append_printf(out, "\t%u", numbers[i]);
	g_string_append_c(out, '\n');
}

void manifest_write(const struct manifest *manifest, GString *out)
{
	g_autoptr(GPtrArray) files = names_of(manifest->files);
	g_autoptr(GPtrArray) updates = names_of(manifest->updates);

	g_string_append_printf(out, STR_FMT "%016" PRIx64 "\n", STR_ARG(head), manifest->settings);
	for (unsigned i = 0; i < files->len; i++) {
		const uint64_t *key = g_hash_table_lookup(manifest->files, files->pdata[i]);

		g_string_append_printf(out, "file\t%016" PRIx64 "\t%s\n", *key,
				       (const char *)files->pdata[i]);
		write_people(manifest, files->pdata[i], out);
	}
	for (unsigned i = 0; i < updates->len; i++)
		write_update(manifest_update(manifest, updates->pdata[i]), out);
}
