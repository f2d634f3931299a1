/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A Maildir as an archive. Its files are listed as it is opened; their names
 * begin with the second of delivery, so that the order of names is about the
 * order of arrival.
 */
#include "archive/archive_internal.h"

#include <errno.h>
#include <string.h>

static const char *const directories[] = {"new", "cur"};

static bool is_maildir(const char *path)
{
	for (size_t i = 0; i < G_N_ELEMENTS(directories); i++) {
		g_autofree char *directory = g_build_filename(path, directories[i], NULL);

		if (!g_file_test(directory, G_FILE_TEST_IS_DIR))
			return false;
	}
	return true;
}

static bool list_files(struct archive *archive, const char *directory, GError **error)
{
	g_autofree char *path = g_build_filename(archive->path, directory, NULL);
	g_autoptr(GDir) entries = g_dir_open(path, 0, NULL);
	const char *name;

	if (!entries) {
		set_read_error(path, errno, error);
		return false;
	}
	while ((name = g_dir_read_name(entries))) {
		g_autofree char *file = g_build_filename(path, name, NULL);

		if (name[0] != '.' && g_file_test(file, G_FILE_TEST_IS_REGULAR))
			g_ptr_array_add(archive->files, g_build_filename(directory, name, NULL));
	}
	return true;
}

/* By name, whichever directory a file is in: a reader moves it from new to cur. */
static int compare_files(const void *a, const void *b)
{
	const char *x = *(const char *const *)a;
	const char *y = *(const char *const *)b;
	int order = strcmp(strchr(x, '/'), strchr(y, '/'));

	return order != 0 ? order : strcmp(x, y);
}

enum probe_result maildir_probe(struct archive *archive, GError **error)
{
	if (!is_maildir(archive->path))
		return PROBE_OTHER;
	archive->kind = &maildir_operations;
	for (size_t i = 0; i < G_N_ELEMENTS(directories); i++) {
		if (!list_files(archive, directories[i], error))
			return PROBE_FAILED;
	}
	g_ptr_array_sort(archive->files, compare_files);
	return PROBE_OPENED;
}

/* A file of a Maildir never changes: names are enough. */
static bool maildir_list_points(const struct archive *archive, GArray *points, GError **error)
{
	g_autoptr(GChecksum) state = g_checksum_new(G_CHECKSUM_SHA1);

	(void)error;
	for (size_t i = 0; i < archive->files->len; i++) {
		const char *name = g_ptr_array_index(archive->files, i);

		g_checksum_update(state, (const guchar *)name, (gssize)strlen(name) + 1);
	}
	append_state_point(points, state);
	return true;
}

static bool maildir_select(struct archive *archive, const struct selection_request *request,
			   struct gathering *gathering, GError **error)
{
	if (!refuse_range(archive, request, error))
		return false;
	for (size_t i = 0; i < archive->files->len; i++) {
		struct arrival arrival = {.offset = i, .arrived_at = ARRIVED_UNKNOWN};

		g_array_append_val(gathering->arrivals, arrival);
	}
	return true;
}

static void release_file(void *held)
{
	g_mapped_file_unref(held);
}

static enum read_result maildir_read(struct archive *archive, const struct arrival *arrival,
				     struct raw_mail *ret_raw, GError **error)
{
	g_autofree char *path = g_build_filename(
		archive->path, g_ptr_array_index(archive->files, arrival->offset), NULL);
	g_autoptr(GError) reason = NULL;
	GMappedFile *file = map_file(path, &reason);
	str bytes;

	/* A Maildir may be in use: its mail is read elsewhere, moved or deleted meanwhile. */
	if (g_error_matches(reason, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND))
		return READ_MISSING;
	if (!file) {
		g_propagate_error(error, g_steal_pointer(&reason));
		return READ_FAILED;
	}
	bytes.ptr = g_mapped_file_get_contents(file);
	bytes.len = g_mapped_file_get_length(file);
	*ret_raw = raw_mail_over(bytes, release_file, file);
	return READ_OK;
}

static char *maildir_name_of(const struct archive *archive, const struct arrival *arrival)
{
	return g_strdup_printf("file %s",
			       (char *)g_ptr_array_index(archive->files, arrival->offset));
}

const struct kind_operations maildir_operations = {
	.kind = ARCHIVE_MAILDIR,
	.select = maildir_select,
	.read = maildir_read,
	.read_all = files_read_all,
	.list_points = maildir_list_points,
	.name_of = maildir_name_of,
};
