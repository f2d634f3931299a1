/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "landing/landing.h"

const char *landing_reason_name(enum landing_reason reason)
{
	static const char *const names[LANDING_N_REASONS] = {
		[LANDING_LINK] = "link",	 [LANDING_LINK_TO_SERIES] = "link-to-series",
		[LANDING_PATCH_ID] = "patch-id", [LANDING_BLOBS] = "blobs",
		[LANDING_CHANGE] = "change",	 [LANDING_NEAR] = "near",
		[LANDING_TITLE] = "title",	 [LANDING_AUTHOR] = "author",
	};

	return names[reason];
}
