import { blameOf, blameOfStatus } from '../../delivery/mailers/blame.ts';
import { type CauseRule, MILD, NUMBERS, PLAIN, SUBJECTS } from './cause-rules.ts';
import type { Bounced } from './said.ts';
import { codeIn, remoteWords, replyIn } from './smtp-words.ts';

/** What a report says of a mail that failed. */
export interface SaidFailure {
  /** RFC 3463, of the report's own field; null where it has none. */
  readonly status: string | null;
  /** What the server said; '' for nothing. */
  readonly words: string;
}

/**
 * Why a mail came back, and whether for good. The remote server's own enhanced code is read before the report's field,
 * which many servers fill with 5.1.1 or 5.0.0 whatever was said. Where words and numbers disagree, what is milder to the
 * reader wins: who is suppressed wrongly never hears of it, and who is not bounces again.
 */
export function bounceCause({
  status,
  words,
}: SaidFailure): Pick<Bounced, 'permanent' | 'about' | 'code' | 'status'> {
  const said = remoteWords(bare(words));
  const own = codeIn(said);
  const exact = own !== '' && !isVague(own) ? own : (status ?? own);
  const [, subject = '', detail = ''] = exact.split('.');
  const { code, about, dead } = exceptEarly(words, causeBy(subject, detail, said));
  const forNow = [exact, own, status ?? '', replyIn(said)].some(number => number.startsWith('4'));
  return { code, about, permanent: dead && about === 'reader' && !forNow, status: exact || null };
}

const MOST_WORDS = 1_000;

/** Without addresses, and of links only the host: "spam" may stand in either. */
function bare(words: string): string {
  return words
    .slice(0, MOST_WORDS)
    .replace(/\s+/g, ' ')
    .replace(/\(in reply to [^)]{0,80}\)/gi, '')
    .replace(/https?:\/\/([^\s/]+)\S*/gi, '$1')
    .replace(/\S+/g, word => (word.includes('@') ? '(address)' : word));
}

/** The class alone is no reason. */
function isVague(code: string): boolean {
  return code.endsWith('.0.0');
}

/** Said before any recipient was named: whatever the words, it is about who sends. */
const EARLY =
  /\b(in (reply|response) to|after) (the )?(mail from|[he]{2}lo|initial connection|starttls|auth)\b/i;

function exceptEarly(words: string, cause: Cause): Cause {
  if (cause.about === 'us' || cause.code === 'network' || !EARLY.test(words.slice(0, MOST_WORDS)))
    return cause;
  const isTold = !cause.dead && cause.code !== 'unspecified';
  return { code: isTold ? cause.code : 'sender_rejected', about: 'us', dead: false };
}

type Cause = Omit<CauseRule, 'words'>;

function causeBy(subject: string, detail: string, said: string): Cause {
  const mild = MILD.find(({ words }) => words.test(said));
  if (mild) return mild;
  const plain = PLAIN.find(({ words }) => words.test(said));
  const number = NUMBERS.get(`${subject}.${detail}`);
  if (number) {
    const code = number.dead && plain?.dead ? plain.code : number.code;
    return { code, dead: number.dead, about: blameOfStatus(subject, detail) === 'us' ? 'us' : 'reader' };
  }
  if (plain) return plain;
  const about = blameOf(`550 5.${subject || '0'}.${detail || '0'} ${said}`) === 'us' ? 'us' : 'reader';
  return { code: SUBJECTS.get(subject) ?? 'unspecified', about, dead: false };
}
