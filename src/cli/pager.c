/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/pager.h"

#include "cli/output.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	N_SIGNALS = 3,
	NOT_STARTED = 126, /* from this status on the shell says that it could not start it */
};

/* While the pager has the terminal: what is typed is for it, and it may leave when it likes. */
static const int ignored_signals[N_SIGNALS] = {SIGINT, SIGQUIT, SIGPIPE};

/* NULL if there is to be none. */
static const char *choose_pager(void)
{
	const char *pager = getenv("TIDINGS_PAGER");

	if (!pager)
		pager = getenv("PAGER");
	if (!pager)
		pager = "less";
	return *pager && strcmp(pager, "cat") != 0 ? pager : NULL;
}

static bool spawn(const char *pager, GPid *ret_child, int *ret_input)
{
	g_auto(GStrv) environment = g_get_environ();
	char *arguments[] = {(char[]){"/bin/sh"}, (char[]){"-c"}, (char *)pager, NULL};

	/* F: leave if it fits on the screen. R: show colours. X: leave the screen as it is. */
	environment = g_environ_setenv(environment, "LESS", "FRX", FALSE);
	return g_spawn_async_with_pipes(NULL, arguments, environment, G_SPAWN_DO_NOT_REAP_CHILD,
					NULL, NULL, ret_child, ret_input, NULL, NULL, NULL);
}

/* Whoever has left early does not want the rest. */
static void feed(int input, str document)
{
	while (document.len) {
		ssize_t written = write(input, document.ptr, document.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			break;
		document = str_skip(document, (size_t)written);
	}
	close(input);
}

/* False if the shell did not find the program. */
static bool wait_for(GPid child)
{
	int status;

	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return true;
	}
	return !WIFEXITED(status) || WEXITSTATUS(status) < NOT_STARTED;
}

/* False if @pager could not be started, and nothing was shown. */
static bool page(const char *pager, str document)
{
	const struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction before[N_SIGNALS];
	GPid child;
	int input;
	bool shown;

	if (!spawn(pager, &child, &input))
		return false;
	for (unsigned i = 0; i < N_SIGNALS; i++)
		sigaction(ignored_signals[i], &ignore, &before[i]);
	feed(input, document);
	shown = wait_for(child);
	for (unsigned i = 0; i < N_SIGNALS; i++)
		sigaction(ignored_signals[i], &before[i], NULL);
	return shown;
}

bool pager_show(const struct shown_options *shown, str document, GError **error)
{
	const char *pager = shown->no_pager ? NULL : choose_pager();

	/* An empty document would be an empty screen that one has to leave. */
	if (pager && document.len && isatty(STDOUT_FILENO) && page(pager, document))
		return true;
	return output_write(NULL, document, error);
}
