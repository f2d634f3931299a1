/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What no key of the configuration says alone; within src/config only.
 */
#ifndef TIDINGS_CONFIG_CHECK_H
#define TIDINGS_CONFIG_CHECK_H

#include "config/config.h"

/*
 * CONFIG where keys of @config contradict one another, one lacks another, or names what is not
 * there. Fills in what follows from others: the paths of what has an address.
 */
bool config_complete(struct config *config, GError **error);

#endif
