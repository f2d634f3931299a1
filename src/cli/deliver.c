/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/deliver.h"

#include "base/error.h"
#include "cli/prepared_file.h"
#include "delivery/delivery.h"

#include <signal.h>

/* A delivery at work. */
struct delivering {
	struct store *store;
	struct prepared *prepared;
	const struct config *config;
	sigset_t before; /* of signals, while they are held back */
	bool are_held;
};

static void append_done(GString *done, const char *what, const char *where)
{
	g_string_append_printf(done, "%s%s %s", done->len ? ", " : "", what, where);
}

/*
 * From here on until the server has answered nobody knows whether it has the mail. Who asks
 * this program to stop waits for that, which a timeout bounds, of the server or of the program.
 */
static bool hand_over(void *user, GError **error)
{
	struct delivering *delivering = user;
	sigset_t stopping;

	sigemptyset(&stopping);
	sigaddset(&stopping, SIGTERM);
	sigaddset(&stopping, SIGINT);
	sigaddset(&stopping, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &stopping, &delivering->before);
	delivering->are_held = true;
	return store_set_mail(delivering->store, delivering->prepared, PREPARED_MAIL_HANDED, error);
}

static void let_signals_through(struct delivering *delivering)
{
	if (delivering->are_held)
		pthread_sigmask(SIG_SETMASK, &delivering->before, NULL);
	delivering->are_held = false;
}

static bool send_mail(struct delivering *delivering, GError **error)
{
	const struct prepared *prepared = delivering->prepared;
	unsigned n_to = g_strv_length(prepared->to);
	g_autofree str *to = g_new(str, n_to + 1);
	const struct delivery delivery = {
		.from = str_from(prepared->from),
		.to = to,
		.n_to = n_to,
		.message = (str){prepared->message->str, prepared->message->len},
		.hand_over = hand_over,
		.user = delivering,
	};

	for (unsigned i = 0; i < n_to; i++)
		to[i] = str_from(prepared->to[i]);
	return delivery_send(delivering->config, &delivery, error);
}

/* Keeps the mail, and says why nobody knows what became of it. */
static bool keep_unsure(struct delivering *delivering, const char *why, char **unsure,
			GError **error)
{
	g_autofree char *path = store_keep_unsure(delivering->store, delivering->prepared, error);

	if (!path)
		return false;
	*unsure = g_strdup_printf("%s; it is not sent again, and is kept in %s", why, path);
	return true;
}

static bool try_mail(struct delivering *delivering, GString *done, char **unsure, GError **error)
{
	g_autofree char *to = g_strjoinv(", ", delivering->prepared->to);
	g_autoptr(GError) reason = NULL;

	if (send_mail(delivering, &reason)) {
		append_done(done, "mailed to", to);
		return store_set_mail(delivering->store, delivering->prepared, PREPARED_MAIL_SENT,
				      error);
	}
	if (g_error_matches(reason, TIDINGS_ERROR, TIDINGS_ERROR_UNSURE))
		return keep_unsure(delivering, reason->message, unsure, error);
	/* Surely not taken. */
	if (delivering->prepared->mail == PREPARED_MAIL_HANDED &&
	    !store_set_mail(delivering->store, delivering->prepared, PREPARED_MAIL_WAITING, error))
		return false;
	g_propagate_error(error, g_steal_pointer(&reason));
	return false;
}

static bool deliver_mail(struct delivering *delivering, GString *done, char **unsure,
			 GError **error)
{
	bool good;

	if (delivering->prepared->mail == PREPARED_MAIL_HANDED)
		return keep_unsure(
			delivering,
			"a run was stopped while it handed a mail over, and nobody knows "
			"whether it was taken",
			unsure, error);
	good = try_mail(delivering, done, unsure, error);
	let_signals_through(delivering);
	return good;
}

static bool deliver_file(const struct prepared *prepared, GString *done, GError **error)
{
	if (!prepared_write_file(prepared, error))
		return false;
	if (prepared->file)
		append_done(done, "written to", prepared->file);
	return true;
}

bool deliver(struct store *store, struct prepared *prepared, const struct config *config,
	     GString *done, char **unsure, GError **error)
{
	struct delivering delivering = {.store = store, .prepared = prepared, .config = config};
	bool needs_mail =
		prepared->mail != PREPARED_MAIL_NONE && prepared->mail != PREPARED_MAIL_SENT;
	bool is_written;

	*unsure = NULL;
	is_written = deliver_file(prepared, done, error);
	/* A folder that is gone keeps no mail from anybody. The first error is the one that is told. */
	if (needs_mail && !deliver_mail(&delivering, done, unsure, is_written ? error : NULL))
		return false;
	return is_written;
}
