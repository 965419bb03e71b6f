import { canonicalJson } from '../catalogue/canonical-json.ts';
import { findJsonFault } from '../catalogue/json-fault.ts';
import { tooDeepAt } from '../catalogue/nesting.ts';
import type { Mismatch } from './mismatch.ts';

export type ReadDocument =
  | {
      readonly kind: 'read';
      readonly document: Readonly<Record<string, unknown>>;
      /** Bytes that were spelled otherwise than published, though they mean the same. */
      readonly mismatches: readonly Mismatch[];
    }
  | { readonly kind: 'unreadable'; readonly mismatches: readonly Mismatch[] };

/** Takes a published document apart. Its bytes are the canonical form, so that every one of them can be checked. */
export function readDocument(bytes: Uint8Array): ReadDocument {
  const text = decoded(bytes);
  if (text === null) return unreadable('other bytes', 'The text is not UTF-8.');
  if (tooDeepAt(text) !== -1) return unreadable('[ or {', 'It is nested deeper than any document is.');
  const fault = findJsonFault(text);
  if (fault) {
    const { line, column, found, message } = fault;
    return unreadable(found, `It is not JSON: line ${line}, column ${column}: ${message}.`);
  }
  const document: unknown = JSON.parse(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return unreadable(text.slice(0, SHOWN), 'It is no document, but another JSON value.');
  }
  return {
    kind: 'read',
    document: document as Readonly<Record<string, unknown>>,
    mismatches: misspelled(text.replace(/\s+$/, ''), canonicalJson(document)),
  };
}

const SHOWN = 40;

function misspelled(text: string, canonical: string): Mismatch[] {
  if (text === canonical) return [];
  let at = 0;
  while (text[at] === canonical[at]) at += 1;
  const from = Math.max(0, at - SHOWN / 2);
  const why = `Sign ${at + 1} is not as it was published, whether or not it means the same.`;
  return [
    {
      path: '$',
      published: text.slice(from, from + SHOWN),
      recomputed: canonical.slice(from, from + SHOWN),
      why,
    },
  ];
}

function unreadable(published: string, why: string): ReadDocument {
  return { kind: 'unreadable', mismatches: [{ path: '$', published, recomputed: undefined, why }] };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
