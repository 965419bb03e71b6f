import { createHash } from 'node:crypto';
import { canonicalJson } from '../catalogue/canonical-json.ts';
import type { IssueContent } from './content.ts';

/** All that an editor's yes covers: everything that shows in the mail of every reader. */
export interface ApprovedParts {
  /** One per leading pairing where readers get different orders, in the order of the variants. */
  readonly contents: readonly IssueContent[];
  readonly engine: 'react' | 'mjml';
  /** Stands for the templates: the compiled mails themselves, or a hash of them. */
  readonly templates: readonly string[];
  /** Settings that show and are not part of the content: sender, reply address, base of the readers' links. */
  readonly settings: Readonly<Record<string, string>>;
}

/** sha256 (hex) of the canonical JSON: key order does not matter, every value does. */
export function hashContent(parts: ApprovedParts): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}
