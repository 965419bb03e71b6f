import type { Generated } from 'kysely';

/** The mails of an issue that a mail API keeps. */
export interface MailTemplateTable {
  issue_id: number;
  variant: number;
  /** The mailer whose API keeps it. */
  provider: string;
  template_id: string;
  created_at: number;
  /** When a batch that named it was clearly refused: nothing new names it any more. */
  refused_at: number | null;
  reason: Generated<string>;
}

/** Mails that were published ahead of the freeze, or are to be. Whatever is in them has another name. */
export interface EarlyTemplateTable {
  provider: string;
  /** `Mailer.account` */
  account: string;
  /** Made from the content. */
  name: string;
  /** '' while the mail API does not keep it. */
  template_id: Generated<string>;
  /** When the API showed it last as it should be; 0 for never. */
  seen_at: Generated<number>;
  /** In vain, since it was there last. */
  tries: Generated<number>;
  /** Nobody looks at it before: somebody is at it, or it was tried a while ago. */
  rests_until: number;
}
