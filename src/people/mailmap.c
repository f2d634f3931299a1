/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A line maps the last mailbox on it, by its address or by address and name,
 * to the first one. So a mailbox is the key and a mailbox the value, and the
 * key of a line that names an address alone has an empty name: no line gives
 * an empty name to look for.
 */
#include "people/mailmap.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"

struct mailmap {
	struct arena arena;
	GHashTable *proper; /* struct mailbox to struct mailbox, both in the arena */
};

static unsigned mailbox_hash(const void *key)
{
	const struct mailbox *mailbox = key;

	return str_hash_nocase(&mailbox->address) * 31 + str_hash_nocase(&mailbox->name);
}

static int mailbox_equal(const void *a, const void *b)
{
	const struct mailbox *left = a;
	const struct mailbox *right = b;

	return str_equal_nocase(left->address, right->address) &&
	       str_equal_nocase(left->name, right->name);
}

/* str_trim() with the four bytes that git takes for white space. */
static str trim_blanks(str s)
{
	static const str blanks = STR_INIT(" \t\n\r");
	size_t at;

	while (s.len > 0 && str_find_byte(blanks, s.ptr[0], &at))
		s = str_skip(s, 1);
	while (s.len > 0 && str_find_byte(blanks, s.ptr[s.len - 1], &at))
		s.len--;
	return s;
}

/*
 * Takes `NAME <ADDRESS>` off @rest. The address stays as it stands between the
 * brackets, blanks too: that is how git compares it.
 */
static bool take_mailbox(str *rest, struct mailbox *ret_mailbox)
{
	str after;
	size_t open;
	size_t close;

	if (!str_find_byte(*rest, '<', &open))
		return false;
	after = str_skip(*rest, open + 1);
	if (!str_find_byte(after, '>', &close))
		return false;
	ret_mailbox->name = trim_blanks(str_slice(*rest, 0, open));
	ret_mailbox->address = str_slice(after, 0, close);
	*rest = str_skip(after, close + 1);
	return true;
}

static struct mailbox *find_or_add(struct mailmap *mailmap, struct mailbox key)
{
	struct mailbox *proper = g_hash_table_lookup(mailmap->proper, &key);
	struct mailbox *kept_key;

	if (proper)
		return proper;
	proper = arena_new(&mailmap->arena, struct mailbox);
	kept_key = arena_new(&mailmap->arena, struct mailbox);
	*kept_key = key;
	g_hash_table_insert(mailmap->proper, kept_key, proper);
	return proper;
}

static void add_line(struct mailmap *mailmap, str line)
{
	struct mailbox first;
	struct mailbox second;
	struct mailbox *proper;
	size_t end;

	if (str_starts(line, STR("#")))
		return;
	if (str_find_byte(line, '\0', &end))
		line = str_slice(line, 0, end);
	if (!take_mailbox(&line, &first) || first.address.len == 0)
		return;
	if (!take_mailbox(&line, &second)) {
		second = (struct mailbox){.address = first.address};
		first.address = (str){0};
	}
	proper = find_or_add(mailmap, second);
	if (second.name.len > 0) {
		*proper = first;
		return;
	}
	/* Two lines for one address may give the name and the address apart. */
	if (first.name.len > 0)
		proper->name = first.name;
	if (first.address.len > 0)
		proper->address = first.address;
}

struct mailmap *mailmap_parse(str text)
{
	struct mailmap *mailmap = g_new0(struct mailmap, 1);
	str line;

	arena_init(&mailmap->arena);
	mailmap->proper = g_hash_table_new(mailbox_hash, mailbox_equal);
	text = utf8_make_valid(&mailmap->arena, arena_str(&mailmap->arena, text));
	while (str_next_line(&text, &line))
		add_line(mailmap, line);
	return mailmap;
}

struct mailmap *mailmap_read(const char *path, GError **error)
{
	g_autoptr(GError) failure = NULL;
	g_autofree char *text = NULL;
	size_t size;

	if (!g_file_get_contents(path, &text, &size, &failure)) {
		bool missing = g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_NOENT);

		g_set_error(error, TIDINGS_ERROR,
			    missing ? TIDINGS_ERROR_NOT_FOUND : TIDINGS_ERROR_READ,
			    "cannot read the mailmap '%s': %s", path, failure->message);
		return NULL;
	}
	return mailmap_parse((str){.ptr = text, .len = size});
}

void mailmap_free(struct mailmap *mailmap)
{
	if (!mailmap)
		return;
	g_hash_table_unref(mailmap->proper);
	arena_clear(&mailmap->arena);
	g_free(mailmap);
}

struct mailbox mailmap_resolve(const struct mailmap *mailmap, struct mailbox mailbox)
{
	struct mailbox by_address = {.address = mailbox.address};
	const struct mailbox *proper;

	if (!mailmap)
		return mailbox;
	proper = g_hash_table_lookup(mailmap->proper, &mailbox);
	if (!proper)
		proper = g_hash_table_lookup(mailmap->proper, &by_address);
	if (!proper)
		return mailbox;
	if (proper->name.len > 0)
		mailbox.name = proper->name;
	if (proper->address.len > 0)
		mailbox.address = proper->address;
	return mailbox;
}
