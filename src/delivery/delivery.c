/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "delivery/delivery.h"

const char *delivery_way(const struct config *config)
{
	return config_transport(config) == CONFIG_TRANSPORT_SMTP ? config->smtp.server
								 : config->mail.sendmail[0];
}

bool delivery_send(const struct config *config, const struct delivery *delivery, GError **error)
{
	if (config_transport(config) == CONFIG_TRANSPORT_SMTP)
		return delivery_smtp(&config->smtp, delivery, error);
	return delivery_sendmail(config->mail.sendmail, delivery, error);
}
