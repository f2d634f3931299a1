/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file of a prepared update.
 */
#ifndef TIDINGS_CLI_PREPARED_FILE_H
#define TIDINGS_CLI_PREPARED_FILE_H

#include "subscription/store.h"

/*
 * Writes it, whole and on the disk, with the folders above it; one that is there already, or that
 * a link leads to, is replaced, be it by the same bytes. True where @prepared has none. WRITE.
 */
bool prepared_write_file(const struct prepared *prepared, GError **error);

#endif
