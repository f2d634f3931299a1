/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The entries of an update: a topic each, with its mails, revisions and reviews.
 */
#ifndef TIDINGS_UPDATE_ENTRIES_H
#define TIDINGS_UPDATE_ENTRIES_H

#include "update/build.h"

/* Fills update->series. */
void entries_build(struct update *update, const struct update_material *material);

#endif
