import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Entry files of packages that are hundreds of small modules, of which we import nothing but the entry. */
const PACKED = /\/node_modules\/(?:kysely\/dist\/index|zod\/index)\.js$/;

/** A file changed so shortly before it was read may change again within the same tick of its time, ms. */
const SETTLED_MS = 2_000;

/** What one file was when it was packed. */
type Seen = readonly [file: string, state: string];

/**
 * The entry of a package with all its other files in it: what Node would find, read, link and look up in its cache one
 * after the other. Made with the first use, beside what is compiled (`compiled.mjs`), and taken only while each file is
 * what it was: its change time, which nobody can set, says so.
 * @returns null where it is not such an entry, or nothing is kept
 */
export function packed(url: string): string | null {
  const { NODE_COMPILE_CACHE: folder } = process.env;
  if (!folder || !PACKED.test(url)) return null;
  const entry = fileURLToPath(url);
  const place = join(folder, 'packed', `${createHash('sha256').update(entry).digest('base64url')}.js`);
  return read(place) ?? pack(entry, place);
}

function read(place: string): string | null {
  try {
    const text = readFileSync(place, 'utf8');
    const seen = JSON.parse(text.slice(text.lastIndexOf('\n//') + '\n//'.length)) as readonly Seen[];
    return seen.every(([file, state]) => stateOf(file).state === state) ? text : null;
  } catch {
    // Not there, cut off, not ours to read, or one of the files is gone.
    return null;
  }
}

function pack(entry: string, place: string): string | null {
  const begun = Date.now();
  try {
    // Only who packs pays for it.
    const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
    const { outputFiles, metafile } = buildSync({
      entryPoints: [entry],
      absWorkingDir: dirname(entry),
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      target: 'esnext',
      packages: 'external',
      // Half to read, and to keep in memory.
      minifyWhitespace: true,
      lineLimit: 200,
      legalComments: 'none',
      logLevel: 'silent',
    });
    const files = Object.keys(metafile.inputs).map(file => join(dirname(entry), file));
    const states = files.map(file => [file, stateOf(file)] as const);
    if (states.some(([, { changedMs }]) => changedMs > begun - SETTLED_MS)) return null;
    const seen: readonly Seen[] = states.map(([file, { state }]) => [file, state]);
    const text = `${outputFiles[0]?.text ?? ''}\n//${JSON.stringify(seen)}`;
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    writeFileSync(`${place}.${process.pid}`, text, { mode: 0o600 });
    renameSync(`${place}.${process.pid}`, place);
    return text;
  } catch {
    // No such tool on this machine, a full or read-only disk: the package is loaded file by file.
    return null;
  }
}

function stateOf(file: string): { readonly state: string; readonly changedMs: number } {
  const { size, mtimeMs, ctimeMs, ino } = statSync(file);
  return { state: `${size} ${mtimeMs} ${ctimeMs} ${ino}`, changedMs: ctimeMs };
}
