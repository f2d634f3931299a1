/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/asked.h"

bool mail_is_at_issue(const struct discussion *discussion, const struct thread_mail *mail)
{
	return !mail->is_outdated &&
	       (mail->unit == UNIT_ALL || !unit_is_settled(&discussion->units[mail->unit]));
}

static bool is_of_another(const struct thread_mail *mail)
{
	return !mail->is_posted && !mail->is_authors;
}

bool mail_stands(const struct discussion *discussion, const struct thread_mail *mail)
{
	return mail_is_at_issue(discussion, mail) &&
	       !review_follows(discussion, mail, mail->position + 1);
}

bool mail_asks(const struct discussion *discussion, const struct thread_mail *mail)
{
	return is_of_another(mail) &&
	       (mail_remark(mail, REMARK_QUESTION) || mail_remark(mail, REMARK_COMMENT) ||
		mail_is_report(discussion, mail));
}

bool mail_is_open(const struct discussion *discussion, const struct thread_mail *mail)
{
	if (!mail_asks(discussion, mail) || mail->closed_at != NEVER ||
	    !mail_stands(discussion, mail))
		return false;
	return mail_is_report(discussion, mail) ||
	       !review_follows(discussion, mail, mail->position);
}

const struct remark *mail_asks_for_changes(const struct discussion *discussion,
					   const struct thread_mail *mail)
{
	const struct remark *remark = mail_remark(mail, REMARK_CHANGES);

	return remark && is_of_another(mail) && mail_stands(discussion, mail) ? remark : NULL;
}

const struct remark *mail_nack(struct discussion *discussion, const struct thread_mail *mail)
{
	const struct remark *remark = mail_remark(mail, REMARK_NAK);

	if (!is_of_another(mail))
		return NULL;
	return remark ? remark : review_nack(discussion, mail);
}

const struct remark *mail_refuses(struct discussion *discussion, const struct thread_mail *mail)
{
	const struct remark *remark = mail_nack(discussion, mail);

	return remark && mail_stands(discussion, mail) ? remark : NULL;
}
