import { EXIT, forTerminal } from '../exit.ts';
import { createKey, withdrawKey } from '../newsroom/keys/api-keys.ts';
import { type ApiKey, apiKeys } from '../storage/api/api-keys.ts';
import { printJson, withApp } from './with-app.ts';

const BY = 'command line';

/** The secret alone goes to stdout, so that a script can hand it on without it ever being on a screen. */
export function keysCreate(options: { readonly name: string; readonly scope: string }): Promise<number> {
  return withApp(async app => {
    const scopes = options.scope
      .split(',')
      .map(scope => scope.trim())
      .filter(Boolean);
    const outcome = await createKey(app, { name: options.name, scopes, by: BY });
    if (outcome.kind === 'refused') {
      console.error(`${outcome.why} ${outcome.fix}`);
      return EXIT.no;
    }
    console.error(`Key ${outcome.id}, ${outcome.name}. It is shown now and never again:`);
    console.log(outcome.secret);
    return EXIT.done;
  });
}

export function keysList(options: { readonly json?: boolean }): Promise<number> {
  return withApp(async app => {
    const keys = await apiKeys(app.store);
    if (options.json) {
      printJson(keys.map(asDocument));
      return EXIT.done;
    }
    if (keys.length === 0)
      console.log('There is no key. Make one: verdicts keys create --name NAME --scope read');
    for (const key of keys) console.log(forTerminal(keyLine(key)));
    return EXIT.done;
  });
}

export function keysRevoke(id: number): Promise<number> {
  return withApp(async app => {
    const outcome = await withdrawKey(app, id, BY);
    if (outcome.kind === 'refused') {
      console.error(`${outcome.why} ${outcome.fix}`);
      return EXIT.no;
    }
    console.log(`The key ${outcome.name} is withdrawn: from now on it opens nothing.`);
    return EXIT.done;
  });
}

function keyLine({ id, name, scopes, createdAt, createdBy, lastUsedAt, revokedAt }: ApiKey): string {
  const used = lastUsedAt === null ? 'never used' : `last used ${minuteOf(lastUsedAt)}`;
  const end = revokedAt === null ? used : `withdrawn ${minuteOf(revokedAt)}`;
  return `${id}  ${name}  ${scopes.join(',')}  made ${minuteOf(createdAt)} by ${createdBy}, ${end}`;
}

function asDocument({ createdAt, lastUsedAt, revokedAt, ...key }: ApiKey) {
  const told = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return { ...key, createdAt: told(createdAt), lastUsedAt: told(lastUsedAt), revokedAt: told(revokedAt) };
}

function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
