/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Handing a finished mail over: to a server, or to a program.
 *
 * Errors say what failed, where, and what to do. No password stands in one, nor in the
 * arguments or the environment of a program.
 */
#ifndef TIDINGS_DELIVERY_DELIVERY_H
#define TIDINGS_DELIVERY_DELIVERY_H

#include "base/str.h"
#include "config/config.h"

#include <glib.h>

/* A mail and its envelope. Whoever makes one has checked its addresses. */
struct delivery {
	str from; /* an address alone */
	const str *to; /* likewise */
	unsigned n_to;
	str message; /* whole; its lines end in LF */
	/*
	 * Called once, before the other side can have taken the mail: after this, who is killed
	 * does not know whether it was. False with an error stops the delivery. May be NULL.
	 */
	bool (*hand_over)(void *user, GError **error);
	void *user;
};

/*
 * Hands the mail to what @config says: delivery_smtp() or delivery_sendmail(), and their errors.
 */
bool delivery_send(const struct config *config, const struct delivery *delivery, GError **error);

/* That server or program, for messages. */
const char *delivery_way(const struct config *config);

/*
 * Hands the mail to the server of @smtp, which must name one; it takes it for all recipients or
 * for none. CONFIG where @smtp, or where its password stands, makes no sense; DELIVERY where
 * the server cannot be reached, is not the one that its certificate should name,
 * refuses, or is not done within smtp->timeout seconds; but UNSURE where it had the whole mail,
 * and said neither that it takes it nor that it does not (RFC 5321, 4.5.3.2.6: whoever sends it
 * again then may send it twice).
 */
bool delivery_smtp(const struct config_smtp *smtp, const struct delivery *delivery, GError **error);

/*
 * Runs @program (a path or a name, its arguments, NULL) with the recipients as further arguments
 * and the mail as its input. DELIVERY, with what it said, where it cannot be run or
 * does not end with status 0; UNSURE where it was killed, or was ended as it took more than
 * LIMIT_SENDMAIL_SECONDS.
 */
bool delivery_sendmail(char **program, const struct delivery *delivery, GError **error);

#endif
