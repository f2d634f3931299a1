/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file of a configuration as GKeyFile reads it; within src/config only.
 */
#ifndef TIDINGS_CONFIG_FILE_H
#define TIDINGS_CONFIG_FILE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The header of a section, taken apart: `list kvm`. */
struct config_header {
	char *section;
	char *name; /* NULL without one */
};

struct config_header config_header_read(const char *group);
void config_header_clear(struct config_header *header);

/*
 * Reads the file @path, or the @length bytes of @text in its place, into @file. No file is an
 * empty one. READ; CONFIG for what is no such file. Both name @path.
 */
bool config_file_load(GKeyFile *file, const char *path, GError **error);
bool config_file_parse(GKeyFile *file, const char *text, size_t length, const char *path,
		       GError **error);

typedef struct config_header config_header;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(config_header, config_header_clear)

#endif
