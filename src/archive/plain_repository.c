/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/plain_repository.h"

#include "archive/git_library.h"
#include "archive/small_file.h"

static bool has(const char *directory, const char *name, GFileTest test)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);

	return g_file_test(path, test);
}

bool is_no_repository(const char *path)
{
	/* A HEAD may be a link to a branch that stands elsewhere. */
	return !has(path, "HEAD", G_FILE_TEST_EXISTS) &&
	       !has(path, "HEAD", G_FILE_TEST_IS_SYMLINK) && !has(path, ".git", G_FILE_TEST_EXISTS);
}

/* Whether the one number that is after @key in @config is 0 or 1. */
static bool is_known_format(str config)
{
	static const str key = STR_INIT("repositoryformatversion");
	str value;
	size_t at;

	if (!str_find_nocase(config, key, &at))
		return false;
	config = str_skip(config, at + key.len);
	if (!str_next_line(&config, &value) || str_find_nocase(config, key, &at))
		return false;
	value = str_trim(value);
	if (!str_take(&value, STR("=")))
		return false;
	value = str_trim(value);
	return str_equal(value, STR("0")) || str_equal(value, STR("1"));
}

static bool has_plain_config(const char *directory)
{
	static const str words[] = {
		STR_INIT("[extensions"),
		STR_INIT("[include"),
		STR_INIT("worktree"),
	};
	g_autofree char *bytes = NULL;
	str config;
	size_t at;

	if (small_file_read(directory, "config", &config) != SMALL_FILE_READ)
		return false;
	bytes = (char *)config.ptr;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (str_find_nocase(config, words[i], &at))
			return false;
	}
	return is_known_format(config);
}

static bool is_plain(const char *directory)
{
	return has(directory, "HEAD", G_FILE_TEST_IS_REGULAR) &&
	       has(directory, "objects", G_FILE_TEST_IS_DIR) &&
	       has(directory, "refs", G_FILE_TEST_IS_DIR) &&
	       !has(directory, "commondir", G_FILE_TEST_EXISTS) && has_plain_config(directory);
}

char *plain_repository_find(const char *path)
{
	g_autofree char *below = g_build_filename(path, ".git", NULL);

	/* git too looks for a work tree first. */
	if (has(path, ".git", G_FILE_TEST_EXISTS))
		return is_plain(below) ? g_steal_pointer(&below) : NULL;
	return is_plain(path) ? g_strdup(path) : NULL;
}

/* A branch whose name is safe as a path. */
static bool is_branch(str name)
{
	static const char bytes[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-_./";

	if (!str_starts(name, STR("refs/heads/")) || str_contains(name, STR("..")))
		return false;
	for (size_t i = 0; i < name.len; i++) {
		size_t at;

		if (!str_find_byte(str_from(bytes), name.ptr[i], &at))
			return false;
	}
	return true;
}

/* The id that `packed-refs` has for @name. A line is "ID NAME", or a mark of the line before. */
static bool find_packed(const char *git_directory, str name, git_oid *ret_id)
{
	g_autofree char *bytes = NULL;
	str rest;
	str line;

	if (small_file_read(git_directory, "packed-refs", &rest) != SMALL_FILE_READ)
		return false;
	bytes = (char *)rest.ptr;
	while (str_next_line(&rest, &line)) {
		size_t blank;

		if (str_find_byte(line, ' ', &blank) && str_equal(str_skip(line, blank + 1), name))
			return oid_parse(str_slice(line, 0, blank), ret_id);
	}
	return false;
}

/* The id of a branch: in its own file, or in packed-refs where it has none. */
static bool read_branch(const char *git_directory, str name, git_oid *ret_id)
{
	g_autofree char *path = str_dup(name);
	g_autofree char *bytes = NULL;
	str text;

	switch (small_file_read(git_directory, path, &text)) {
	case SMALL_FILE_READ:
		bytes = (char *)text.ptr;
		return oid_parse(str_trim(text), ret_id);
	case SMALL_FILE_ABSENT:
		return find_packed(git_directory, name, ret_id);
	case SMALL_FILE_REFUSED:
		break;
	}
	return false;
}

bool plain_repository_head(const char *git_directory, git_oid *ret_tip)
{
	g_autofree char *bytes = NULL;
	str head;

	if (small_file_read(git_directory, "HEAD", &head) != SMALL_FILE_READ)
		return false;
	bytes = (char *)head.ptr;
	head = str_trim(head);
	if (!str_take(&head, STR("ref:")))
		return oid_parse(head, ret_tip);
	head = str_trim(head);
	return is_branch(head) && read_branch(git_directory, head, ret_tip);
}
