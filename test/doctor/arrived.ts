import { generateKeyPairSync } from 'node:crypto';
import type { Settings } from '../../src/config.ts';
import { loadSettings } from '../../src/config.ts';
import { listHeaders } from '../../src/delivery/mail-headers.ts';
import { dkimSigner } from '../../src/delivery/mailers/dkim.ts';
import { mimeBytes } from '../../src/delivery/mailers/mime.ts';
import type { DoctorFinding } from '../../src/doctor/finding.ts';
import { readCopy } from '../../src/doctor/received/read-copy.ts';
import type { NameServer } from '../../src/machine/name-server.ts';
import { REAL } from './examined.ts';
import { served } from './served.ts';

const SITE = REAL.PUBLIC_URL;
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
/** The record of the key that `arrived` signs with, for the zone. */
export const KEY = `s1._domainkey.weekly IN TXT "v=DKIM1; k=rsa; p=${publicKey.toString('base64')}"`;
export const KEY_ELSEWHERE = KEY.replace('s1._domainkey.weekly', 's1._domainkey.mailapi.example.');

/** As a large mailbox provider writes it. */
export const PASSED =
  'mx.mailbox.example; dkim=pass header.i=@weekly.example.net header.s=s1 header.b=abc123; ' +
  'spf=pass (mailbox.example: domain of a@b designates 93.184.215.25 as permitted; sender) smtp.mailfrom=bounces@weekly.example.net; ' +
  'dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=weekly.example.net';

interface Sent {
  readonly kind?: 'issue' | 'test' | 'notice';
  readonly html?: string;
  readonly text?: string;
  /** In place of the list headers. */
  readonly headers?: Record<string, string>;
  readonly signedBy?: string | null;
  /** What the way to the mailbox makes of the signed mail. */
  readonly onTheWay?: (mail: string) => string;
  /** Authentication-Results fields, top first. */
  readonly results?: readonly string[];
}

/** A mail of ours as it came out at a mailbox. */
export async function arrived(sent: Sent = {}): Promise<Buffer> {
  const kind = sent.kind ?? 'issue';
  const list = listHeaders({
    kind,
    unsubscribe: `${SITE}/unsubscribe/u1.abc`,
    publication: 'Verdicts',
    from: REAL.MAIL_FROM,
  });
  const mail = await mimeBytes(
    {
      kind,
      name: 'one',
      from: REAL.MAIL_FROM,
      replyTo: REAL.MAIL_FROM,
      to: 'reader@mailbox.example',
      subject: 'One',
      html:
        sent.html ??
        `<p><a href="${SITE}/issues/2026-W48">Read</a> <a href="https://imprint.example/">Imprint</a></p>`,
      text: sent.text ?? `Read: ${SITE}/issues/2026-W48\nImprint: https://imprint.example/`,
      headers: sent.headers ?? list,
      tags: {},
    },
    Date.UTC(2026, 10, 30),
  );
  const domain = sent.signedBy === undefined ? 'weekly.example.net' : sent.signedBy;
  const signed = domain === null ? mail : dkimSigner({ domain, selector: 's1', privateKey })(mail);
  const came = (sent.onTheWay ?? (same => same))(signed.toString('latin1'));
  const results = (sent.results ?? [PASSED]).map(value => `Authentication-Results: ${value}\r\n`);
  return Buffer.from(`Return-Path: <bounces@weekly.example.net>\r\n${results.join('')}${came}`, 'latin1');
}

/** What is said of a copy, by check. */
export async function read(
  copy: Uint8Array,
  zone: { readonly more?: string; readonly failing?: readonly string[] } = {},
): Promise<Record<string, DoctorFinding>> {
  const { resolver } = await served({ more: zone.more ?? KEY }, { failing: zone.failing ?? [] });
  return readWith(resolver, copy);
}

export async function readWith(
  nameServer: NameServer,
  copy: Uint8Array,
): Promise<Record<string, DoctorFinding>> {
  const findings = await readCopy(copy, { settings: settings(), nameServer });
  return Object.fromEntries(findings.map(finding => [finding.check, finding]));
}

function settings(): Settings {
  const outcome = loadSettings({ ENV_FILE: 'off', DATABASE_URL: 'file:/nowhere/verdicts.db', ...REAL });
  if (outcome.kind === 'bad') throw new Error(outcome.message);
  return outcome.settings;
}
