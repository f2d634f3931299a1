/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/progress.h"

#include <glib.h>

enum { STEPS_OF_A_STAGE = 50 };

struct progress progress_stage(const struct progress *of, const char *what, size_t total)
{
	if (!of)
		return (struct progress){0};
	return (struct progress){
		.show = of->show,
		.user = of->user,
		.what = what,
		.total = total,
		.every = MAX(total / STEPS_OF_A_STAGE, 1),
	};
}

void progress_reach(struct progress *progress, size_t done)
{
	size_t last;

	if (!progress || !progress->show || progress->before + done <= progress->done)
		return;
	last = progress->done;
	done += progress->before;
	progress->done = done;
	if (done / MAX(progress->every, 1) > last / MAX(progress->every, 1) ||
	    done == progress->total)
		progress->show(progress->what, done, progress->total, progress->user);
}
