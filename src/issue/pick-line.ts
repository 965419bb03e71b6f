import { cutTo } from './word-limit.ts';

const TAGLINE_LIMIT = 140;

/** Words that are never names: only these lose their capital in the middle of a sentence. */
const OPENING = /^(?:A|An|The|Your|Every|Each|All|Any|Both|One|Two|Three|Four|Five|Six) /u;

/**
 * "Pick Zed for a fast native editor." The tagline stays as the catalogue has it, but for its closing dots and the
 * capital of a leading article or number.
 */
export function pickLine(name: string, tagline: string): string {
  const purpose = cutTo(tagline, TAGLINE_LIMIT).replace(/[\s.!?…]+$/u, '');
  if (purpose === '') {
    return `Pick ${name}.`;
  }
  const cut = tagline.length > TAGLINE_LIMIT ? '…' : '.';
  const lowered = purpose.replace(OPENING, word => word.toLowerCase());
  return `Pick ${name} for ${lowered}${cut}`;
}
