/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The templates that a command writes pages with.
 */
#ifndef TIDINGS_CLI_OPEN_TEMPLATES_H
#define TIDINGS_CLI_OPEN_TEMPLATES_H

#include "template/template_source.h"

/*
 * Those of @folder, or of $XDG_CONFIG_HOME/tidings/templates for NULL, which need not be there;
 * and those that are built in. TIDINGS_ERROR_NOT_FOUND where @folder is no folder.
 */
struct template_source *open_templates(const char *folder, GError **error);

#endif
