/** What a receiving server found by one method (RFC 8601 2.2). */
export interface MethodResult {
  /** `spf`, `dkim`, `dmarc`, `iprev` …, in lower case. */
  readonly method: string;
  /** `pass`, `fail`, `softfail` …, in lower case. */
  readonly result: string;
  /** `smtp.mailfrom`, `header.d` …, in lower case, with their values. */
  readonly properties: ReadonlyMap<string, string>;
}

export interface AuthenticationResults {
  /** Who says so; '' where nobody signs it, as Outlook.com does. */
  readonly server: string;
  readonly results: readonly MethodResult[];
}

/**
 * Reads one Authentication-Results field. Our own, since mailauth's parser keeps the last result of a method, and a mail has
 * several of SPF and DKIM. What is no result is passed over; nothing is refused.
 * @param value what follows the colon, unfolded or not
 */
export function parseAuthenticationResults(value: string): AuthenticationResults {
  const [first = '', ...parts] = partsOf(value);
  // Named after its server and, perhaps, a version; or a result at once.
  const isUnsigned = first.includes('=');
  return {
    server: isUnsigned ? '' : (/^\S+/u.exec(first)?.[0] ?? '').toLowerCase(),
    results: (isUnsigned ? [first, ...parts] : parts).flatMap(readResult),
  };
}

/** Split at `;`, comments taken out (they nest), quoted strings left whole. */
function partsOf(value: string): string[] {
  const parts = [''];
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < value.length; at += 1) {
    let char = value.charAt(at);
    if (char === '\\' && (isQuoted || depth > 0)) {
      at += 1;
      char += value.charAt(at);
    } else if (char === '"' && depth === 0) isQuoted = !isQuoted;
    else if (char === '(' && !isQuoted) depth += 1;
    else if (char === ')' && !isQuoted && depth > 0) {
      depth -= 1;
      char = ' ';
    } else if (char === ';' && !isQuoted && depth === 0) {
      parts.push('');
      continue;
    }
    if (depth === 0) parts.push(`${parts.pop()}${char}`);
  }
  return parts.map(part => part.trim());
}

const METHOD = /^([a-z][a-z0-9_-]*)\s*(?:\/\s*\d+\s*)?=\s*([a-z]+)/iu;
const PROPERTY = /([a-z][a-z0-9_-]*\s*(?:\.\s*[a-z0-9_-]+)?)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s"]+)/giu;

function readResult(part: string): MethodResult[] {
  const head = METHOD.exec(part);
  if (!head) return [];
  const [whole, method = '', result = ''] = head;
  const properties = new Map<string, string>();
  for (const [, name = '', value = ''] of part.slice(whole.length).matchAll(PROPERTY)) {
    const key = name.replaceAll(/\s/gu, '').toLowerCase();
    if (!properties.has(key))
      properties.set(key, value.replace(/^"(.*)"$/su, '$1').replaceAll(/\\(.)/gsu, '$1'));
  }
  return [{ method: method.toLowerCase(), result: result.toLowerCase(), properties }];
}

/** The domain of an address, or of a bare name, in lower case. */
export function domainIn(value: string): string {
  return value
    .slice(value.lastIndexOf('@') + 1)
    .replace(/[>.\s]+$/u, '')
    .toLowerCase();
}
