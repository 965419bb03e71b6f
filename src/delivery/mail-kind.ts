/** Every kind of mail we send, in the order they are shown: the folders of the outbox. */
export const MAIL_KINDS = ['issue', 'test', 'confirm', 'welcome', 'sign-in', 'notice', 'correction'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

export function isMailKind(text: string | undefined): text is MailKind {
  return MAIL_KINDS.some(kind => kind === text);
}
