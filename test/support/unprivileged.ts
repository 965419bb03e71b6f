import { readFileSync } from 'node:fs';

/** Who runs a program that refuses to run as root: `spawn` takes this as it is. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** @returns null where this process is not root and may simply run the program itself. */
export function unprivilegedAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readAccounts();
  const account = accounts.get('postgres') ?? accounts.get('nobody');
  if (!account) throw new Error('Running as root, and /etc/passwd has neither "postgres" nor "nobody".');
  return account;
}

function readAccounts(): Map<string, Account> {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return new Map(
    lines.map(line => {
      const [name = '', , uid, gid] = line.split(':');
      return [name, { uid: Number(uid), gid: Number(gid) }];
    }),
  );
}
