import { EXIT, ForeseenEnd, forTerminal } from '../exit.ts';
import { type Checked, checkDocument, type Evidence } from '../open-data/check-document.ts';
import { checkStream } from '../open-data/check-stream.ts';
import { publicKey } from '../open-data/data-key.ts';
import type { PickData } from '../open-data/document.ts';
import { readKeyDocument } from '../open-data/key-document.ts';
import type { Mismatch } from '../open-data/mismatch.ts';
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
  const { keys, mismatches } = await keysOf(source, options.key);
  const checked = withKeys(await check(source, { keys, catalogue: catalogueOf(source) }), mismatches);
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

/** What is wrong with the keys comes first: the rest may follow from it. */
function withKeys(checked: Checked, wrong: readonly Mismatch[]): Checked {
  if (wrong.length === 0) return checked;
  const line = { kind: 'wrong', what: 'keys', words: 'the file of keys is not what was signed' } as const;
  return { lines: [line, ...checked.lines], mismatches: [...wrong, ...checked.mismatches] };
}

type Keys = ReturnType<typeof readKeyDocument>;

async function keysOf(source: DataSource, pinned: string | undefined): Promise<Keys> {
  if (pinned !== undefined) {
    const key = publicKey(pinned);
    if (key) return { keys: [key], mismatches: [] };
    throw new ForeseenEnd(
      EXIT.usage,
      `--key takes the "x" of a key: 43 letters, digits, - and _. It was ${pinned}.`,
    );
  }
  const read = readKeyDocument(await source.keys());
  if (read.keys.length > 0) return read;
  const [first] = read.mismatches;
  const why = first ? ` ${first.path}: ${first.why}` : '';
  throw new ForeseenEnd(EXIT.no, `The publication of ${source.name} names no key that could be read.${why}`);
}

function catalogueOf(source: DataSource): Evidence['catalogue'] {
  return async ({ catalogue, catalogueHash }: PickData) => {
    if (catalogue === '') return 'the publication keeps its catalogue to itself';
    const file = `catalogue-${catalogueHash}.json`;
    return (await source.catalogue(file)) ?? `there is no ${file}`;
  };
}
