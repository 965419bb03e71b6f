import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Email } from './email-check.ts';

/** One mail the stand-in has said yes to. */
export interface AcceptedMail {
  readonly id: string;
  readonly at: number;
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** sha256 of HTML and text as the reader gets them, templates filled in. */
  readonly content: string;
}

/** A mail's parts as the reader gets them. */
export interface ShownMail {
  readonly html: string;
  readonly text: string;
}

/** Parts are kept for this many mails, in memory only. */
const SHOWN_MAILS = 1_000;

/** A line of the ledger's file. */
export type Entry =
  | {
      readonly type: 'accepted';
      readonly at: number;
      readonly key: string;
      readonly fingerprint: string;
      readonly answer: unknown;
      readonly mails: readonly AcceptedMail[];
    }
  | { readonly type: 'replayed' | 'conflict'; readonly at: number; readonly key: string }
  | { readonly type: 'refused'; readonly at: number; readonly name: string };

/** What an audit compares with the sender's own books. */
export interface Ledger {
  /** Sending requests that came, whatever became of them. */
  readonly requests: number;
  /** Mails taken. */
  readonly accepted: number;
  /** Requests answered with the first answer of their key. */
  readonly replays: number;
  readonly conflicts: number;
  /** By the name of the refusal. */
  readonly refusals: Readonly<Record<string, number>>;
  /** How often each address was mailed, over everything. */
  readonly addresses: Readonly<Record<string, number>>;
  /** Addresses that got the same thing (kind and issue by the tags) more than once. */
  readonly duplicates: readonly {
    readonly address: string;
    readonly kind: string;
    readonly issue: string;
    readonly times: number;
  }[];
  readonly mails: readonly AcceptedMail[];
}

/** Keeps the ledger, in memory and, where a file is given, on disk before any answer goes out. */
export class LedgerBook {
  readonly #file: string | null;
  #requests = 0;
  #entries: Entry[] = [];
  readonly #shown = new Map<string, ShownMail>();

  /** @param file JSON lines; what is in it already counts on */
  constructor(file: string | null) {
    this.#file = file;
    if (file && existsSync(file)) this.#entries = readEntries(file);
  }

  entries(): readonly Entry[] {
    return this.#entries;
  }

  request(): void {
    this.#requests += 1;
  }

  write(entry: Entry): void {
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.#entries.push(entry);
  }

  /** Forgets what was counted; the file keeps it. */
  reset(): void {
    this.#requests = 0;
    this.#entries = [];
  }

  show(id: string | undefined, email: Email | null | undefined): void {
    if (!id || !email) return;
    this.#shown.set(id, shownMail(email));
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > SHOWN_MAILS && oldest) this.#shown.delete(oldest);
  }

  shown(id: string): ShownMail | undefined {
    return this.#shown.get(id);
  }

  mail(id: string): AcceptedMail | undefined {
    return this.snapshot().mails.find(mail => mail.id === id);
  }

  /** As it stands now. What is not looked at is not counted: some ask hundreds of times a second, for one number. */
  snapshot(): Ledger {
    const entries = [...this.#entries];
    const requests = this.#requests;
    const count = (type: Entry['type']) => entries.filter(entry => entry.type === type).length;
    const mails = once(() => entries.flatMap(entry => (entry.type === 'accepted' ? entry.mails : [])));
    const addresses = once(() => countBy(mails().flatMap(mail => mail.to)));
    const duplicates = once(() => duplicatesOf(mails()));
    const refusals = once(() =>
      countBy(entries.flatMap(entry => (entry.type === 'refused' ? entry.name : []))),
    );
    return {
      requests,
      get accepted() {
        return mails().length;
      },
      get replays() {
        return count('replayed');
      },
      get conflicts() {
        return count('conflict');
      },
      get refusals() {
        return refusals();
      },
      get addresses() {
        return addresses();
      },
      get duplicates() {
        return duplicates();
      },
      get mails() {
        return mails();
      },
    };
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

export function acceptedMail(id: string, at: number, email: Email): AcceptedMail {
  return {
    id,
    at,
    to: email.to.map(bareAddress),
    from: email.from,
    subject: email.subject,
    headers: email.headers,
    tags: Object.fromEntries(email.tags.map(tag => [tag.name, tag.value])),
    content: contentHash(shownMail(email)),
  };
}

/** What `content` of a mail with these parts is. */
export function contentHash({ html, text }: ShownMail): string {
  return createHash('sha256').update(html).update('\0').update(text).digest('hex');
}

function shownMail({ html = '', text = '' }: Email): ShownMail {
  return { html, text };
}

function readEntries(file: string): Entry[] {
  const text = readFileSync(file, 'utf8');
  // What follows the last line break was cut off by a kill, before its answer went out.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) writeFileSync(file, whole);
  return whole
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line) as Entry);
}

function duplicatesOf(mails: readonly AcceptedMail[]): Ledger['duplicates'] {
  const counts = countBy(
    mails.flatMap(mail =>
      mail.to.map(to => JSON.stringify([to, mail.tags.kind ?? '', mail.tags.issue ?? ''])),
    ),
  );
  return Object.entries(counts)
    .filter(([, times]) => times > 1)
    .map(([what, times]) => {
      const [address, kind, issue] = JSON.parse(what) as [string, string, string];
      return { address, kind, issue, times };
    });
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function bareAddress(mailbox: string): string {
  return /<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox;
}
