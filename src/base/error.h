/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The errors of all rooms, as one GError domain.
 *
 * A message is one line without a full stop that says what failed, where
 * (archive, epoch, commit, offset) and, where it is not plain, what to do. It
 * is shown to people as it stands, once, by src/cli; names in it that came
 * from outside are escaped there.
 */
#ifndef TIDINGS_BASE_ERROR_H
#define TIDINGS_BASE_ERROR_H

#include <glib.h>

#define TIDINGS_ERROR tidings_error_quark()

enum tidings_error {
	TIDINGS_ERROR_NOT_FOUND, /* no such archive, commit, file */
	TIDINGS_ERROR_AMBIGUOUS, /* an abbreviated id that fits several */
	TIDINGS_ERROR_NOT_ARCHIVE, /* it is there, but no archive of a known kind */
	TIDINGS_ERROR_NOT_INDEX, /* it is there, but no index of tidings */
	TIDINGS_ERROR_RANGE, /* empty, backward, or not possible for this archive */
	TIDINGS_ERROR_CORRUPT, /* a damaged repository or compressed file */
	TIDINGS_ERROR_READ, /* the system refused to read */
	TIDINGS_ERROR_WRITE, /* the system refused to write: disk full, closed */
	TIDINGS_ERROR_BUSY, /* another run has the lock */
	TIDINGS_ERROR_VERSION, /* made by a newer program */
	TIDINGS_ERROR_USAGE, /* the command line is wrong */
	TIDINGS_ERROR_CONFIG, /* the configuration is wrong, or says too little */
	TIDINGS_ERROR_DELIVERY, /* a mail could not be handed over */
	TIDINGS_ERROR_UNSURE, /* a mail was handed over, and nobody said whether it was taken */
	TIDINGS_ERROR_FETCH, /* what is elsewhere could not be fetched */
};

GQuark tidings_error_quark(void);

#endif
