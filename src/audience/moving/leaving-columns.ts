import type { Field } from './field.ts';
import { withoutAccents } from './plain-words.ts';

/**
 * Columns that tell who has left, or must get no mail. No two services mean different things by them, so all share
 * them.
 */
export const LEAVING_COLUMNS: Readonly<Record<string, Field>> = {
  unsubscribed: 'left',
  'unsubscribed at': 'left',
  'unsubscribed on': 'left',
  'unsubscribe date': 'left',
  'unsubscribe time': 'left',
  'unsubscription date': 'left',
  'unsub time': 'left',
  'unsub date': 'left',
  'opted out': 'left',
  'opted out at': 'left',
  'opt out': 'left',
  'optout time': 'left',
  'email disabled': 'left',
  'deleted at': 'left',
  'bounced at': 'suppressed',
  'clean time': 'suppressed',
  'undeliverability date': 'suppressed',
};

/**
 * Columns that may be the status where no service's table says so. `State` may be one of the fifty, `Type` of a
 * customer.
 */
const PERHAPS_STATUS: readonly string[] = ['status', 'state', 'email status', 'subscriber status', 'statut'];
const PERHAPS_STATUS_IN_CSV: readonly string[] = [
  ...['type', 'subscriber type', 'contact type', 'member type', 'subscription'],
  ...['zustand', 'état', 'etat', 'estado', 'stato', 'staat', 'situação', 'situacao', 'tipo'],
];

const STATUS_OF =
  /^(?:e ?mail|mail|mailing|list|newsletter|contact|member|marketing|consent)(?: \w+)? status$/;

/** What a column is that no table names, as its name sounds; null where it tells nothing of leaving. */
export interface Guess {
  readonly field: 'status' | 'left' | 'suppressed';
  /** Words nobody knows say nothing in it, unless they sound of leaving. */
  readonly perhaps: boolean;
}

/** @param name folded @returns null where its name says nothing of leaving or staying */
export function guessColumn(name: string, plainCsv: boolean): Guess | null {
  const perhapsInCsv = PERHAPS_STATUS_IN_CSV.includes(name) || STATUS_OF.test(name);
  if (PERHAPS_STATUS.includes(name) || (plainCsv && perhapsInCsv)) return { field: 'status', perhaps: true };
  if (isOptIn(name)) return { field: 'status', perhaps: false };
  if (!soundsOfLeaving(name) || FREE_TEXT.test(name)) return null;
  return { field: SUPPRESSED.test(name) ? 'suppressed' : 'left', perhaps: false };
}

/** Whether a name, or a status word, speaks of leaving: in the languages in which exports are written. */
export function soundsOfLeaving(text: string): boolean {
  const plain = withoutAccents(text.toLowerCase()).replace(/\?$/, '');
  return LEAVING.test(plain) || WHOLE.test(plain);
}

const LEAVING = new RegExp(
  [
    'unsub|un.?subscri|opt(?:ed|s)?.?out|do.?not.?(?:e.?)?(?:mail|contact)|bounce|complain|bla?[co]c?k.?list|suppress|undeliver',
    'disabled|abgemeldet|abmeld|abbestell|ausgetragen|unzustell|desabon|desinscri|de baja|dad[oa] de|desuscri|disiscri|disattiv',
    'afgemeld|afmeld|uitgeschreven|uitschrijf|opgezegd|descadastr|non.?subscri|not.?subscri',
  ].join('|'),
);
const WHOLE =
  /^(?:is |was |email )?(?:deleted|removed|archived|inactive|blocked|banned|spam|invalid|cleaned|left|hard bounce|baja)(?: at| on| date| time)?$/;
const SUPPRESSED = /bounce|complain|bla?[co]c?k|suppress|undeliver|unzustell|spam|invalid|cleaned|banned/;
const FREE_TEXT =
  /reason|campaign|note|comment|feedback|message|title|link|\burl|token|\bid\b|rate\b|score|\bip\b|source|page|survey|grund|motif|motivo|reden/;

/** A no in such a column is a leave. */
export function isOptIn(name: string): boolean {
  return OPT_IN.some(pattern => pattern.test(withoutAccents(name)));
}

const OPT_IN = [
  /^(?:is |currently )?(?:active|subscribed)\??$/,
  /^(?:is )?(?:opted in|subscribed) to .+/,
  /^(?:buyer )?accepts? (?:e ?mail )?(?:marketing|newsletters?|e ?mails?)\??$/,
  /^(?:(?:e ?mail|marketing|newsletter|is) )*(?:opt ?in|opted in)(?: status)?\??$/,
  /^(?:e ?mail|marketing|e ?mail marketing) (?:consent|permission|allowed|enabled)\??$/,
  /^(?:receives?|wants|gets) (?:e ?mails?|newsletters?|marketing)\??$/,
  /^(?:mailable|e ?mailable|can (?:be )?e ?mail(?:ed)?)\??$/,
  /^(?:abonniert|angemeldet|abonnee?|inscrite?|suscrit[oa]|iscritt[oa]|inscrit[oa]|ingeschreven|aangemeld|aktiv|actif|activ[oa]|attiv[oa]|ativ[oa]|actief)\??$/,
];
