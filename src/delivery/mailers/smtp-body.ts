import { hash } from 'node:crypto';
import { readerWords } from '../../render/compiled-mail.ts';
import { escapeHtml } from '../../render/reader-text.ts';
import type { BulkBody, BulkMail, BulkReader } from './mailer.ts';
import { messageIdAt } from './mime.ts';
import { quotedWords } from './quoted-printable.ts';
import { compileSmtp, SMTP_WORDS, type SmtpTemplate } from './smtp-template.ts';

/** One mail of an issue as it goes over SMTP; its bytes are put together when it goes. */
export interface SmtpBody extends BulkBody {
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly messageId: string;
  /** The value of its `delivery` tag. */
  readonly delivery: string;
  /** The headers, each with its line break. @param date epoch milliseconds */
  head(date: number): string;
  /** Writes what stands below the headers into `memory`, which has room for `length` bytes from `at` on. */
  write(memory: Buffer, at: number): void;
  /** For DKIM. @param written where `write` has put it */
  hash(written: Buffer): string;
}

/**
 * Makes mails for SMTP of an issue's frozen parts. What all readers share is encoded once a mail; a reader costs the copying
 * of its bytes.
 */
export class SmtpBodies {
  readonly #templates = new WeakMap<BulkMail, { readonly made: SmtpTemplate | null }>();

  /** Whether it can make these: one at a time, and an address that is not plain ASCII is written otherwise in each place. */
  fits(readers: readonly BulkReader[]): boolean {
    return (
      readers.length === 1 && readers.every(({ mail, to }) => isPlain(to) && this.#templateOf(mail) !== null)
    );
  }

  /** @param readers one that `fits` */
  of([reader, ...others]: readonly BulkReader[]): SmtpBody {
    const template = reader && this.#templateOf(reader.mail);
    if (!template || others.length > 0) throw new Error('A body for SMTP is one mail that fits.');
    return bodyOf(reader, template);
  }

  #templateOf(mail: BulkMail): SmtpTemplate | null {
    const known = this.#templates.get(mail);
    if (known) return known.made;
    const made = compileSmtp(mail);
    this.#templates.set(mail, { made });
    return made;
  }
}

/** Such an address is written as it is, wherever it stands. */
function isPlain(to: string): boolean {
  return to.length <= 254 && plainAddress.test(to);
}

const plainAddress =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9-]+\.)*[a-z][a-z0-9-]*$/;

const DATE = SMTP_WORDS.indexOf('date');

function bodyOf(reader: BulkReader, template: SmtpTemplate): SmtpBody {
  const { to, delivery } = reader;
  const id = messageIdAt(template.domain, { kind: 'issue', name: '', to, tags: { delivery } });
  const words = wordsOf(reader, id);
  const inBody = words.map(quotedWords);
  const { fixed, body } = template;
  const length = body.reduce<number>(
    (sum, cell) => sum + (typeof cell === 'number' ? (inBody[cell] ?? '').length : 0),
    fixed,
  );
  const write = (memory: Buffer, from: number) => {
    let at = from;
    for (const cell of body) {
      at += typeof cell === 'number' ? memory.write(inBody[cell] ?? '', at, 'latin1') : cell.copy(memory, at);
    }
  };
  return {
    // No word has a line break.
    sha256: hash('sha256', [template.sha256, delivery, ...words].join('\n'), 'hex'),
    mails: 1,
    length,
    *pieces() {
      const bytes = Buffer.allocUnsafe(length);
      write(bytes, 0);
      yield bytes;
    },
    envelope: { from: template.sender, to: [to] },
    messageId: id,
    delivery,
    head: date => {
      const now = new Date(date).toUTCString().replace('GMT', '+0000');
      return template.head
        .map(cell => (typeof cell === 'string' ? cell : cell === DATE ? now : (words[cell] ?? '')))
        .join('');
    },
    write,
    hash: written => template.begun.copy().update(written.subarray(template.before)).digest('base64'),
  };
}

/** In the order of SMTP_WORDS, and then of the reader's tokens. The date is not known before it goes. */
function wordsOf({ mail: { compiled }, to, reader, tokens }: BulkReader, id: string): readonly string[] {
  const { preferences, unsubscribe, vote } = tokens;
  if (vote.length !== compiled.votes) {
    throw new Error(`The mail has ${compiled.votes} ballots, the reader ${vote.length}.`);
  }
  const text = readerWords(compiled, reader, to);
  return [to, '', id, escapeHtml(text), text, preferences, unsubscribe, ...vote, unsubscribe];
}
