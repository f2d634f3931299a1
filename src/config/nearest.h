/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The name that was meant by one that is not known.
 */
#ifndef TIDINGS_CONFIG_NEAREST_H
#define TIDINGS_CONFIG_NEAREST_H

/* A search among candidates. Plain; config_nearest_begin() sets it up. */
struct config_nearest {
	const char *name; /* that is not known */
	const char *nearest; /* so far, or NULL */
	unsigned least; /* changes that lead to it, or more than a slip has */
};

/*
 * The one that fewest changes of one letter, or of the order of two, lead to; the first of
 * several. Nothing where more than one letter and every third would change. Borrows @name,
 * and each candidate.
 */
void config_nearest_begin(struct config_nearest *search, const char *name);
void config_nearest_consider(struct config_nearest *search, const char *candidate);

#endif
