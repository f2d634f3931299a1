/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a subscription keeps its state: so that no mail is reported twice, and none is missed,
 * whenever a run is killed.
 *
 *	bookmark	how far it was reported
 *	prepared	an update that is on its way: the next bookmark, where it goes,
 *			and what has been done of it already
 *	prepared.file	the bytes of it for the file, and for the mail
 *	prepared.mail
 *	unsure-N.eml	a mail of which nobody knows whether it was taken
 *	published	when the site was made last
 *	lock		held by the run at work
 *
 * An update is prepared first, whole and on the disk. From then on it is delivered, as often as
 * it takes, always with the same bytes; a file that is there already is replaced by the same one.
 * With the last step `prepared` becomes the bookmark, in one rename.
 *
 * A mail cannot be taken back. `prepared` says that it is handed over before a server or a program
 * can have taken it, and that it was sent once it was taken. A run that finds the first and not the
 * second does not send it again: it is kept as unsure, and the user is told.
 */
#ifndef TIDINGS_SUBSCRIPTION_STORE_H
#define TIDINGS_SUBSCRIPTION_STORE_H

#include "subscription/bookmark.h"

struct store;

/*
 * Opens or makes the folder @path, and locks it. Errors: BUSY while another run works on it; WRITE.
 * What runs this waits for no lock: who is late finds nothing to do.
 */
struct store *store_open(const char *path, GError **error);
void store_close(struct store *store);

/* The folder of the subscription @name among the user's state. g_free() it. */
char *store_usual_path(const char *name);

/* What was remembered; NULL without an error where nothing was. CORRUPT, READ, VERSION. */
struct bookmark *store_bookmark(struct store *store, GError **error);

/* Remembers it, without an update that is delivered. WRITE. */
bool store_set_bookmark(struct store *store, const struct bookmark *bookmark, GError **error);

enum prepared_mail {
	PREPARED_MAIL_NONE,
	PREPARED_MAIL_WAITING,
	PREPARED_MAIL_HANDED, /* it may have been taken */
	PREPARED_MAIL_SENT,
};

/* An update on its way. What is not to be delivered is NULL. */
struct prepared {
	struct bookmark *next;
	char *file; /* whole path */
	GString *document; /* its bytes */
	enum prepared_mail mail;
	char *from; /* addresses alone */
	char **to;
	GString *message;
};

struct prepared *prepared_new(void);
void prepared_free(struct prepared *prepared);

/* Keeps it: after true it is on the disk. WRITE. */
bool store_prepare(struct store *store, const struct prepared *prepared, GError **error);

/*
 * The one that is kept; NULL without an error where none is. What was delivered is not read again.
 * CORRUPT, READ, VERSION.
 */
struct prepared *store_prepared(struct store *store, GError **error);

/* What has become of its mail: kept before this returns. WRITE. */
bool store_set_mail(struct store *store, struct prepared *prepared, enum prepared_mail mail,
		    GError **error);

/*
 * Keeps its mail in a file of its own, the same one each time; the path of that, which the caller
 * frees. WRITE.
 */
char *store_keep_unsure(struct store *store, const struct prepared *prepared, GError **error);

/* Forgets it, of which nothing was delivered: what it tells is new again. WRITE. */
bool store_drop(struct store *store, GError **error);

/* It was delivered: its bookmark is the one that counts now. WRITE. */
bool store_finish(struct store *store, GError **error);

/* When the site was made last; INT64_MIN for never. */
int64_t store_published_at(struct store *store);
bool store_set_published_at(struct store *store, int64_t at, GError **error);

typedef struct store store;
typedef struct prepared prepared;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(store, store_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(prepared, prepared_free)

#endif
