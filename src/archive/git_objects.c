/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/git_objects.h"

#include "archive/git_library.h"

#include <string.h>

enum {
	TYPE_MASK = 0170000,
	TYPE_DIRECTORY = 0040000,
	TYPE_FILE = 0100000,
	TYPE_LINK = 0120000,
	MODE_DIGITS_MAX = 7,
	TIME_DIGITS_MAX = 18,
};

static bool read_id_line(str line, str key, git_oid *ret_id)
{
	return str_take(&line, key) && oid_parse(line, ret_id);
}

/* "committer NAME <ADDRESS> SECONDS ZONE"; the name may hold anything. 0 where there is no time. */
static int64_t read_time(str line)
{
	uint64_t seconds = 0;
	bool negative;
	size_t bracket;
	str digits;

	if (!str_find_last_byte(line, '>', &bracket))
		return 0;
	line = str_trim(str_skip(line, bracket + 1));
	negative = str_take(&line, STR("-"));
	digits = str_take_digits(&line);
	if (digits.len > TIME_DIGITS_MAX)
		return 0;
	for (size_t i = 0; i < digits.len; i++)
		seconds = seconds * 10 + (unsigned)(digits.ptr[i] - '0');
	return negative ? -(int64_t)seconds : (int64_t)seconds;
}

/* From @line on; it is then the one behind the parents. */
static bool read_parents(str *rest, str *line, struct commit_head *head)
{
	while (str_starts(*line, STR("parent "))) {
		git_oid parent;

		if (!read_id_line(*line, STR("parent "), &parent))
			return false;
		if (!head->has_parent)
			head->parent = parent;
		head->has_parent = true;
		if (!str_next_line(rest, line))
			return false;
	}
	return true;
}

bool commit_head_read(str bytes, struct commit_head *ret_head)
{
	struct commit_head head = {0};
	str line;

	if (!str_next_line(&bytes, &line) || !read_id_line(line, STR("tree "), &head.tree))
		return false;
	if (!str_next_line(&bytes, &line) || !read_parents(&bytes, &line, &head))
		return false;
	while (!str_starts(line, STR("committer "))) {
		if (line.len == 0 || !str_next_line(&bytes, &line))
			return false;
	}
	head.committed_at = read_time(line);
	*ret_head = head;
	return true;
}

static bool read_mode(str digits, unsigned *ret_mode)
{
	unsigned mode = 0;

	if (digits.len == 0 || digits.len > MODE_DIGITS_MAX)
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.ptr[i] < '0' || digits.ptr[i] > '7')
			return false;
		mode = mode * 8 + (unsigned)(digits.ptr[i] - '0');
	}
	*ret_mode = mode;
	return true;
}

bool tree_next(str *rest, struct tree_entry *ret_entry)
{
	struct tree_entry entry;
	size_t blank;
	size_t end;

	if (!str_find_byte(*rest, ' ', &blank) || !str_find_byte(*rest, '\0', &end) ||
	    blank > end || rest->len - end - 1 < GIT_OID_RAWSZ ||
	    !read_mode(str_slice(*rest, 0, blank), &entry.mode))
		return false;
	entry.name = str_slice(*rest, blank + 1, end);
	memcpy(entry.id.id, rest->ptr + end + 1, GIT_OID_RAWSZ);
	*rest = str_skip(*rest, end + 1 + GIT_OID_RAWSZ);
	*ret_entry = entry;
	return true;
}

bool tree_find(str tree, str name, struct tree_entry *ret_entry)
{
	struct tree_entry entry;

	while (tree_next(&tree, &entry)) {
		if (str_equal(entry.name, name)) {
			*ret_entry = entry;
			return true;
		}
	}
	return false;
}

enum mail_change tree_mail_change(str tree, git_oid *ret_mail)
{
	enum mail_change change = MAIL_CHANGE_NONE;
	struct tree_entry entry;

	while (tree_next(&tree, &entry)) {
		bool is_mail = str_equal(entry.name, STR("m"));

		if (!tree_entry_is_file(&entry) || !(is_mail || str_equal(entry.name, STR("d"))))
			continue;
		/* In a tree `d` comes first; a mail that came counts more. */
		change = is_mail ? MAIL_CAME : MAIL_DELETED;
		*ret_mail = entry.id;
	}
	return tree.len > 0 ? MAIL_CHANGE_DAMAGED : change;
}

bool tree_entry_is_file(const struct tree_entry *entry)
{
	unsigned type = entry->mode & TYPE_MASK;

	return type == TYPE_FILE || type == TYPE_LINK;
}

bool tree_entry_is_directory(const struct tree_entry *entry)
{
	return (entry->mode & TYPE_MASK) == TYPE_DIRECTORY;
}

/* The byte of "NAME/" or "NAME" at @at; 0 behind the end. */
static int byte_of_name(const struct tree_entry *entry, size_t at)
{
	if (at < entry->name.len)
		return (unsigned char)entry->name.ptr[at];
	return at == entry->name.len && tree_entry_is_directory(entry) ? '/' : 0;
}

int tree_entry_compare(const struct tree_entry *a, const struct tree_entry *b)
{
	size_t shared = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = shared ? memcmp(a->name.ptr, b->name.ptr, shared) : 0;

	if (order != 0)
		return order;
	return byte_of_name(a, shared) - byte_of_name(b, shared);
}
