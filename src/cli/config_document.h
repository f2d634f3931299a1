/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a configuration says, and what it may say, as text and as JSON
 * (schema/config-1.schema.json).
 */
#ifndef TIDINGS_CLI_CONFIG_DOCUMENT_H
#define TIDINGS_CLI_CONFIG_DOCUMENT_H

#include "config/entries.h"

/* What is shown of a configuration. */
struct config_document {
	const char *path; /* of the file */
	const GPtrArray *entries; /* struct config_entry */
	bool with_usual; /* also what holds without being said, in sections without a name */
};

/* A line an entry: `list.kvm.url = https://...`. */
void config_document_text(const struct config_document *document, GString *out);
void config_document_json(const struct config_document *document, GString *out);

/* All sections and keys of the tables. */
void config_keys_text(GString *out);
void config_keys_json(const char *path, GString *out);

#endif
