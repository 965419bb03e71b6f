import type { OpenedMail } from './opened-mail.ts';

/** The ways to look at one mail: as on a computer, as on a phone, its plain text, its bytes. */
const MAIL_VIEWS = ['mail', 'phone', 'text', 'source'] as const;
export type MailView = (typeof MAIL_VIEWS)[number];

/** The views this mail has something to show in. */
export function viewsOf(mail: OpenedMail): MailView[] {
  return MAIL_VIEWS.filter(
    view => view === 'source' || (view === 'text' ? mail.text !== null : mail.html !== null),
  );
}

/** The view asked for, or the first one this mail has. */
export function readView(asked: string | undefined, mail: OpenedMail): MailView {
  const views = viewsOf(mail);
  return views.find(view => view === asked) ?? views[0] ?? 'source';
}
