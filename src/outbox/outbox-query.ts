import { isMailKind, type MailKind } from '../delivery/mail-kind.ts';

/** Which part of the outbox is looked at. */
export interface OutboxQuery {
  /** null for every kind. */
  readonly kind: MailKind | null;
  /** Words that must all stand in To or Subject; '' for no search. */
  readonly words: string;
  /** From 1. */
  readonly page: number;
}

/** Reads `?kind=&q=&page=`; what makes no sense counts as not given. */
export function readQuery(parameter: (name: string) => string | undefined): OutboxQuery {
  const kind = parameter('kind');
  const page = parameter('page') ?? '';
  return {
    kind: isMailKind(kind) ? kind : null,
    words: (parameter('q') ?? '').trim().slice(0, 200),
    page: /^[1-9]\d{0,6}$/.test(page) ? Number(page) : 1,
  };
}

/** The address of that part; the first page has no number. */
export function outboxHref({ kind, words, page }: OutboxQuery): string {
  const parameters = new URLSearchParams();
  if (kind !== null) parameters.set('kind', kind);
  if (words !== '') parameters.set('q', words);
  if (page > 1) parameters.set('page', String(page));
  return parameters.size === 0 ? '/outbox' : `/outbox?${parameters}`;
}
