import { masked } from '../../delivery/mailers/masked.ts';
import { addressIn } from './address.ts';
import { bounceCause, type SaidFailure } from './bounce-cause.ts';
import { type Fields, readBlocks } from './fields.ts';
import type { AboutMail, ReturnedMail } from './said.ts';
import { codeIn } from './smtp-words.ts';

/** A server tells of so many recipients at most; every mail of ours has one. */
const MOST_RECIPIENTS = 100;

/**
 * Reads a `message/delivery-status` (RFC 3464), or its international sister (RFC 6533): a block about the mail, then one
 * for each recipient.
 * @param wordsFor what the text beside the report says of a recipient, for servers that leave the diagnosis out
 * @returns null where no block is about a recipient
 */
export function readDeliveryStatus(
  report: string,
  headers: Fields,
  wordsFor: (recipient: string | null) => string,
): ReturnedMail[] | null {
  const about = readBlocks(report).filter(
    block => block.has('final-recipient') || block.has('original-recipient'),
  );
  if (about.length === 0) return null;
  return about.slice(0, MOST_RECIPIENTS).map(block => readRecipient(block, headers, wordsFor));
}

function readRecipient(
  block: Fields,
  headers: Fields,
  wordsFor: (recipient: string | null) => string,
): ReturnedMail {
  // The original one is as we wrote it, the final one where it was forwarded to.
  const recipient =
    typedAddress(block.get('original-recipient')) ?? typedAddress(block.get('final-recipient'));
  const status = statusOf(block.get('status') ?? '');
  switch (actionOf(block.get('action') ?? '', status)) {
    case 'failed': {
      const told = afterType(block.get('diagnostic-code') ?? '');
      return bounced(
        { recipient, headers },
        { status, words: isEmptyWord(told) ? wordsFor(recipient) : told },
      );
    }
    case 'delayed':
      return {
        is: 'delayed',
        recipient,
        headers,
        status,
        detail: masked(afterType(block.get('diagnostic-code') ?? '') || wordsFor(recipient)),
      };
    case 'delivered':
      return { is: 'delivered', recipient, headers };
    default:
      return { is: 'other' };
  }
}

/** A failure, with its cause. */
export function bounced(mail: AboutMail, failure: SaidFailure): ReturnedMail {
  return { is: 'bounced', ...mail, ...bounceCause(failure), detail: masked(failure.words) };
}

/** Nothing that tells more than the status beside it. */
function isEmptyWord(words: string): boolean {
  return words.replace(codeIn(words), '').replace(/[\d\s.;:,-]+/g, '').length < 3;
}

type Action = 'failed' | 'delayed' | 'delivered' | 'unknown';

function actionOf(action: string, status: string | null): Action {
  switch (/^[a-z]+/.exec(action.toLowerCase())?.[0]) {
    case 'failed':
    case 'failure':
    case 'expired':
      return 'failed';
    case 'delayed':
      return 'delayed';
    case 'delivered':
    case 'deliverable':
    case 'relayed':
    case 'expanded':
      return 'delivered';
    // Left out by some: the class then tells, and 4 means that the server has not given up.
    case undefined:
      return ACTIONS.get(status?.[0]) ?? 'unknown';
    default:
      return 'unknown';
  }
}

const ACTIONS = new Map<string | undefined, Action>([
  ['2', 'delivered'],
  ['4', 'delayed'],
  ['5', 'failed'],
]);

/** `5.1.1 (permanent failure)`, or `5` and `5.1` of those who do not count to three. */
function statusOf(field: string): string | null {
  const [, kind, subject = '0', detail = '0'] =
    /^\s*([245])(?:\.(\d{1,3}))?(?:\.(\d{1,3}))?(?![\d])/.exec(field) ?? [];
  return kind === undefined ? null : `${kind}.${subject}.${detail}`;
}

/** `smtp; 550 no such user`: what comes after the type. */
function afterType(field: string): string {
  return field.replace(/^\s*[A-Za-z][\w-]*\s*;\s*/, '');
}

function typedAddress(field: string | undefined): string | null {
  if (field === undefined) return null;
  // utf-8-addr-xtext of RFC 6533, in which a report that is not international writes an address that is.
  const plain = afterType(field).replace(/\\x\{([0-9A-Fa-f]{1,6})\}/g, (whole, hex: string) => {
    const point = Number.parseInt(hex, 16);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
  return addressIn(plain);
}
