/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "archive/archive.h"

#include "archive/archive_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum probe_result (*probe_fn)(struct archive *archive, GError **error);

void set_read_error(const char *path, int number, GError **error)
{
	bool absent = number == ENOENT || number == ENOTDIR;

	g_set_error(error, TIDINGS_ERROR, absent ? TIDINGS_ERROR_NOT_FOUND : TIDINGS_ERROR_READ,
		    "cannot read '%s': %s", path, g_strerror(number));
}

bool add_file_state(GChecksum *state, const char *path, GError **error)
{
	struct stat status;
	g_autofree char *text = NULL;

	if (stat(path, &status) != 0) {
		set_read_error(path, errno, error);
		return false;
	}
	text = g_strdup_printf("%ju %ju %jd %jd.%09ld\n", (uintmax_t)status.st_dev,
			       (uintmax_t)status.st_ino, (intmax_t)status.st_size,
			       (intmax_t)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
	g_checksum_update(state, (const guchar *)text, -1);
	return true;
}

void append_state_point(GArray *points, GChecksum *state)
{
	struct archive_point point = {0};

	g_strlcpy(point.tip, g_checksum_get_string(state), sizeof(point.tip));
	g_array_append_val(points, point);
}

GMappedFile *map_file(const char *path, GError **error)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	GMappedFile *mapped = NULL;
	int number = errno;

	if (file >= 0) {
		mapped = g_mapped_file_new_from_fd(file, FALSE, NULL);
		number = errno;
		close(file);
	}
	if (!mapped)
		set_read_error(path, number, error);
	return mapped;
}

/* True once a probe has opened the archive, false with an error where one failed or none fits. */
static bool try_probes(struct archive *archive, const probe_fn *probes, size_t n_probes,
		       const char *wanted, GError **error)
{
	for (size_t i = 0; i < n_probes; i++) {
		enum probe_result result = probes[i](archive, error);

		if (result != PROBE_OTHER)
			return result == PROBE_OPENED;
	}
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_ARCHIVE, "'%s' is no archive: %s",
		    archive->path, wanted);
	return false;
}

static bool find_kind(struct archive *archive, GError **error)
{
	static const probe_fn of_directory[] = {inbox_v2_probe, repository_probe, maildir_probe};
	static const probe_fn of_file[] = {mbox_probe};
	struct stat status;

	if (stat(archive->path, &status) != 0) {
		set_read_error(archive->path, errno, error);
		return false;
	}
	if (S_ISDIR(status.st_mode))
		return try_probes(archive, of_directory, G_N_ELEMENTS(of_directory),
				  "a directory that holds no git/N.git, is no git repository, and "
				  "has no cur and new",
				  error);
	if (S_ISREG(status.st_mode))
		return try_probes(archive, of_file, G_N_ELEMENTS(of_file),
				  "a file that does not begin with \"From \" as an mbox does; a "
				  "git bundle must be cloned first",
				  error);
	return try_probes(archive, NULL, 0, "neither a directory nor a regular file", error);
}

struct archive *archive_open(const char *path, enum mbox_quoting quoting, GError **error)
{
	g_autoptr(archive) opened = g_new0(struct archive, 1);

	opened->path = g_strdup(path);
	opened->quoting = quoting;
	opened->epochs = g_ptr_array_new_with_free_func((GDestroyNotify)epoch_free);
	opened->files = g_ptr_array_new_with_free_func(g_free);
	if (!find_kind(opened, error))
		return NULL;
	return g_steal_pointer(&opened);
}

void archive_close(struct archive *archive)
{
	if (!archive)
		return;
	g_clear_pointer(&archive->mbox, g_bytes_unref);
	g_ptr_array_unref(archive->files);
	g_ptr_array_unref(archive->epochs);
	g_free(archive->description);
	g_free(archive->path);
	g_free(archive);
}

enum archive_kind archive_kind(const struct archive *archive)
{
	return archive->kind->kind;
}

const char *archive_kind_name(enum archive_kind kind)
{
	static const char *const names[] = {
		[ARCHIVE_INBOX_V2] = "public-inbox v2 inbox",
		[ARCHIVE_EPOCH] = "public-inbox epoch",
		[ARCHIVE_INBOX_V1] = "public-inbox v1 inbox",
		[ARCHIVE_MBOX] = "mbox",
		[ARCHIVE_MAILDIR] = "Maildir",
	};

	return names[kind];
}

const char *archive_description(const struct archive *archive)
{
	return archive->description;
}

GArray *archive_points(const struct archive *archive, GError **error)
{
	g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(struct archive_point));

	if (!archive->kind->list_points(archive, points, error))
		return NULL;
	return g_steal_pointer(&points);
}

bool archive_select(struct archive *archive, const struct selection_request *request,
		    struct selection **ret_selection, GError **error)
{
	struct gathering gathering;
	bool selected;

	gathering_init(&gathering);
	selected = archive->kind->select(archive, request, &gathering, error);
	if (selected)
		*ret_selection = gathering_finish(&gathering);
	gathering_clear(&gathering);
	return selected;
}

enum read_result archive_read(struct archive *archive, const struct arrival *arrival,
			      struct raw_mail *ret_raw, GError **error)
{
	return archive->kind->read(archive, arrival, ret_raw, error);
}

bool archive_read_all(struct archive *archive, const struct selection *selection,
		      unsigned n_workers, const struct mail_taker *taker, GError **error)
{
	return archive->kind->read_all(archive, selection, n_workers, taker, error);
}

char *archive_name_of(const struct archive *archive, const struct arrival *arrival)
{
	return archive->kind->name_of(archive, arrival);
}

void archive_commit_of(const struct archive *archive, const struct arrival *arrival,
		       char ret_id[ARCHIVE_ID_BYTES])
{
	git_oid id;

	ret_id[0] = '\0';
	if (!archive->kind->collect)
		return;
	memcpy(id.id, arrival->commit, sizeof(id.id));
	git_oid_tostr(ret_id, ARCHIVE_ID_BYTES, &id);
}
