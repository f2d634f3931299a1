/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/progress.h"

#include <glib.h>

void progress_reach(struct progress *progress, size_t done)
{
	size_t last;

	if (!progress || progress->before + done <= progress->done)
		return;
	last = progress->done;
	done += progress->before;
	progress->done = done;
	if (done / MAX(progress->every, 1) > last / MAX(progress->every, 1) ||
	    done == progress->total)
		progress->show(progress->what, done, progress->total, progress->user);
}
