/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Commands to patchwork's bot (nipa, mailbot.rst): a line of its own, usually below the
 * signature, so the whole text is looked at.
 */
#include "reply/remark_list.h"

#include <glib.h>

/* The bot's words, and patchwork's for them. */
static const struct state {
	str word;
	str name;
} states[] = {
	{STR_INIT("accept"), STR_INIT("accepted")},
	{STR_INIT("accepted"), STR_INIT("accepted")},
	{STR_INIT("au"), STR_INIT("awaiting-upstream")},
	{STR_INIT("awaiting-upstream"), STR_INIT("awaiting-upstream")},
	{STR_INIT("changes-requested"), STR_INIT("changes-requested")},
	{STR_INIT("cr"), STR_INIT("changes-requested")},
	{STR_INIT("defer"), STR_INIT("deferred")},
	{STR_INIT("deferred"), STR_INIT("deferred")},
	{STR_INIT("handled-elsewhere"), STR_INIT("handled-elsewhere")},
	{STR_INIT("nac"), STR_INIT("needs-ack")},
	{STR_INIT("nap"), STR_INIT("not-applicable")},
	{STR_INIT("need-ack"), STR_INIT("needs-ack")},
	{STR_INIT("needs-ack"), STR_INIT("needs-ack")},
	{STR_INIT("new"), STR_INIT("new")},
	{STR_INIT("not-applicable"), STR_INIT("not-applicable")},
	{STR_INIT("queued"), STR_INIT("queued")},
	{STR_INIT("reject"), STR_INIT("rejected")},
	{STR_INIT("rejected"), STR_INIT("rejected")},
	{STR_INIT("rfc"), STR_INIT("rfc")},
	{STR_INIT("superseded"), STR_INIT("superseded")},
	{STR_INIT("under-review"), STR_INIT("under-review")},
	{STR_INIT("ur"), STR_INIT("under-review")},
};

/* True if @written is @word, with blanks or dashes. */
static bool is_word(str written, str word)
{
	if (written.len != word.len)
		return false;
	for (size_t i = 0; i < word.len; i++) {
		char byte = written.ptr[i] == ' ' || written.ptr[i] == '_' ? '-' : written.ptr[i];

		if (g_ascii_tolower(byte) != word.ptr[i])
			return false;
	}
	return true;
}

void remarks_add_commands(struct remark_list *list, str text)
{
	str line;

	while (str_next_line(&text, &line)) {
		if (!str_take_nocase(&line, STR("pw-bot:")))
			continue;
		line = str_trim(line);
		for (size_t i = 0; i < G_N_ELEMENTS(states); i++) {
			if (is_word(line, states[i].word))
				remark_list_add(list, &(struct remark){.kind = REMARK_COMMAND,
								       .name = states[i].name});
		}
	}
}
