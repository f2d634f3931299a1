/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The v2 format of public-inbox: a commit's tree holds the one file `m`, a mail
 * that came, or `d`, a mail that is deleted. A new epoch begins every few
 * hundred megabytes; old ones may be left out of a mirror.
 */
#include "archive/archive_internal.h"
#include "base/limits.h"

#include <string.h>

/* What @commit did: as the commit knows already, or as its tree says. */
static enum read_result find_change(struct epoch *epoch, const struct commit *commit,
				    enum mail_change *ret_change, git_oid *ret_mail, GError **error)
{
	enum read_result result;
	str tree;

	*ret_change = commit->change;
	*ret_mail = commit->mail;
	if (commit->change != MAIL_CHANGE_UNKNOWN)
		return READ_OK;
	result = epoch_read_tree(epoch, commit, &commit->head.tree, &tree, error);
	if (result != READ_OK)
		return result;
	*ret_change = tree_mail_change(tree, ret_mail);
	if (*ret_change != MAIL_CHANGE_DAMAGED)
		return READ_OK;
	epoch_set_tree_error(epoch, commit, error);
	return READ_FAILED;
}

static bool inbox_v2_collect(struct epoch *epoch, const struct commit *commit,
			     struct gathering *gathering, GError **error)
{
	enum mail_change change;
	git_oid mail;

	switch (find_change(epoch, commit, &change, &mail, error)) {
	case READ_OK:
		break;
	case READ_MISSING:
		gathering_add(gathering, epoch, commit, NULL);
		return true;
	case READ_FAILED:
		return false;
	}
	if (change == MAIL_CAME)
		gathering_add(gathering, epoch, commit, &mail);
	if (change == MAIL_DELETED)
		gathering_delete(gathering, &mail);
	return true;
}

const struct kind_operations inbox_v2_operations = {
	.kind = ARCHIVE_INBOX_V2,
	.select = git_archive_select,
	.read = git_archive_read,
	.read_all = git_archive_read_all,
	.list_points = git_archive_list_points,
	.name_of = git_archive_name_of,
	.collect = inbox_v2_collect,
	.reads_ahead = true,
};

const struct kind_operations epoch_operations = {
	.kind = ARCHIVE_EPOCH,
	.select = git_archive_select,
	.read = git_archive_read,
	.read_all = git_archive_read_all,
	.list_points = git_archive_list_points,
	.name_of = git_archive_name_of,
	.collect = inbox_v2_collect,
	.reads_ahead = true,
};

/* The number of an epoch from the name of its directory, `N.git`. */
static bool epoch_number(const char *name, unsigned *ret_number)
{
	str digits = str_from(name);

	if (!str_ends(digits, STR(".git")))
		return false;
	digits = str_slice(digits, 0, digits.len - strlen(".git"));
	if (digits.len > 1 && digits.ptr[0] == '0')
		return false;
	return str_to_uint(digits, LIMIT_EPOCHS - 1, ret_number);
}

static int compare_unsigned(const void *a, const void *b)
{
	unsigned x = *(const unsigned *)a;
	unsigned y = *(const unsigned *)b;

	return (x > y) - (x < y);
}

/* The numbers of the epochs in @directory, ascending; empty where it is none. */
static GArray *list_epochs(const char *directory)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(unsigned));
	g_autoptr(GDir) entries = g_dir_open(directory, 0, NULL);
	const char *name;

	while (entries && (name = g_dir_read_name(entries))) {
		unsigned number;

		if (epoch_number(name, &number))
			g_array_append_val(numbers, number);
	}
	g_array_sort(numbers, compare_unsigned);
	return numbers;
}

static bool open_epochs(struct archive *archive, const char *directory, const GArray *numbers,
			GError **error)
{
	for (size_t i = 0; i < numbers->len; i++) {
		unsigned number = g_array_index(numbers, unsigned, i);
		g_autofree char *name = g_strdup_printf("%u.git", number);
		g_autofree char *path = g_build_filename(directory, name, NULL);
		struct epoch *epoch;

		switch (epoch_open(path, number, &epoch, error)) {
		case EPOCH_OPENED:
			g_ptr_array_add(archive->epochs, epoch);
			break;
		case EPOCH_NO_REPOSITORY:
			g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
				    "epoch '%s' is no git repository", path);
			return false;
		case EPOCH_FAILED:
			return false;
		}
	}
	return true;
}

/* That of the inbox, else of its newest epoch that has one. */
static char *find_description(const struct archive *archive, const char *directory)
{
	g_autofree char *path = g_build_filename(directory, "..", "description", NULL);
	char *description = description_read(path);

	for (size_t i = archive->epochs->len; !description && i-- > 0;)
		description = epoch_description(archive->epochs->pdata[i]);
	return description;
}

enum probe_result inbox_v2_probe(struct archive *archive, GError **error)
{
	g_autofree char *below = g_build_filename(archive->path, "git", NULL);
	const char *const directories[] = {below, archive->path};

	for (size_t i = 0; i < G_N_ELEMENTS(directories); i++) {
		g_autoptr(GArray) numbers = list_epochs(directories[i]);

		if (numbers->len == 0)
			continue;
		archive->kind = &inbox_v2_operations;
		if (!open_epochs(archive, directories[i], numbers, error))
			return PROBE_FAILED;
		archive->description = find_description(archive, directories[i]);
		return PROBE_OPENED;
	}
	return PROBE_OTHER;
}
