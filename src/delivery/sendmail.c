/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "delivery/delivery.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	SAID_BYTES = 500, /* of the program's output that an error shows */
	WAIT_MICROSECONDS = 5000, /* between two looks whether it has ended */
};

static bool fail_as(enum tidings_error code, char **program, const char *what, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, (int)code, "cannot send through '%s': %s", program[0],
		    what);
	return false;
}

static bool fail(char **program, const char *what, GError **error)
{
	return fail_as(TIDINGS_ERROR_DELIVERY, program, what, error);
}

/* The program, its arguments and the recipients. The caller frees it with g_strfreev(). */
static char **list_arguments(char **program, const struct delivery *delivery)
{
	g_autoptr(GStrvBuilder) arguments = g_strv_builder_new();

	for (char **argument = program; *argument; argument++)
		g_strv_builder_add(arguments, *argument);
	for (unsigned i = 0; i < delivery->n_to; i++) {
		g_autofree char *address = str_dup(delivery->to[i]);

		g_strv_builder_add(arguments, address);
	}
	return g_strv_builder_end(arguments);
}

/* Signals that this program holds back are not to be held back by that one. */
static void let_signals_through(void *unused)
{
	sigset_t none;

	(void)unused;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Waits for @child, and ends it when it takes too long. False where that cannot be known. */
static bool wait_for(GPid child, int *ret_status)
{
	gint64 end = g_get_monotonic_time() + LIMIT_SENDMAIL_SECONDS * (gint64)G_TIME_SPAN_SECOND;

	for (;;) {
		pid_t ended = waitpid(child, ret_status, WNOHANG);

		if (ended == child)
			return true;
		if (ended < 0 && errno != EINTR)
			return false;
		if (g_get_monotonic_time() > end)
			kill(child, SIGKILL);
		g_usleep(WAIT_MICROSECONDS);
	}
}

/*
 * False, with *ret_reason, which the caller frees, where it does not end well; it may have done its
 * work all the same where it did not end by itself.
 */
static bool run(char **arguments, int input, int output, bool *ret_is_unsure, char **ret_reason)
{
	g_autoptr(GError) error = NULL;
	GPid child;
	int status;

	if (!g_spawn_async_with_pipes_and_fds(NULL, (const char *const *)arguments, NULL,
					      G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD,
					      let_signals_through, NULL, input, output, output,
					      NULL, NULL, 0, &child, NULL, NULL, NULL, &error)) {
		*ret_reason =
			g_strdup_printf("%s; [mail] sendmail says what is run", error->message);
		return false;
	}
	*ret_is_unsure = true;
	if (!wait_for(child, &status)) {
		*ret_reason = g_strdup(g_strerror(errno));
		return false;
	}
	*ret_is_unsure = WIFSIGNALED(status);
	if (g_spawn_check_wait_status(status, &error))
		return true;
	*ret_reason = g_strdup(error->message);
	return false;
}

/* @reason, and what the program said. */
static bool fail_with_output(char **program, bool is_unsure, const char *reason, int output,
			     GError **error)
{
	enum tidings_error code = is_unsure ? TIDINGS_ERROR_UNSURE : TIDINGS_ERROR_DELIVERY;
	char bytes[SAID_BYTES];
	ssize_t length = pread(output, bytes, sizeof(bytes), 0);
	str said = str_trim((str){.ptr = bytes, .len = length > 0 ? (size_t)length : 0});
	g_autofree char *what = NULL;

	if (said.len == 0)
		return fail_as(code, program, reason, error);
	what = g_strdup_printf("%s: " STR_FMT, reason, STR_ARG(said));
	return fail_as(code, program, what, error);
}

static bool send_by_files(char **program, const struct delivery *delivery, int input, int output,
			  GError **error)
{
	g_auto(GStrv) arguments = list_arguments(program, delivery);
	g_autofree char *reason = NULL;
	bool is_unsure = false;

	if (!file_write_all(input, delivery->message) || lseek(input, 0, SEEK_SET) != 0)
		return fail(program, g_strerror(errno), error);
	if (delivery->hand_over && !delivery->hand_over(delivery->user, error))
		return false;
	if (run(arguments, input, output, &is_unsure, &reason))
		return true;
	return fail_with_output(program, is_unsure, reason, output, error);
}

/* Files in memory, as of two pipes each side may wait for the other. */
bool delivery_sendmail(char **program, const struct delivery *delivery, GError **error)
{
	int input = memfd_create("mail", MFD_CLOEXEC);
	int output = memfd_create("output", MFD_CLOEXEC);
	bool good;

	if (input < 0 || output < 0)
		good = fail(program, g_strerror(errno), error);
	else
		good = send_by_files(program, delivery, input, output, error);
	if (input >= 0)
		close(input);
	if (output >= 0)
		close(output);
	return good;
}
