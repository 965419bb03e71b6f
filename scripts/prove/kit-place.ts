import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadSettings } from '../../src/config.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { openMailer } from '../../src/delivery/mailers/open-mailer.ts';
import { createPacer } from '../../src/delivery/pace.ts';
import type { PacedMailer } from '../../src/delivery/sender.ts';
import type { Store } from '../../src/storage/database.ts';
import { paceStore } from '../../src/storage/delivery/send-rate.ts';
import { SETTINGS } from './approved-issue.ts';
import type { MailerKit } from './kit.ts';

/**
 * Where the module of a kit is: one of ours by name, any other by its path from where the command was called.
 * @throws Error when there is none
 */
export function kitPlace(nameOrPath: string): string {
  const ours = fileURLToPath(new URL(`./kits/${nameOrPath}.ts`, import.meta.url));
  const file = /^[a-z]+$/.test(nameOrPath) && existsSync(ours) ? ours : resolve(nameOrPath);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new Error(
      `No kit "${nameOrPath}": give the name of one in scripts/prove/kits/, or the path of a module that exports \`kit\` (docs/mailers.md).`,
    );
  }
  return file;
}

/** @throws Error when the module exports no kit */
export async function loadKit(file: string): Promise<MailerKit> {
  const { kit } = (await import(pathToFileURL(file).href)) as { readonly kit?: MailerKit };
  if (typeof kit?.start !== 'function')
    throw new Error(`${file} exports no \`kit\` (scripts/prove/kit.ts says what one is).`);
  return kit;
}

/** A kit's mailer with its stand-in's settings, as a sender and as whoever looks at it from outside opens it. */
export async function openKitMailer(
  kit: MailerKit,
  settings: Readonly<Record<string, string>>,
  now: () => number,
): Promise<Mailer> {
  if (kit.open) return kit.open(settings, now);
  // Else the outbox, which is the default, would be tried in its place.
  if (!settings.MAIL_PROVIDER)
    throw new Error(
      `The kit ${kit.name} has no \`open\`, and its stand-in’s settings name no MAIL_PROVIDER.`,
    );
  const loaded = loadSettings({ ...SETTINGS, DATABASE_URL: 'file:./unused.db', ...settings });
  if (loaded.kind === 'bad') throw new Error(loaded.message);
  const [name] = loaded.settings.MAIL_PROVIDER;
  if (!name) throw new Error('The stand-in’s settings name no MAIL_PROVIDER.');
  return openMailer(loaded.settings, name, 'prove', now);
}

/** A mailer from outside, paced as ours are by the proof's own rate. */
export function pacedAsOurs(mailer: Mailer, store: Store, now: () => number): PacedMailer {
  const rate = Number(SETTINGS.MAIL_RATE);
  return { mailer, pacer: createPacer(paceStore(store, mailer.name), rate, now), lanes: 2 };
}
