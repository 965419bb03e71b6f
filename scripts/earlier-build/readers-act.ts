import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EarlierBuild } from './build.ts';
import { READERS, readerAddress } from './place.ts';

/** The file that readers are imported from: confirmed ones with names, zones and interests, as `subscribers import` takes them. */
export function readersFile(): string {
  const rows = Array.from({ length: READERS }, (_, index) =>
    index % 3 === 0
      ? `${readerAddress(index + 1)},Reader ${index + 1} O’Brien,Europe/Rome,Writing,confirmed`
      : `${readerAddress(index + 1)},,,,confirmed`,
  );
  return ['email,name,timezone,interests,status', ...rows, ''].join('\n');
}

/** Two who were asked to confirm and have not. */
export const PENDING_FILE = 'email,name\npending1@readers.example,\npending2@readers.example,Pen Ding\n';

/**
 * What readers do after an issue is out: one signs up and confirms, six vote, one changes preferences, one leaves by the mail
 * program's button.
 */
export async function letReadersAct(build: EarlierBuild, at: string, outbox: string): Promise<void> {
  await withSite(build, at, async site => {
    await signUp(site, 'grace@readers.example');
    const confirmation = () => mailTo(outbox, 'confirm', 'grace@readers.example');
    await until(async () => confirmation() !== '');
    await post(site + linkOf(confirmation(), 'confirm'), '');
    for (const n of [4, 5, 6, 7, 8, 9])
      await post(site + linkOf(issueMail(outbox, n), 'vote'), `choice=${n % 3 === 0 ? 'b' : 'a'}`);
    await post(
      site + linkOf(issueMail(outbox, 2), 'preferences'),
      'name=Two&timezone=Europe/Rome&action=save',
    );
    await post(site + linkOf(issueMail(outbox, 3), 'unsubscribe'), 'List-Unsubscribe=One-Click');
    await until(async () => mailTo(outbox, 'welcome', 'grace@readers.example') !== '');
  });
}

/** One signs up, gets the mail that asks, and has not answered it yet. */
export async function letOneWait(build: EarlierBuild, at: string, outbox: string): Promise<void> {
  await withSite(build, at, async site => {
    await signUp(site, 'waits@readers.example');
    await until(async () => mailTo(outbox, 'confirm', 'waits@readers.example') !== '');
  });
}

async function withSite(
  build: EarlierBuild,
  at: string,
  act: (site: string) => Promise<void>,
): Promise<void> {
  const port = '4391';
  const site = `http://127.0.0.1:${port}`;
  const server = build.with({ PORT: port }).start(at, 'serve');
  const gone = new Promise(resolve => server.once('exit', resolve));
  try {
    await until(async () => (await fetch(`${site}/readyz`)).ok);
    await act(site);
  } finally {
    server.kill('SIGTERM');
    await gone;
  }
}

function signUp(site: string, email: string): Promise<void> {
  return post(`${site}/subscribe`, JSON.stringify({ email }), 'application/json');
}

/** The issue's mail to one reader, as it lies in the outbox. */
export function issueMail(outbox: string, n: number): string {
  return mailTo(outbox, 'issue', readerAddress(n));
}

/** @returns the source of the mail, or '' when there is none */
export function mailTo(outbox: string, kind: string, address: string): string {
  const folder = join(outbox, kind);
  for (const name of list(folder)) {
    const source = readFileSync(join(folder, name), 'utf8');
    if (source.includes(address)) return source;
  }
  return '';
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The path of the first link of that kind, soft line breaks of quoted-printable taken out. */
function linkOf(source: string, kind: string): string {
  const text = source.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
  const found = new RegExp(`https://weekly\\.example\\.com(/${kind}/[\\w.~-]+)`).exec(text);
  if (!found?.[1]) throw new Error(`The mail has no link to /${kind}/.`);
  return found[1];
}

async function post(url: string, body: string, type = 'application/x-www-form-urlencoded'): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': type },
    redirect: 'manual',
  });
  if (answer.status >= 400) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds().catch(() => false)) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('Waited a minute in vain.');
}
