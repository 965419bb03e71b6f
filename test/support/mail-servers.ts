import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';
import { machineTool } from './machine-tool.ts';
import { allowToSkip } from './missing-part.ts';

/** Debian's Postfix and Dovecot, or null where their tests may be skipped. */
export function mailPrograms(): { readonly postfix: string; readonly dovecot: string } | null {
  const postfix = machineTool('postfix', 'postfix');
  const dovecot = machineTool('dovecot', 'dovecot-imapd dovecot-lmtpd');
  if (postfix === null || dovecot === null) return null;
  if (process.getuid?.() === 0) return { postfix, dovecot };
  allowToSkip('Postfix', 'it starts as root alone.', process.env.CI);
  return null;
}

export interface MailServers {
  /** Where mail is handed in, as to a relay. */
  readonly port: number;
  /** Of every mailbox; user and address are alike, the password is `secret`. */
  readonly imapPort: number;
  /** Sources of the mails in a mailbox. */
  inbox(address: string): string[];
  /** The log of both, for a test that has failed. */
  log(): string;
}

export interface MailPlan {
  /** Mailboxes there are; of those with a quota no mail has room. */
  readonly mailboxes: readonly { readonly address: string; readonly isFull?: boolean }[];
  /** Domains whose server says 550 to RCPT. */
  readonly refused: readonly string[];
  /** Domains whose server takes a mail and finds out later that nobody is there. */
  readonly late: readonly string[];
  /** Domains of servers of the test's own, by port. */
  readonly elsewhere: Readonly<Record<string, number>>;
}

/** A relay, a server far away, and mailboxes, all on this machine and for the running test. */
export async function startMailServers(
  programs: { readonly postfix: string; readonly dovecot: string },
  plan: MailPlan,
): Promise<MailServers> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-mail-'));
  chmodSync(folder, 0o755);
  const [port, farPort, imapPort, lmtpPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  startDovecot(programs.dovecot, join(folder, 'dovecot'), { plan, imapPort, lmtpPort });
  startPostfix(programs.postfix, join(folder, 'postfix'), { plan, port, farPort, lmtpPort });
  await delay(500);
  const mail = join(folder, 'dovecot/mail');
  return {
    port,
    imapPort,
    inbox: address => globSync(join(mail, address, '{new,cur}/*')).map(file => readFileSync(file, 'latin1')),
    log: () =>
      ['dovecot/log', 'postfix/log']
        .map(name => join(folder, name))
        .filter(file => existsSync(file))
        .map(file => readFileSync(file, 'utf8'))
        .join('\n'),
  };
}

function startDovecot(
  program: string,
  folder: string,
  {
    plan,
    imapPort,
    lmtpPort,
  }: { readonly plan: MailPlan; readonly imapPort: number; readonly lmtpPort: number },
): void {
  const { uid, gid } = accountOf('nobody');
  mkdirSync(join(folder, 'mail'), { recursive: true });
  chownSync(join(folder, 'mail'), uid, gid);
  const users = plan.mailboxes.map(({ address, isFull }) => {
    const quota = isFull ? ' userdb_quota_rule=*:bytes=10' : '';
    return `${address}:{PLAIN}secret:${uid}:${gid}::${folder}/mail/${address}::${quota}`;
  });
  writeFileSync(join(folder, 'users'), `${users.join('\n')}\n`);
  writeFileSync(
    join(folder, 'dovecot.conf'),
    `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap lmtp
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
recipient_delimiter = +
mail_location = maildir:~/
mail_plugins = quota
plugin {
  quota = maildir:User quota
}
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = passwd-file
  args = ${folder}/users
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
`,
  );
  // Its processes keep what they are given: nobody reads it to its end.
  execFileSync(program, ['-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' });
  onTestFinished(() => {
    execFileSync(
      program.replace(/dovecot$/, 'doveadm').replace('/sbin/', '/bin/'),
      ['-c', join(folder, 'dovecot.conf'), 'stop'],
      { stdio: 'ignore' },
    );
  });
}

function startPostfix(
  program: string,
  folder: string,
  parts: {
    readonly plan: MailPlan;
    readonly port: number;
    readonly farPort: number;
    readonly lmtpPort: number;
  },
): void {
  const { plan, port, farPort, lmtpPort } = parts;
  const { uid, gid } = accountOf('postfix');
  for (const name of ['queue', 'data']) mkdirSync(join(folder, name), { recursive: true });
  chownSync(join(folder, 'data'), uid, gid);
  const mailboxDomains = new Set(plan.mailboxes.map(({ address }) => address.replace(/^.*@/, '')));
  const routes = [
    ...[...mailboxDomains, 'gone.example'].map(domain => `${domain} lmtp:inet:127.0.0.1:${lmtpPort}`),
    ...[...plan.refused, ...plan.late].map(domain => `${domain} smtp:[127.0.0.1]:${farPort}`),
    ...Object.entries(plan.elsewhere).map(([domain, at]) => `${domain} smtp:[127.0.0.1]:${at}`),
  ];
  const write = (name: string, lines: readonly string[]) =>
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  write('routes', routes);
  write(
    'far-refuses',
    [...plan.refused].map(domain => `${domain} 550 5.1.1 User unknown here`),
  );
  write(
    'far-leads',
    [...plan.late].map(domain => `@${domain} @gone.example`),
  );
  write('main.cf', [
    'compatibility_level = 3.6',
    `queue_directory = ${folder}/queue`,
    `data_directory = ${folder}/data`,
    `maillog_file_prefixes = ${folder}`,
    `maillog_file = ${folder}/log`,
    'myhostname = relay.test',
    'mydestination =',
    'alias_maps =',
    'local_recipient_maps =',
    'mynetworks = 127.0.0.0/8',
    'inet_interfaces = 127.0.0.1',
    'inet_protocols = ipv4',
    'smtp_dns_support_level = disabled',
    'smtp_host_lookup = native',
    `transport_maps = texthash:${folder}/routes`,
    'smtpd_relay_restrictions = permit_mynetworks, reject',
    'minimal_backoff_time = 1s',
    'maximal_backoff_time = 1s',
    'queue_run_delay = 1s',
  ]);
  const service = (line: string, ...more: readonly string[]) =>
    [line, ...more.map(option => `  -o ${option}`)].join('\n');
  write('master.cf', [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    service(
      `127.0.0.1:${farPort} inet n - n - - smtpd`,
      'myhostname=far.test',
      'cleanup_service_name=far-cleanup',
      `smtpd_recipient_restrictions=check_recipient_access,texthash:${folder}/far-refuses,permit_mynetworks,reject`,
    ),
    service('far-cleanup unix n - n - 0 cleanup', `virtual_alias_maps=texthash:${folder}/far-leads`),
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'postlog unix-dgram n - n - 1 postlogd',
    ...['rewrite trivial-rewrite', 'bounce bounce', 'defer bounce', 'trace bounce'].map(line => {
      const [name = '', command = ''] = line.split(' ');
      return `${name} unix - - n - 0 ${command}`;
    }),
    'verify unix - - n - 1 verify',
    'proxymap unix - - n - - proxymap',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'flush unix n - n 1000? 0 flush',
    ...['smtp', 'lmtp', 'error', 'discard'].map(name => `${name} unix - - n - - ${name}`),
    'relay unix - - n - - smtp',
    'retry unix - - n - - error',
  ]);
  execFileSync(program, ['-c', folder, 'start'], { stdio: 'ignore' });
  onTestFinished(() => void execFileSync(program, ['-c', folder, 'stop'], { stdio: 'ignore' }));
}

function accountOf(name: string): { readonly uid: number; readonly gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(each => each.startsWith(`${name}:`));
  if (line === undefined) throw new Error(`This machine has no account "${name}".`);
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
