/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An update as a feed (RFC 4287), an entry a series. */
#ifndef TIDINGS_RENDER_FEED_H
#define TIDINGS_RENDER_FEED_H

#include "render/page.h"

/*
 * Appends the feed. Its entries show templates/feed-entry.html, and lead to the pages that
 * @page knows of, whose addresses must be absolute, else to the mails. @self and @home are the
 * addresses of the feed and of what it is a feed of; empty where they are not known. Errors are
 * those of page_write().
 */
bool feed_write(const struct update *update, const struct page *page,
		struct template_set *templates, str self, str home, GString *out, GError **error);

#endif
