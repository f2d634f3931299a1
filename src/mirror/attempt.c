/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/attempt.h"

#include "base/limits.h"

enum { GROWTH = 4, MILLISECONDS = 1000, MICROSECONDS = 1000 };

const struct mirror_pace mirror_usual_pace = {.piece = 20000, .first_wait = MILLISECONDS};

void attempt_tell(const struct mirror_run *run, const char *text)
{
	const struct mirror_request *request = run->request;
	g_autofree char *line = NULL;

	if (!request->tell)
		return;
	line = g_strdup_printf("%s%s%s", run->part ? run->part : "", run->part ? ": " : "", text);
	request->tell(request->user, line);
}

/* In milliseconds, before the try that follows @n_tries. */
static unsigned long choose_wait(const struct mirror_run *run, unsigned n_tries,
				 unsigned retry_after)
{
	const unsigned long longest = (unsigned long)LIMIT_RETRY_SECONDS * MILLISECONDS;
	unsigned long wait = run->pace->first_wait;

	for (unsigned i = 1; i < n_tries && wait < longest; i++)
		wait *= GROWTH;
	if (retry_after > 0)
		wait = MAX(wait,
			   MIN(retry_after, LIMIT_RETRY_SECONDS) * (unsigned long)MILLISECONDS);
	return MIN(wait, longest);
}

static void pause_for(const struct mirror_run *run, unsigned long wait)
{
	g_autofree char *text = g_strdup_printf("the server does not answer as it should; "
						"trying again in %lu s",
						(wait + MILLISECONDS - 1) / MILLISECONDS);

	attempt_tell(run, text);
	g_usleep(wait * MICROSECONDS);
}

bool attempt_repeat(struct mirror_run *run, attempt_fn attempt_once, void *user, GError **error)
{
	unsigned tries = run->is_gone ? 1 : MAX(run->request->tries, 1);

	for (unsigned n_tries = 1;; n_tries++) {
		struct attempt attempt = {0};
		g_autoptr(GError) reason = NULL;

		if (attempt_once(user, &attempt, &reason))
			return true;
		if (!attempt.may_pass || n_tries >= tries) {
			run->is_gone = run->is_gone || attempt.may_pass;
			g_propagate_error(error, g_steal_pointer(&reason));
			return false;
		}
		pause_for(run, choose_wait(run, n_tries, attempt.retry_after));
	}
}
