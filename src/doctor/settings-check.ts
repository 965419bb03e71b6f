import { accessSync, constants } from 'node:fs';
import type { MailerName, Settings } from '../config.ts';
import { mayBeLocal } from '../machine/local.ts';
import { makePrivateFolder } from '../machine/private-place.ts';
import { VERSION } from '../machine/version.ts';
import { isSamplePostalAddress } from '../settings/environment.ts';
import { leftOutOfPictures } from '../site/share/publisher.ts';
import { type DoctorFinding, failed, ok, unknown, warning, whyOf } from './finding.ts';
import { senderDomain } from './sender-address.ts';

/** Mail leaves this machine. */
export function hasRealProvider(settings: Settings): boolean {
  return settings.MAIL_PROVIDER.some(name => name !== 'outbox');
}

/** The thin wire is taken only by the preferred mailer, and not every one has one. @param by whose it is; any when absent */
export function isThin({ MAIL_WIRE: wire, MAIL_PROVIDER: [first] }: Settings, by?: MailerName): boolean {
  if (wire !== 'thin') return false;
  return by === undefined ? first === 'resend' || first === 'ses' : first === by;
}

/** Settings that stop the start: one finding each, and what could not be looked at because of them. */
export function badSettings(message: string): DoctorFinding[] {
  const [settings = '', ...publication] = message.split(/^error: /mu);
  const lines = settings.split('\n').filter(line => line.startsWith('  '));
  return [
    ...lines.map(line =>
      failed('settings', line.trim(), 'Set it in the environment or in .env; .env.example explains each.'),
    ),
    ...publication.map(inPublication),
    unknown('everything else', 'not checked: it needs settings that can be read', 'Fix these first.'),
  ];
}

/** One problem as `formatProblems` words it: its place, what is wrong, what was found, the fix. */
function inPublication(problem: string): DoctorFinding {
  const [place = '', what = '', found = '', fix = ''] = problem.split('\n').map(line => line.trim());
  return failed('publication', `${place}: ${what} (${found})`, fix.replace(/^fix: +/u, ''));
}

/** What the settings alone tell, once each of them is readable. */
export function checkSettings(settings: Settings): DoctorFinding[] {
  return [
    ok('version', `${VERSION}, on Node ${process.versions.node}`),
    ok('settings', `${settings.MAIL_PROVIDER.join(', ')}; every setting can be read`),
    ...settings.notes.map(note => ok('settings', note)),
    checkPostalAddress(settings),
    checkSender(settings),
    checkEditors(settings),
    checkSecretKeys(settings),
    ...(settings.MAIL_WIRE === 'thin' && !isThin(settings) ? [NO_THIN_WIRE] : []),
    ...(settings.MAIL_PROVIDER.includes('outbox') ? [checkOutbox(settings)] : []),
    ...checkPictures(settings),
  ];
}

/** Their faces are Latin. */
function checkPictures({ PUBLICATION_NAME, style }: Settings): DoctorFinding[] {
  const left = leftOutOfPictures(PUBLICATION_NAME, style);
  if (left.length === 0) return [];
  const found = `they cannot show ${left.map(words => `“${words}”`).join(', ')}`;
  return [
    warning('share pictures', found, 'Nothing needs doing: they are drawn without. Mails and pages show it.'),
  ];
}

const NO_THIN_WIRE = warning(
  'thin wire',
  'MAIL_WIRE=thin has no effect: neither resend nor ses is the first of MAIL_PROVIDER',
  'Set MAIL_WIRE=full, or put one of them first.',
);

function checkPostalAddress(settings: Settings): DoctorFinding {
  const check = 'postal address';
  if (!isSamplePostalAddress(settings.POSTAL_ADDRESS)) return ok(check, settings.POSTAL_ADDRESS);
  const fix = 'Set POSTAL_ADDRESS to an address that receives post: the law requires one in every mail.';
  return hasRealProvider(settings)
    ? failed(check, 'still the sample', fix)
    : warning(check, 'still the sample', fix);
}

function checkSender(settings: Settings): DoctorFinding {
  const check = 'sender';
  const domain = senderDomain(settings.MAIL_FROM);
  const fix = 'Set MAIL_FROM to an address of a domain you own, such as Verdicts <verdicts@your-domain>.';
  if (domain === '') return failed(check, `MAIL_FROM is not an address: ${settings.MAIL_FROM}`, fix);
  if (domain === 'example' || domain.endsWith('.example')) {
    return hasRealProvider(settings)
      ? failed(check, `${domain} belongs to nobody`, fix)
      : warning(check, `${domain} is a sample`, fix);
  }
  return ok(check, settings.MAIL_FROM);
}

function checkEditors(settings: Settings): DoctorFinding {
  const count = settings.EDITORS.length;
  return count > 0
    ? ok('editors', `${count} may approve`)
    : failed('editors', 'nobody may approve an issue', 'Set EDITORS to the addresses of those who may.');
}

/** Only how many and how long: keys are never shown. */
function checkSecretKeys(settings: Settings): DoctorFinding {
  const check = 'secret keys';
  const keys = settings.SECRET_KEYS;
  const fix =
    'Make one with: openssl rand -base64 48. Put the newest first and keep the old ones, or old links die.';
  if (keys === undefined) {
    return warning(check, 'none set: one is kept in var/secret-key, which will do only in development', fix);
  }
  const lengths = `${keys.length} of ${keys.map(key => key.length).join(', ')} characters`;
  if (keys.some(key => new Set(key).size < 12)) {
    return warning(check, `${lengths}; one repeats itself and could be guessed`, fix);
  }
  if (new Set(keys).size < keys.length) return warning(check, `${lengths}; one is listed twice`, fix);
  return ok(check, lengths);
}

/** A provider that was forgotten: readers wait for mail that stays in a folder here. */
function checkOutbox({ OUTBOX_DIR: folder, PUBLIC_URL, TRUST_PROXY }: Settings): DoctorFinding {
  const check = 'outbox';
  if (!mayBeLocal({ PUBLIC_URL, TRUST_PROXY })) {
    const behind = TRUST_PROXY === 0 ? '' : ', behind a proxy';
    const found = `mails stay in ${folder}, though the site is published as ${PUBLIC_URL}${behind}`;
    return failed(
      check,
      found,
      'Set MAIL_PROVIDER to resend or smtp: from the outbox nothing reaches a reader.',
    );
  }
  try {
    makePrivateFolder(folder);
    accessSync(folder, constants.W_OK);
    return ok(check, `${folder} can be written`);
  } catch (error) {
    return failed(
      check,
      whyOf(error),
      'Give the account this program runs under permission to write to OUTBOX_DIR.',
    );
  }
}
