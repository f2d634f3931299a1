/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/progress.h"

#include <glib.h>

void progress_step(struct progress *progress)
{
	if (!progress)
		return;
	progress->done++;
	if (progress->done % MAX(progress->every, 1) != 0 && progress->done != progress->total)
		return;
	progress->show(progress->what, progress->done, progress->total, progress->user);
}
