/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The area of a work: `KVM: x86` of `KVM: x86: Add userspace control`.
 */
#ifndef TIDINGS_SERIES_AREA_H
#define TIDINGS_SERIES_AREA_H

#include "series/posting.h"

/*
 * What stands before the title's last colon that is followed by a blank, at
 * most two parts of it; empty where there is no such part, or where it reads
 * like a sentence (a part of more than 40 bytes, or more than three words).
 * Points into @title.
 */
str area_of_title(str title);

/*
 * The area of @posting: its head's; else the one of most of its patches (of
 * equals, the first); else empty.
 */
str area_of_posting(const struct posting *posting, const struct record *records);

#endif
