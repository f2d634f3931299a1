/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The templates that a command writes pages with.
 */
#ifndef TIDINGS_CLI_OPEN_TEMPLATES_H
#define TIDINGS_CLI_OPEN_TEMPLATES_H

#include "template/template_source.h"

/*
 * The folder of the user's own: @folder, or $XDG_CONFIG_HOME/tidings/templates for NULL, which
 * need not be there. TIDINGS_ERROR_NOT_FOUND where @folder is no folder. g_free() it.
 */
char *open_templates_folder(const char *folder, GError **error);

/* The templates of that folder, and those that are built in. */
struct template_source *open_templates(const char *folder, GError **error);

#endif
