/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One mail: from its bytes to its fields and its text.
 *
 * The only room that knows MIME. mail_parse() is a pure function: the same
 * bytes give the same mail, nothing else is read, and there is no input that
 * it refuses. Bad mail gives the best reading and a set of defects.
 *
 * It follows RFC 5322 (fields, addresses), RFC 2045 to 2049 (MIME), RFC 2047
 * (encoded words), RFC 2231 (parameters), RFC 3676 (format=flowed), as mails
 * break them. Nearly all mails are plain single parts, and pass through almost
 * untouched. GMime is the judge: over whole archives it reads the same
 * (tests/judges/compare-mail.c). Why it does not read here, ARCHITECTURE.md
 * tells.
 */
#ifndef TIDINGS_MAIL_MAIL_H
#define TIDINGS_MAIL_MAIL_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"

/* What was wrong with a mail. Names for people: mail_defect_name(). */
enum mail_defect {
	MAIL_NO_HEADER = 1 << 0, /* not one header field: not a mail */
	MAIL_NO_BODY = 1 << 1, /* the header is not followed by an empty line and a text */
	MAIL_NO_MESSAGE_ID = 1 << 2,
	MAIL_BAD_MESSAGE_ID = 1 << 3, /* no angle brackets, blanks within, too long */
	MAIL_NO_FROM = 1 << 4, /* none, or none with an address */
	MAIL_SEVERAL_FROM = 1 << 5, /* several From fields: the first counts */
	MAIL_NO_SUBJECT = 1 << 6, /* none, or an empty one */
	MAIL_BAD_DATE = 1 << 7, /* no date, or none that can be read */
	MAIL_BAD_FIELD = 1 << 8, /* a header line without a colon; it is skipped */
	MAIL_RAW_HEADER = 1 << 9, /* bytes above 0x7f in a header field */
	MAIL_NUL = 1 << 10, /* NUL bytes; they are dropped from texts */
	MAIL_BAD_CHARSET = 1 << 11, /* unknown, or the bytes are not of it */
	MAIL_BAD_ENCODING = 1 << 12, /* an unknown transfer encoding, or a broken one */
	MAIL_TOO_LONG = 1 << 13, /* a limit of base/limits.h was met: sizes, fields, ids */
	MAIL_TOO_DEEP = 1 << 14, /* LIMIT_MIME_DEPTH or LIMIT_MIME_PARTS was met */
	MAIL_HTML_ONLY = 1 << 15, /* there is no plain text: the text is the page's, untagged */
};
enum { MAIL_N_DEFECTS = 16 };

/*
 * A text in three shapes. In all: transfer encoding undone, soft line breaks of
 * format=flowed undone, lines end in "\n", NUL dropped. Where the bytes are UTF-8
 * already, which is nearly always, `text` and `bytes` are the same slice (same
 * pointer, same length). Where all lines end in CRLF, the CRs are dropped as the
 * transport's; where only some do, `bytes` keeps them.
 */
struct mail_text {
	str text; /* valid UTF-8, the list's footer cut */
	str bytes; /* before the conversion to UTF-8: what a diff must be read from */
	str uncut; /* `bytes`, and behind it the footer of a lone part that was not joined */
};

struct mail {
	str message_id; /* without angle brackets; empty where there is none */
	str subject; /* decoded, unfolded, trimmed; valid UTF-8 */
	struct mailbox from; /* of the first From field, as it stands there */
	struct mailbox original_from; /* X-Original-From; empty where there is none */
	struct mailbox reply_to; /* the first of Reply-To; empty where there is none */
	bool has_date;
	int64_t date; /* of the Date field; seconds, UTC */
	bool has_received;
	int64_t received_at; /* of the topmost Received field that has a readable date */
	str *in_reply_to; /* Message-IDs, without brackets, in order; maybe the mail's own */
	unsigned n_in_reply_to;
	str *references; /* likewise, of References fields; the newest LIMIT_REFERENCES */
	unsigned n_references;
	str raw_to; /* of the To fields as they stand in the mail, for mail_field_text() */
	str raw_cc; /* likewise of Cc */
	str list_id; /* of List-Id: decoded, as written, brackets and all */
	str change_id; /* of X-Change-ID, which b4 writes; empty where there is none */
	struct mail_text body; /* all text parts that are shown inline, in order */
	struct mail_text attached; /* all parts that are attached and hold a diff, in order */
	bool has_page; /* a part of it is HTML */
	unsigned defects; /* enum mail_defect */
};

/*
 * Reads @bytes. All slices of @ret_mail point into @bytes or @arena: the mail
 * is valid as long as both. @ret_mail is overwritten whole.
 *
 * Charsets: valid UTF-8 is taken as UTF-8 whatever is declared, then the
 * declared one counts, then windows-1252; what is no character becomes U+FFFD.
 * Where ASCII bytes are not ASCII (ISO-2022-JP, UTF-7, UTF-16) the declared one
 * counts first, and `bytes` is converted too. No byte is dropped silently.
 */
void mail_parse(struct arena *arena, str bytes, struct mail *ret_mail);

/*
 * What `raw_to` or `raw_cc` says, decoded and on one line: valid UTF-8, in @arena or
 * a slice of @raw. Few who read a mail ask for it.
 */
str mail_field_text(struct arena *arena, str raw);

/* "no Message-ID" and the like, for the bit 1 << @bit. A literal. */
const char *mail_defect_name(unsigned bit);

#endif
