/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What can be said of an address without asking it; see also mirror.h. */
#ifndef TIDINGS_MIRROR_ADDRESS_H
#define TIDINGS_MIRROR_ADDRESS_H

#include "base/str.h"

#include <stdbool.h>

/* True for http and https: where a manifest may be. */
bool address_is_web(const char *url);

/* @url with @below, which begins with a slash, behind it. g_free() it. */
char *address_below(const char *url, const char *below);

/* Without slashes at its end. */
str address_cut(str address);

/* @url as an error may show it, without who logs in: that may be a secret. g_free() it. */
char *address_shown(const char *url);

/* The end of @url, behind `user:password@` where it has that: git shows no more of it. */
const char *address_behind_user(const char *url);

#endif
