/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report on a planned update; within src/site only. */
#ifndef TIDINGS_SITE_REPORT_OF_H
#define TIDINGS_SITE_REPORT_OF_H

#include "flow/report.h"
#include "site/plan.h"

/* What report_make() is asked for, of the mails of @planned. Errors are its. */
struct report *report_of_update(const struct site_request *request,
				const struct planned_update *planned, str title, GError **error);

/* The same of the mails of all updates from @first to @last. */
struct report *report_of_updates(const struct site_request *request,
				 const struct planned_update *first,
				 const struct planned_update *last, str title, GError **error);

/* How many threads make pages. */
unsigned site_n_workers(const struct site_request *request);

#endif
