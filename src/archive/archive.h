/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a list's mails are kept: from a path to mails in order of arrival.
 *
 * One interface over five kinds: a public-inbox v2 inbox (epochs `git/N.git`),
 * one epoch alone (bare or with a work tree), a v1 inbox (mails by hashed
 * path), an mbox (mboxrd or mboxo, also compressed by gzip) and a Maildir.
 * The formats are those of public-inbox-v2-format(5), public-inbox-v1-format(5),
 * RFC 4155 and https://cr.yp.to/proto/maildir.html.
 *
 * A caller opens an archive, selects a range of it, and reads the arrivals one
 * by one, in any order, as often as it likes:
 *
 *	archive_open() -> archive_select() -> archive_read() ... -> archive_close()
 *
 * or reads all of them at once, archive_read_all(), on several threads.
 *
 * Deleted mails (a `d` commit of v2, a removed path of v1, within the range)
 * are not in a selection. Bytes are handed out as they stand in the archive,
 * except that an mbox loses its "From " lines and the quoting of such lines.
 */
#ifndef TIDINGS_ARCHIVE_ARCHIVE_H
#define TIDINGS_ARCHIVE_ARCHIVE_H

#include "base/str.h"

#include <glib.h>

enum archive_kind {
	ARCHIVE_INBOX_V2,
	ARCHIVE_EPOCH,
	ARCHIVE_INBOX_V1,
	ARCHIVE_MBOX,
	ARCHIVE_MAILDIR,
};

enum mbox_quoting {
	MBOX_QUOTING_RD, /* `>From ` and `>>From ` lose one `>` */
	MBOX_QUOTING_O, /* only `>From ` does */
};

struct archive;

enum {
	ARCHIVE_ID_BYTES = 65, /* SHA-256 in hexadecimal, terminated */
	ARRIVAL_ID_BYTES = 20, /* SHA-1, of which alone there are archives that can be read */
};

/* One mail of a selection: where it stands and when it came. A plain value. */
struct arrival {
	unsigned epoch; /* number of the epoch; 0 where there are none */
	unsigned char object[ARRIVAL_ID_BYTES]; /* its blob; zeroed for mbox, Maildir, if unknown */
	unsigned char commit[ARRIVAL_ID_BYTES]; /* that brought it; zeroed for mbox and Maildir */
	uint64_t offset; /* of the mail in the mbox; index of the file in the Maildir */
	uint64_t length; /* of the mail in the mbox, its "From " line left out */
	int64_t arrived_at; /* committer's time; ARRIVED_UNKNOWN for mbox and Maildir */
};

#define ARRIVED_UNKNOWN INT64_MIN

/*
 * Up to where an archive has come: the newest commit of an epoch, or for an mbox or
 * a Maildir what changes whenever its files do. Where it is equal nothing has come.
 */
struct archive_point {
	unsigned epoch; /* number of the epoch; 0 where there are none */
	char tip[ARCHIVE_ID_BYTES];
};

/* What is wanted of an archive. Zeroed, it means all of it. */
struct selection_request {
	const char *range; /* "FROM..TO", "FROM..", "..TO", or NULL for all */
	bool has_since;
	bool has_until;
	int64_t since; /* arrived at this second or later */
	int64_t until; /* arrived before this second */
};

/* The mails of a range, oldest first. Freed with selection_free(). */
struct selection {
	struct arrival *arrivals;
	size_t n_arrivals;
	size_t n_deleted; /* mails that came and were deleted within it; not among the arrivals */
	/*
	 * The blobs of mails that were deleted within it and came before it, ascending, each
	 * of ARRIVAL_ID_BYTES one after the other.
	 */
	unsigned char *deleted_before;
	size_t n_deleted_before;
	/*
	 * The range that this is, as commits: those asked for, or else the one before
	 * the oldest that was selected ("" at the archive's start) and the newest.
	 * Both are "" where none was selected, and for mbox and Maildir.
	 */
	char from_id[ARCHIVE_ID_BYTES];
	char to_id[ARCHIVE_ID_BYTES];
};

/* What archive_read() hands out; released with raw_mail_release(). */
struct raw_mail {
	str bytes; /* valid until the release, and no longer than the archive */
	void *owner; /* for raw_mail_release() alone */
};

enum read_result {
	READ_OK,
	/*
	 * It is not there, which is no error: a partial clone lacks its blob or its
	 * commit's tree, its epoch is gone, or its file has left the Maildir since that
	 * was opened.
	 */
	READ_MISSING,
	READ_FAILED, /* the error is set; the archive is damaged or unreadable */
};

/*
 * Opens the archive at @path and finds out its kind: by what stands there, not
 * by its name. An empty file is an mbox, and a repository without commits an
 * epoch, of no mails. The user's git configuration takes no part, and it does
 * not matter who owns the archive. Errors: NOT_FOUND (no such file or
 * directory), NOT_ARCHIVE (with what was looked for; also a repository with
 * SHA-256 ids, which libgit2 does not read), READ (also a gzip stream that is
 * longer than LIMIT_MBOX_BYTES), CORRUPT (a repository that git cannot open, a
 * pack that is cut off, a broken gzip stream). What a user put in an object's
 * place (git-replace(1), grafts) takes no part. @quoting matters for an mbox
 * alone. The caller closes the archive. libgit2, once it is needed, is set up for
 * the whole process, so that a program that uses it for something else must set
 * its options again.
 */
struct archive *archive_open(const char *path, enum mbox_quoting quoting, GError **error);
void archive_close(struct archive *archive);

enum archive_kind archive_kind(const struct archive *archive);

/* "public-inbox v2 inbox" and the like: for messages. A literal. */
const char *archive_kind_name(enum archive_kind kind);

/*
 * The first line of the archive's `description` file (of the inbox, else of
 * its epochs), or NULL where there is none or git's default stands in it. Not
 * escaped, not surely UTF-8. Owned by the archive.
 */
const char *archive_description(const struct archive *archive);

/*
 * The points of all epochs that hold a mail, ascending: array of struct
 * archive_point. READ where a file of an mbox or Maildir cannot be looked at.
 */
GArray *archive_points(const struct archive *archive, GError **error);

/*
 * Selects mails. Ends of a range are what `git rev-parse` takes: ids, also
 * abbreviated, and looked for in all epochs; refs and tags; both with ~N and
 * ^, where ~N of a newest epoch that is too short goes on into the one before.
 * A range holds what came after FROM, up to and with TO, across epochs.
 *
 * Errors: NOT_FOUND (no such commit, naming it), AMBIGUOUS, USAGE (not of the
 * form FROM..TO), RANGE (FROM is TO; TO lies before FROM; a range asked of an mbox or
 * Maildir), CORRUPT, READ. A selection of no mails is no error. Times are compared
 * here for git archives; for the others, whose mails must be read to know
 * when they came, the caller compares. They are committers' times, which need
 * not ascend: without a FROM, the search backward ends at LIMIT_LATE_COMMITS
 * commits in a row that are older than asked for.
 */
bool archive_select(struct archive *archive, const struct selection_request *request,
		    struct selection **ret_selection, GError **error);
void selection_free(struct selection *selection);

typedef struct archive archive;
typedef struct selection selection;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(archive, archive_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(selection, selection_free)

/*
 * Reads one mail. On READ_OK the caller releases @ret_raw; on READ_MISSING
 * and READ_FAILED it is untouched. The bytes of a mail that is longer than
 * LIMIT_MAIL_BYTES end there. A git blob is read whole before it is cut, so
 * that memory is bounded by what the list's server took, not by that limit;
 * but only what is left of it stays until the release.
 */
enum read_result archive_read(struct archive *archive, const struct arrival *arrival,
			      struct raw_mail *ret_raw, GError **error);
void raw_mail_release(struct raw_mail *raw);

/* Who takes the mails of archive_read_all(). */
struct mail_taker {
	/*
	 * What archive_read() would give for arrival @index of the selection: READ_OK
	 * with its bytes, which are valid until the return, or READ_MISSING. Called
	 * once for each arrival, in any order, on the thread of @worker, which is
	 * below the number of workers; 0 is the caller's. Two calls at the same time
	 * never have the same worker.
	 */
	void (*take)(void *user, unsigned worker, size_t index, enum read_result result, str bytes);
	void *user;
};

/*
 * Reads all mails of @selection with @n_workers threads, 1 or more: packs of git
 * in the order of their bytes, which is several times as fast as one mail after
 * the other. What is held in memory does not grow with the archive, but for 16
 * bytes a mail. After a failure, with the errors of archive_read(), some mails
 * were not taken; which error it is does not depend on the threads.
 */
bool archive_read_all(struct archive *archive, const struct selection *selection,
		      unsigned n_workers, const struct mail_taker *taker, GError **error);

/* The name of the blob, file or offset of @arrival, for messages. g_free() it. */
char *archive_name_of(const struct archive *archive, const struct arrival *arrival);

/* The commit of @arrival in hexadecimal, or "" for mbox and Maildir. */
void archive_commit_of(const struct archive *archive, const struct arrival *arrival,
		       char ret_id[ARCHIVE_ID_BYTES]);

#endif
