/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/git.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/str.h"
#include "mirror/address.h"
#include "mirror/git_listen.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOCK_DESCRIPTOR = 3 }; /* of the child */

/* Where git is given no repository: it would look around where this program was started. */
static const char nowhere[] = "/dev/null/nowhere";

static const char *const settings[] = {
	"core.hooksPath=/dev/null",
	"core.fsmonitor=false",
	"credential.interactive=false",
	"init.defaultBranch=master",
	"fetch.writeCommitGraph=false",
	"fetch.recurseSubmodules=false",
	/* What runs on by itself would outlive the lock's holder, and be ended in between. */
	"gc.autoDetach=false",
	"maintenance.autoDetach=false",
	"http.lowSpeedLimit=1",
};

/* `git rev-parse --local-env-vars`, and what would ask a person or speak another language. */
static const char *const unset_variables[] = {
	"GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_ASKPASS",
	"GIT_COMMON_DIR",
	"GIT_CONFIG",
	"GIT_CONFIG_COUNT",
	"GIT_CONFIG_PARAMETERS",
	"GIT_CURL_VERBOSE",
	"GIT_DEFAULT_HASH",
	"GIT_DIR",
	"GIT_GRAFT_FILE",
	"GIT_IMPLICIT_WORK_TREE",
	"GIT_INDEX_FILE",
	"GIT_INTERNAL_SUPER_PREFIX",
	"GIT_NAMESPACE",
	"GIT_NO_REPLACE_OBJECTS",
	"GIT_OBJECT_DIRECTORY",
	"GIT_PREFIX",
	"GIT_QUARANTINE_PATH",
	"GIT_REPLACE_REF_BASE",
	"GIT_SHALLOW_FILE",
	"GIT_TEMPLATE_DIR",
	"GIT_TRACE",
	"GIT_WORK_TREE",
	"LANGUAGE",
	"SSH_ASKPASS",
};

static char **make_environment(void)
{
	char **environment = g_get_environ();

	for (size_t i = 0; i < G_N_ELEMENTS(unset_variables); i++)
		environment = g_environ_unsetenv(environment, unset_variables[i]);
	environment = g_environ_setenv(environment, "LC_ALL", "C", TRUE);
	return g_environ_setenv(environment, "GIT_TERMINAL_PROMPT", "0", TRUE);
}

static void add_setting(GStrvBuilder *words, const char *setting)
{
	g_strv_builder_add(words, "-c");
	g_strv_builder_add(words, setting);
}

/* The caller frees them with g_strfreev(). */
static char **make_arguments(const struct mirror_run *run, const struct git_call *call)
{
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();
	g_autofree char *repository =
		g_strconcat("--git-dir=", call->repository ? call->repository : nowhere, NULL);
	g_autofree char *patience = g_strdup_printf("http.lowSpeedTime=%u", run->request->timeout);

	g_strv_builder_add(words, "git");
	for (size_t i = 0; i < G_N_ELEMENTS(settings); i++)
		add_setting(words, settings[i]);
	add_setting(words, patience);
	g_strv_builder_add(words, repository);
	for (const char *const *word = call->arguments; *word; word++)
		g_strv_builder_add(words, *word);
	return g_strv_builder_end(words);
}

/*
 * In the child, between fork() and exec(): only what POSIX calls async-signal-safe. Without a
 * terminal, ssh does not ask there either; as a group, it can be ended with all that it
 * started.
 */
static void set_up_child(void *user)
{
	const pid_t *parent = user;

	setsid();
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != *parent)
		_exit(EXIT_FAILURE);
}

struct process {
	GPid id;
	int output;
	int errors;
};

static bool start(const struct mirror_run *run, const struct git_call *call,
		  struct process *ret_process, GError **error)
{
	g_auto(GStrv) arguments = make_arguments(run, call);
	g_auto(GStrv) environment = make_environment();
	g_autoptr(GError) reason = NULL;
	pid_t parent = getpid();
	const int target = LOCK_DESCRIPTOR;

	if (g_spawn_async_with_pipes_and_fds(
		    NULL, (const char *const *)arguments, (const char *const *)environment,
		    G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES,
		    set_up_child, &parent, -1, -1, -1, &run->lock, &target, run->lock >= 0 ? 1 : 0,
		    &ret_process->id, NULL, &ret_process->output, &ret_process->errors, &reason))
		return true;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
		    "cannot run git, which fetches: %s", reason->message);
	return false;
}

/* True if it ended well; else how it ended is in @ret_reason, which the caller frees. */
static bool wait_for(GPid child, char **ret_reason)
{
	g_autoptr(GError) reason = NULL;
	int status = 0;

	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR) {
			*ret_reason = g_strdup(g_strerror(errno));
			return false;
		}
	}
	if (g_spawn_check_wait_status(status, &reason))
		return true;
	*ret_reason = g_strdup(reason->message);
	return false;
}

/* The last words, with @address in place of @url, which may be NULL. The caller frees them. */
static GString *join(const struct git_listening *listening, const char *url, const char *address,
		     const char *between)
{
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < listening->said->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? between : "",
				       (const char *)listening->said->pdata[i]);
	if (url)
		g_string_replace(text, url, address, 0);
	return text;
}

static enum git_failure judge(const struct git_listening *listening, const struct git_call *call)
{
	const char *url = call->url ? address_behind_user(call->url) : NULL;
	g_autoptr(GString) text = join(listening, url, "", "\n");

	if (listening->is_too_much)
		return GIT_FAILURE_FINAL;
	if (listening->is_silent)
		return GIT_FAILURE_PASSING;
	return call->url ? git_failure_of((str){.ptr = text->str, .len = text->len})
			 : GIT_FAILURE_LOCAL;
}

static char *explain(const struct git_listening *listening, const struct git_call *call,
		     const char *address, const char *reason)
{
	g_autoptr(GString) text = join(listening, call->url, address, "; ");

	if (listening->is_too_much)
		return g_strdup_printf("it answers with more than %d bytes",
				       LIMIT_GIT_OUTPUT_BYTES);
	if (listening->is_silent)
		return g_strdup("it has not sent a byte for too long");
	return g_strdup(text->len > 0 ? text->str : reason);
}

static void fail(const struct git_listening *listening, const struct git_call *call,
		 const char *reason, enum git_failure failure, GError **error)
{
	g_autofree char *address = call->url ? address_shown(call->url) : NULL;
	g_autofree char *what = explain(listening, call, address, reason);

	if (failure == GIT_FAILURE_LOCAL)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "%s %s: %s",
			    call->url ? "cannot write" : "git cannot work in",
			    call->repository ? call->repository : "a temporary file", what);
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH, "cannot fetch %s: %s",
			    address, what);
}

bool git_run(const struct mirror_run *run, const struct git_call *call, GString *output,
	     enum git_failure *ret_failure, GError **error)
{
	g_auto(git_listening) listening = {0};
	g_autofree char *reason = NULL;
	struct process process;

	if (!start(run, call, &process, error)) {
		*ret_failure = GIT_FAILURE_FINAL;
		return false;
	}
	git_listening_init(&listening, run, output, call->is_answer);
	git_listen(&listening, process.id, process.output, process.errors);
	if (wait_for(process.id, &reason) && !listening.is_too_much)
		return true;
	*ret_failure = judge(&listening, call);
	fail(&listening, call, reason, *ret_failure, error);
	return false;
}

bool git_try(const struct mirror_run *run, const struct git_call *call, GString *output,
	     struct attempt *attempt, GError **error)
{
	enum git_failure failure;

	if (git_run(run, call, output, &failure, error))
		return true;
	attempt->may_pass = failure == GIT_FAILURE_PASSING;
	return false;
}
