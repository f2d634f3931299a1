/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/trailer_name.h"

#include <glib.h>

enum {
	LONGEST_KEY = 32, /* letters of a name; the longest of the table has 23 */
	TYPO_LEAST = 7, /* letters that a name has at least for an error to be seen in it */
};

/* With its letters alone, in lower case. */
struct known_name {
	str key;
	struct trailer_name name;
};

#define PERSON(letters, spelling, trailer_kind) \
	{ \
		.key = STR_INIT(letters), \
		.name = {.text = STR_INIT(spelling), .kind = (trailer_kind), .has_person = true}, \
	}
#define VALUE(letters, spelling) \
	{ \
		.key = STR_INIT(letters), .name = {.text = STR_INIT(spelling)}, \
	}

static const struct known_name known_names[] = {
	PERSON("signedoffby", "Signed-off-by", TRAILER_SIGNED),
	PERSON("codevelopedby", "Co-developed-by", TRAILER_AUTHORED),
	PERSON("coauthoredby", "Co-authored-by", TRAILER_AUTHORED),
	PERSON("reviewedby", "Reviewed-by", TRAILER_REVIEWED),
	PERSON("reviewedandtestedby", "Reviewed-and-tested-by", TRAILER_REVIEWED),
	PERSON("testedandreviewedby", "Tested-and-reviewed-by", TRAILER_REVIEWED),
	PERSON("reviewedandackedby", "Reviewed-and-acked-by", TRAILER_REVIEWED),
	PERSON("ackedandreviewedby", "Acked-and-reviewed-by", TRAILER_REVIEWED),
	PERSON("ackedby", "Acked-by", TRAILER_ACKED),
	PERSON("ackedandtestedby", "Acked-and-tested-by", TRAILER_ACKED),
	PERSON("testedandackedby", "Tested-and-acked-by", TRAILER_ACKED),
	PERSON("testedby", "Tested-by", TRAILER_TESTED),
	PERSON("reportedandtestedby", "Reported-and-tested-by", TRAILER_TESTED),
	PERSON("reportedby", "Reported-by", TRAILER_REPORTED),
	PERSON("reportedandsuggestedby", "Reported-and-suggested-by", TRAILER_REPORTED),
	PERSON("suggestedby", "Suggested-by", TRAILER_REPORTED),
	PERSON("requestedby", "Requested-by", TRAILER_REPORTED),
	PERSON("debuggedby", "Debugged-by", TRAILER_REPORTED),
	PERSON("diagnosedby", "Diagnosed-by", TRAILER_REPORTED),
	PERSON("bisectedby", "Bisected-by", TRAILER_REPORTED),
	PERSON("noticedby", "Noticed-by", TRAILER_REPORTED),
	PERSON("inspiredby", "Inspired-by", TRAILER_REPORTED),
	PERSON("nackedby", "Nacked-by", TRAILER_NACKED),
	PERSON("nakedby", "Nacked-by", TRAILER_NACKED),
	PERSON("cc", "Cc", TRAILER_OTHER),
	PERSON("originallyby", "Originally-by", TRAILER_OTHER),
	PERSON("helpedby", "Helped-by", TRAILER_OTHER),
	VALUE("fixes", "Fixes"),
	VALUE("link", "Link"),
	VALUE("closes", "Closes"),
	VALUE("buglink", "BugLink"),
	VALUE("bugzilla", "Bugzilla"),
	VALUE("resolves", "Resolves"),
	VALUE("changeid", "Change-Id"),
	VALUE("messageid", "Message-ID"),
	VALUE("patchwork", "Patchwork"),
	VALUE("dependson", "Depends-on"),
	VALUE("basedon", "Based-on"),
	VALUE("supersedes", "Supersedes"),
};

static const struct known_name short_names[] = {
	PERSON("rb", "Reviewed-by", TRAILER_REVIEWED),
	PERSON("rvb", "Reviewed-by", TRAILER_REVIEWED),
	PERSON("reviewed", "Reviewed-by", TRAILER_REVIEWED),
	PERSON("ab", "Acked-by", TRAILER_ACKED),
	PERSON("ack", "Acked-by", TRAILER_ACKED),
	PERSON("acked", "Acked-by", TRAILER_ACKED),
	PERSON("tb", "Tested-by", TRAILER_TESTED),
	PERSON("tested", "Tested-by", TRAILER_TESTED),
	PERSON("nak", "Nacked-by", TRAILER_NACKED),
	PERSON("nack", "Nacked-by", TRAILER_NACKED),
	PERSON("nacked", "Nacked-by", TRAILER_NACKED),
	PERSON("sob", "Signed-off-by", TRAILER_SIGNED),
};

/* False where @written has more letters than any name. */
static bool make_key(str written, char *to, str *ret_key)
{
	size_t n = 0;

	for (size_t i = 0; i < written.len; i++) {
		if (!g_ascii_isalnum(written.ptr[i]))
			continue;
		if (n == LONGEST_KEY)
			return false;
		to[n++] = g_ascii_tolower(written.ptr[i]);
	}
	*ret_key = (str){.ptr = to, .len = n};
	return n > 0;
}

/* True if one letter replaced, inserted, dropped or swapped with the next makes @a to @b. */
static bool is_typo(str a, str b)
{
	size_t same = 0;

	if (a.len > b.len) {
		str longer = a;

		a = b;
		b = longer;
	}
	if (b.len - a.len > 1)
		return false;
	while (same < a.len && a.ptr[same] == b.ptr[same])
		same++;
	if (str_equal(str_skip(a, a.len == b.len ? same + 1 : same), str_skip(b, same + 1)))
		return true;
	return a.len == b.len && same + 1 < a.len && a.ptr[same] == b.ptr[same + 1] &&
	       a.ptr[same + 1] == b.ptr[same] &&
	       str_equal(str_skip(a, same + 2), str_skip(b, same + 2));
}

enum trailer_match trailer_name_find(str written, const struct trailer_name **ret_name)
{
	char letters[LONGEST_KEY];
	str key;

	if (!make_key(written, letters, &key))
		return TRAILER_MATCH_NONE;
	for (size_t i = 0; i < G_N_ELEMENTS(known_names); i++) {
		if (str_equal(key, known_names[i].key)) {
			*ret_name = &known_names[i].name;
			return TRAILER_MATCH_NAME;
		}
	}
	for (size_t i = 0; i < G_N_ELEMENTS(short_names); i++) {
		if (str_equal(key, short_names[i].key)) {
			*ret_name = &short_names[i].name;
			return TRAILER_MATCH_SHORT;
		}
	}
	for (size_t i = 0; i < G_N_ELEMENTS(known_names); i++) {
		const struct known_name *known = &known_names[i];

		/* The first letter must be right: `Hacked-by` acknowledges nothing. */
		if (!known->name.has_person || known->key.len < TYPO_LEAST ||
		    key.ptr[0] != known->key.ptr[0])
			continue;
		if (is_typo(key, known->key)) {
			*ret_name = &known->name;
			return TRAILER_MATCH_TYPO;
		}
	}
	return TRAILER_MATCH_NONE;
}
