/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/text_table.h"

#include "base/arena.h"

struct text_table {
	struct arena keys;
	GHashTable *arrays; /* (str *) in keys to GArray of unsigned */
};

static void array_free(gpointer array)
{
	g_array_free(array, TRUE);
}

struct text_table *text_table_new(void)
{
	struct text_table *table = g_new0(struct text_table, 1);

	arena_init(&table->keys);
	table->arrays = g_hash_table_new_full(str_hash, str_hash_equal, NULL, array_free);
	return table;
}

void text_table_free(struct text_table *table)
{
	if (!table)
		return;
	g_hash_table_destroy(table->arrays);
	arena_clear(&table->keys);
	g_free(table);
}

const GArray *text_table_find(const struct text_table *table, str text)
{
	return g_hash_table_lookup(table->arrays, &text);
}

void text_table_add(struct text_table *table, str text, unsigned number)
{
	GArray *numbers = g_hash_table_lookup(table->arrays, &text);

	if (!numbers) {
		str *key = arena_new(&table->keys, str);

		*key = arena_str(&table->keys, text);
		numbers = g_array_new(FALSE, FALSE, sizeof(unsigned));
		g_hash_table_insert(table->arrays, key, numbers);
	}
	g_array_append_val(numbers, number);
}
