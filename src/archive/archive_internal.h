/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files of this room share: an open archive, its kinds as a table of
 * operations, and the gathering that becomes a selection.
 */
#ifndef TIDINGS_ARCHIVE_ARCHIVE_INTERNAL_H
#define TIDINGS_ARCHIVE_ARCHIVE_INTERNAL_H

#include "archive/archive.h"
#include "archive/epoch.h"

struct kind_operations;

/* An open archive. Of the three kinds of store one is in use, the others stay zeroed. */
struct archive {
	const struct kind_operations *kind;
	char *path; /* as the caller gave it */
	char *description; /* or NULL */

	GPtrArray *epochs; /* of struct epoch, ascending by number: git archives */

	GBytes *mbox; /* mapped or decompressed */
	enum mbox_quoting quoting;

	GPtrArray *files; /* of char *, "cur/NAME" or "new/NAME": a Maildir's */
};

/* Arrivals while they are being found. */
struct gathering {
	GArray *arrivals; /* of struct arrival; newest first while commits are walked */
	GHashTable *deleted; /* set of blobs: their arrivals that are still to come do not count */
	GHashTable *undone; /* set of those blobs whose arrivals were met */
	size_t n_deleted;
	char from_id[ARCHIVE_ID_BYTES];
	char to_id[ARCHIVE_ID_BYTES];
};

/* Adds what @commit brought to @gathering, and to its deleted blobs what @commit deleted. */
typedef bool (*collect_fn)(struct epoch *epoch, const struct commit *commit,
			   struct gathering *gathering, GError **error);

/* What sets one kind of archive apart. */
struct kind_operations {
	enum archive_kind kind;
	bool (*select)(struct archive *archive, const struct selection_request *request,
		       struct gathering *gathering, GError **error);
	enum read_result (*read)(struct archive *archive, const struct arrival *arrival,
				 struct raw_mail *ret_raw, GError **error);
	bool (*read_all)(struct archive *archive, const struct selection *selection,
			 unsigned n_workers, const struct mail_taker *taker, GError **error);
	bool (*list_points)(const struct archive *archive, GArray *points, GError **error);
	char *(*name_of)(const struct archive *archive, const struct arrival *arrival);
	collect_fn collect; /* of the git archives; NULL for the others */
	bool reads_ahead; /* collect() has use for epoch_read_all_commits() */
};

extern const struct kind_operations inbox_v2_operations;
extern const struct kind_operations epoch_operations;
extern const struct kind_operations inbox_v1_operations;
extern const struct kind_operations mbox_operations;
extern const struct kind_operations maildir_operations;

enum probe_result {
	PROBE_OTHER, /* it is no archive of these kinds; no error is set */
	PROBE_OPENED, /* archive->kind and its store are set */
	PROBE_FAILED, /* it is one, but the error is set */
};

/* Each looks at archive->path, and opens the archive if it is of its kind. */
enum probe_result inbox_v2_probe(struct archive *archive, GError **error);
enum probe_result repository_probe(struct archive *archive, GError **error);
enum probe_result mbox_probe(struct archive *archive, GError **error);
enum probe_result maildir_probe(struct archive *archive, GError **error);

/* select_git.c and read_git.c: the operations that git archives share. */
bool git_archive_select(struct archive *archive, const struct selection_request *request,
			struct gathering *gathering, GError **error);
enum read_result git_archive_read(struct archive *archive, const struct arrival *arrival,
				  struct raw_mail *ret_raw, GError **error);
bool git_archive_read_all(struct archive *archive, const struct selection *selection,
			  unsigned n_workers, const struct mail_taker *taker, GError **error);
bool git_archive_list_points(const struct archive *archive, GArray *points, GError **error);
char *git_archive_name_of(const struct archive *archive, const struct arrival *arrival);

/* read_files.c: the one that the others share. Their read() may be called by several threads. */
bool files_read_all(struct archive *archive, const struct selection *selection, unsigned n_workers,
		    const struct mail_taker *taker, GError **error);

/* selection.c */
void gathering_init(struct gathering *gathering);
void gathering_clear(struct gathering *gathering);

/* An arrival of @blob by @commit, unless @blob was deleted later. A NULL @blob is one not there. */
void gathering_add(struct gathering *gathering, const struct epoch *epoch,
		   const struct commit *commit, const git_oid *blob);

/* Earlier arrivals of @blob do not count. */
void gathering_delete(struct gathering *gathering, const git_oid *blob);

/* The selection, with the arrivals as they stand; @gathering is empty afterwards. */
struct selection *gathering_finish(struct gathering *gathering);

/* Sets RANGE if commits are asked of an archive that has none. */
bool refuse_range(const struct archive *archive, const struct selection_request *request,
		  GError **error);

/* @bytes, cut at LIMIT_MAIL_BYTES; @release is called with @held when the mail is released. */
struct raw_mail raw_mail_over(str bytes, GDestroyNotify release, void *held);

/* Sets NOT_FOUND or READ, naming @path, for a system call that failed with the errno @number. */
void set_read_error(const char *path, int number, GError **error);

/*
 * Adds to @state what stat(2) tells of the file @path when it is written: device,
 * inode, size, times. The errors are those of set_read_error().
 */
bool add_file_state(GChecksum *state, const char *path, GError **error);

/* Appends the point whose tip is @state, in hexadecimal. */
void append_state_point(GArray *points, GChecksum *state);

/* Maps the file at @path. The errors are those of set_read_error(). */
GMappedFile *map_file(const char *path, GError **error);

#endif
