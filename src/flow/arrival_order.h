/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Putting a collection into the order of arrival, for archives without one.
 */
#ifndef TIDINGS_FLOW_ARRIVAL_ORDER_H
#define TIDINGS_FLOW_ARRIVAL_ORDER_H

#include "flow/collection.h"

/* Sorts records, details and classics by arrival; what arrived in one second stays as it was. */
void collection_sort(struct collection *collection);

#endif
