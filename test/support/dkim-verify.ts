import { createHash, createVerify } from 'node:crypto';

/** What a DKIM signature says and whether it holds (RFC 6376, relaxed/relaxed, rsa-sha256). */
export interface DkimVerdict {
  readonly valid: boolean;
  readonly domain: string;
  readonly selector: string;
  readonly signedHeaders: readonly string[];
}

/** @param publicKey PEM, in the place of the DNS record */
export function verifyDkim(mail: Buffer, publicKey: string): DkimVerdict {
  const text = mail.toString('latin1');
  const split = text.indexOf('\r\n\r\n');
  const fields = text.slice(0, split).split(/\r\n(?![ \t])/);
  const signature = fields.find(field => /^dkim-signature:/i.test(field)) ?? '';
  const tags = new Map(
    signature
      .replace(/^[^:]*:/, '')
      .split(';')
      .map(
        tag => [tag.replace(/=[\s\S]*/, '').trim(), tag.replace(/^[^=]*=/, '').replace(/\s+/g, '')] as const,
      ),
  );
  const names = (tags.get('h') ?? '').split(':');
  const signed = names.flatMap(name =>
    fields.filter(field => relaxed(field).startsWith(`${name}:`)).slice(-1),
  );
  const ownField = relaxed(signature.replace(/(;\s*b=)[^;]*/, '$1'));
  const data = `${signed.map(field => `${relaxed(field)}\r\n`).join('')}${ownField}`;
  const bodyHash = createHash('sha256')
    .update(relaxedBody(text.slice(split + 4)), 'latin1')
    .digest('base64');
  const holds = createVerify('RSA-SHA256')
    .update(data, 'latin1')
    .verify(publicKey, tags.get('b') ?? '', 'base64');
  return {
    valid: holds && bodyHash === tags.get('bh'),
    domain: tags.get('d') ?? '',
    selector: tags.get('s') ?? '',
    signedHeaders: names,
  };
}

function relaxed(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map(line => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.map(line => `${line}\r\n`).join('');
}
