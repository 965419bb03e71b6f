import { timingSafeEqual } from 'node:crypto';
import { BLOCK, type BlockMac } from './block-mac.ts';

/** What signs the links of a batch. */
export interface LinkKey {
  /** Four characters. */
  readonly id: string;
  readonly blockMac: BlockMac;
  /** Form of the links it signs: 1 is made in token.ts, 2 by the version before, 3 is today's. */
  readonly links: 1 | 2 | 3;
}

/** What a link begins with, and what stands before its subject, by form. */
const FORMS = new Map([
  [2, { version: '2', joint: '' }],
  [3, { version: 'b', joint: '_' }],
]);

/** Never changed or used again: they stand in mails that are out. */
const UNSUBSCRIBE = 1;
const PREFERENCES = 2;
const VOTE = 3;
const PURPOSES = new Map([
  ['unsubscribe', UNSUBSCRIBE],
  ['preferences', PREFERENCES],
  ['vote', VOTE],
]);

const ID_LENGTH = 4;
/** All 128 bits of a tag in base64url. */
const TAG_LENGTH = 22;
const TAG_START = 1 + ID_LENGTH;
const TAG_END = TAG_START + TAG_LENGTH;
/** A tag and two zeros, so that each begins at a letter of its own when all are written as base64url at once. */
const SPACED = 18;
const LETTERS = 24;
const HIGHEST_POSITION = 255;
const HIGHEST_ISSUE = 2 ** 48 - 1;
const TWO_TO_32 = 2 ** 32;

/** The tokens of one reader's mail. */
export interface ReaderTokens {
  readonly preferences: string;
  readonly unsubscribe: string;
  /** By position: the first entry is the ballot of pairing 1. */
  readonly vote: readonly string[];
}

/**
 * The links of many readers' mails at once, for as long as the mails exist. The same input gives the same tokens.
 * @param issue.votes how many ballots a mail has
 * @returns one entry a reader, in order
 */
export function signLinks(
  key: LinkKey,
  issue: { readonly id: number; readonly votes: number },
  subscriberIds: readonly number[],
): ReaderTokens[] {
  const form = FORMS.get(key.links);
  if (!form) throw new Error(`Links of form ${key.links} are not signed together.`);
  if (!subscriberIds.every(id => id >= 1)) throw new Error('Links are signed for whole numbers from 1 on.');
  const links = 2 + issue.votes;
  const blocks = Buffer.alloc(subscriberIds.length * links * BLOCK);
  let at = 0;
  for (const id of subscriberIds) {
    at = writeBlock(blocks, at, { purpose: PREFERENCES, position: 0, issueId: 0, subscriberId: id });
    at = writeBlock(blocks, at, { purpose: UNSUBSCRIBE, position: 0, issueId: 0, subscriberId: id });
    for (let position = 1; position <= issue.votes; position++) {
      at = writeBlock(blocks, at, { purpose: VOTE, position, issueId: issue.id, subscriberId: id });
    }
  }
  const tags = spacedLetters(key.blockMac(blocks));
  const start = form.version + key.id;
  const ballots = Array.from({ length: issue.votes }, (_, index) => `${form.joint}${issue.id}.${index + 1}.`);
  let next = 0;
  const tagged = () => {
    next += LETTERS;
    return start + tags.slice(next - LETTERS, next - LETTERS + TAG_LENGTH);
  };
  return subscriberIds.map(id => {
    const body = String(id);
    const preferences = tagged() + form.joint + body;
    const unsubscribe = tagged() + form.joint + body;
    return { preferences, unsubscribe, vote: ballots.map(ballot => tagged() + ballot + body) };
  });
}

/** Whether it would be a link of signLinks, of any form. */
export function isLinkToken(token: string): boolean {
  return formOf(token) !== undefined;
}

/**
 * @param keyOf the key of an id, undefined for one that is not accepted
 * @returns the subject as in version 1: the subscriber's id, or `<issue>.<position>.<subscriber>` of a vote; null for
 * anything that signLinks did not make for this purpose
 */
export function readLinkToken(
  keyOf: (id: string) => LinkKey | undefined,
  purpose: string,
  token: string,
): string | null {
  const form = formOf(token);
  const key = keyOf(token.slice(1, TAG_START));
  if (!form || !key || !token.startsWith(form.joint, TAG_END)) return null;
  const subject = token.slice(TAG_END + form.joint.length);
  const link = linkOf(purpose, subject);
  if (!link) return null;
  const block = Buffer.alloc(BLOCK);
  writeBlock(block, 0, link);
  const expected = Buffer.from(spacedLetters(key.blockMac(block)).slice(0, TAG_LENGTH), 'utf8');
  const given = Buffer.from(token.slice(TAG_START, TAG_END), 'utf8');
  // Compared as text: in base64url two spellings can decode to the same bytes.
  return given.length === expected.length && timingSafeEqual(given, expected) ? subject : null;
}

function formOf(token: string) {
  return [...FORMS.values()].find(({ version }) => token.startsWith(version));
}

/** What a link is about; no two have the same block. */
interface Link {
  readonly purpose: number;
  /** Of a ballot, else 0. */
  readonly position: number;
  /** Of a ballot, else 0. */
  readonly issueId: number;
  readonly subscriberId: number;
}

/** One spelling a link: no leading zeros, no signs, nothing beyond what a number holds exactly. */
function linkOf(purpose: string, subject: string): Link | null {
  const code = PURPOSES.get(purpose);
  if (code === undefined) return null;
  const numbers = subject.split('.');
  if (numbers.length !== (purpose === 'vote' ? 3 : 1)) return null;
  if (!numbers.every(number => /^[1-9]\d{0,15}$/.test(number))) return null;
  const [subscriberId = 0, position = 0, issueId = 0] = numbers.map(Number).reverse();
  const link = { purpose: code, position, issueId, subscriberId };
  return fits(link) ? link : null;
}

/** Purpose, position, issue (6 bytes), subscriber (8 bytes), big-endian. @returns where the next one begins */
function writeBlock(into: Buffer, at: number, link: Link): number {
  const { purpose, position, issueId, subscriberId } = link;
  if (!fits(link)) throw new Error('A link is made from whole numbers, with a position up to 255.');
  into[at] = purpose;
  into[at + 1] = position;
  into.writeUIntBE(issueId, at + 2, 6);
  into.writeUInt32BE(Math.floor(subscriberId / TWO_TO_32), at + 8);
  into.writeUInt32BE(subscriberId % TWO_TO_32, at + 12);
  return at + BLOCK;
}

function fits({ position, issueId, subscriberId }: Link): boolean {
  return isCount(position, HIGHEST_POSITION) && isCount(issueId, HIGHEST_ISSUE) && isCount(subscriberId);
}

function isCount(number: number, most: number = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isSafeInteger(number) && number >= 0 && number <= most;
}

/** All tags as base64url, each from a multiple of LETTERS on: one call costs less than a hundred. */
function spacedLetters(tags: Buffer): string {
  const spaced = Buffer.alloc((tags.length / BLOCK) * SPACED);
  for (let tag = 0; tag < tags.length / BLOCK; tag++) {
    for (let byte = 0; byte < BLOCK; byte++) spaced[tag * SPACED + byte] = tags[tag * BLOCK + byte] ?? 0;
  }
  return spaced.toString('base64url');
}
