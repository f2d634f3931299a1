/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A prepared update on its way: to a file, as a mail.
 */
#ifndef TIDINGS_CLI_DELIVER_H
#define TIDINGS_CLI_DELIVER_H

#include "config/config.h"
#include "subscription/store.h"

/*
 * Does what is left of it: the file, then the mail. Appends to @done what was done, a few words
 * each, with `, ` between them. A mail of which a run before this one, or this one, does not know
 * whether it was taken is kept and not sent again; @unsure is then what there is to tell, else
 * NULL; the caller frees it. Once it was told the caller calls store_finish(): what is killed before
 * that tells it with the next run.
 *
 * Errors: WRITE; those of delivery_smtp() and delivery_sendmail(). What was done is known, and the
 * next call does the rest.
 */
bool deliver(struct store *store, struct prepared *prepared, const struct config *config,
	     GString *done, char **unsure, GError **error);

#endif
