/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/outcome_json.h"

#include "render/json_parts.h"

static void write_person(struct json_writer *json, struct mailbox person)
{
	if (person.name.len > 0 || person.address.len > 0)
		json_write_mailbox(json, "person", person);
	else
		json_null(json, "person");
}

static void write_reason(struct json_writer *json, const struct update_reason *reason)
{
	json_begin_object(json, NULL);
	json_string(json, "rule", reason->rule);
	write_person(json, reason->person);
	json_known(json, "date", reason->date);
	json_known(json, "message_id", reason->message_id);
	json_known(json, "text", reason->text);
	json_unsigned(json, "count", reason->count);
	json_end_object(json);
}

static void write_onlooker(struct json_writer *json, const struct update_onlooker *onlooker)
{
	json_begin_object(json, NULL);
	json_string(json, "name", onlooker->person.name);
	json_string(json, "address", onlooker->person.address);
	json_boolean(json, "reviewed", onlooker->reviewed);
	json_boolean(json, "acked", onlooker->acked);
	json_boolean(json, "tested", onlooker->tested);
	json_boolean(json, "refused", onlooker->refused);
	json_boolean(json, "commented", onlooker->commented);
	json_end_object(json);
}

void json_write_outcome(struct json_writer *json, const char *key,
			const struct update_outcome *outcome)
{
	if (outcome->state.len == 0) {
		json_null(json, key);
		return;
	}
	json_begin_object(json, key);
	json_string(json, "state", outcome->state);
	json_string(json, "turn", outcome->turn);
	json_known(json, "turn_since", outcome->turn_since);
	json_unsigned(json, "turn_days", outcome->turn_days);
	json_unsigned(json, "quiet_days", outcome->quiet_days);
	json_boolean(json, "pinged", outcome->pinged);
	json_unsigned(json, "patches", outcome->n_patches);
	json_unsigned(json, "patches_reviewed", outcome->n_reviewed);
	json_unsigned(json, "patches_landed", outcome->n_landed);
	json_known(json, "answered", outcome->answered);
	json_known(json, "landed", outcome->landed);
	json_begin_array(json, "reasons");
	for (unsigned i = 0; i < outcome->n_reasons; i++)
		write_reason(json, &outcome->reasons[i]);
	json_end_array(json);
	json_begin_array(json, "reviewers");
	for (unsigned i = 0; i < outcome->n_onlookers; i++)
		write_onlooker(json, &outcome->onlookers[i]);
	json_end_array(json);
	json_end_object(json);
}
