import { EXIT, ForeseenEnd, forTerminal } from '../exit.ts';
import { type Checked, checkDocument, type Evidence } from '../open-data/check-document.ts';
import { checkStream } from '../open-data/check-stream.ts';
import { type PublicKey, publicKey } from '../open-data/data-key.ts';
import type { PickData } from '../open-data/document.ts';
import { readKeyDocument } from '../open-data/key-document.ts';
import { type DataSource, dataSource, whole } from './data-source.ts';
import { mismatchLines, verifyLines } from './verify-lines.ts';
import { printJson } from './with-app.ts';

interface Options {
  readonly key?: string;
  readonly json?: boolean;
}

/**
 * Reckons again what a publication published, from its open data alone: no settings and no database are read.
 * @returns 1 when anything is not as it must be
 */
export async function verifyCommand(place: string, options: Options): Promise<number> {
  const source = dataSource(place);
  const evidence = { keys: await keysOf(source, options.key), catalogue: catalogueOf(source) };
  const checked = await check(source, evidence);
  const ok = checked.mismatches.length === 0;
  if (options.json) printJson({ source: source.name, ok, ...checked });
  else {
    for (const line of verifyLines(source.name, checked)) console.log(forTerminal(line));
    for (const line of mismatchLines(checked)) console.error(forTerminal(line));
    if (ok && options.key === undefined && source.name.startsWith('http:'))
      console.log('The key came over http: whoever stands in between could have made it. Pin it with --key.');
  }
  return ok ? EXIT.done : EXIT.no;
}

async function check(source: DataSource, evidence: Evidence): Promise<Checked> {
  const stream = await source.stream();
  if (source.isStream) return checkStream(stream, evidence);
  return checkDocument(await whole(stream), evidence);
}

async function keysOf(source: DataSource, pinned: string | undefined): Promise<PublicKey[]> {
  if (pinned !== undefined) {
    const key = publicKey(pinned);
    if (key) return [key];
    throw new ForeseenEnd(
      EXIT.usage,
      `--key takes the "x" of a key: 43 letters, digits, - and _. It was ${pinned}.`,
    );
  }
  const keys = readKeyDocument(parsed(await source.keys()));
  if (keys === null || keys.length === 0) {
    throw new ForeseenEnd(EXIT.no, `The publication of ${source.name} names no key that could be read.`);
  }
  return keys;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

function catalogueOf(source: DataSource): Evidence['catalogue'] {
  return async ({ catalogue, catalogueHash }: PickData) => {
    if (catalogue === '') return 'the publication keeps its catalogue to itself';
    const file = `catalogue-${catalogueHash}.json`;
    return (await source.catalogue(file)) ?? `there is no ${file}`;
  };
}
