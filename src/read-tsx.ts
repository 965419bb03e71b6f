import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, type ResolveFnOutput, type ResolveHookContext, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { transformSync } from 'oxc-transform';
import { packed } from './packed.ts';

const require = createRequire(import.meta.url);

/**
 * Node reads TypeScript by itself, but no JSX. From here on it does, whatever is imported later; what has been imported
 * statically beside this file was looked for before. Lines of errors are those of the source with --enable-source-maps.
 */
registerHooks({
  resolve: ownFirst,
  load(url, context, nextLoad) {
    const source = url.endsWith('.tsx') ? kept(fileURLToPath(url)) : packed(url);
    return source === null ? nextLoad(url, context) : { format: 'module', source, shortCircuit: true };
  },
});

/** Ours: what is imported from here has no symbolic link, no guess at an extension and one folder of packages. */
const OURS = ['src/', 'templates/'].map(folder => new URL(`../${folder}`, import.meta.url).href);
const packages = new Map<string, ResolveFnOutput>();

/**
 * Finds what our own files import without asking the disk: a name says it all, and a package is the same for each of them.
 * That is a tenth of what a short command takes; everything else is Node's.
 */
function ownFirst(specifier: string, context: ResolveHookContext, nextResolve: NextResolve): ResolveFnOutput {
  const { parentURL: parent = '', conditions } = context;
  if (!conditions.includes('import') || !OURS.some(folder => parent.startsWith(folder)))
    return nextResolve(specifier, context);
  if (/^\.\.?\/.*\.tsx?$/.test(specifier))
    return { url: new URL(specifier, parent).href, format: 'module-typescript', shortCircuit: true };
  const known = packages.get(specifier);
  if (known) return known;
  const found = nextResolve(specifier, context);
  if (/^[@a-z]/.test(specifier)) packages.set(specifier, { ...found, shortCircuit: true });
  return found;
}

type NextResolve = (specifier: string, context?: Partial<ResolveHookContext>) => ResolveFnOutput;

/** What became of a file before, where what is compiled is kept (`compiled.mjs`) and it was made of this very source. */
function kept(file: string): string {
  const source = readFileSync(file, 'utf8');
  const { NODE_COMPILE_CACHE: folder } = process.env;
  if (!folder) return withoutJsx(file, source);
  const { version } = require('oxc-transform/package.json') as { version: string };
  const mark = `\n//${digest([version, process.sourceMapsEnabled, source].join('\0'))}`;
  const place = join(folder, 'tsx', `${digest(file)}.js`);
  try {
    const before = readFileSync(place, 'utf8');
    if (before.endsWith(mark)) return before;
  } catch {
    // Not there, or not ours to read.
  }
  const code = withoutJsx(file, source) + mark;
  try {
    mkdirSync(join(folder, 'tsx'), { recursive: true, mode: 0o700 });
    writeFileSync(`${place}.${process.pid}`, code, { mode: 0o600 });
    renameSync(`${place}.${process.pid}`, place);
  } catch {
    // A full or read-only disk: it is made again each time.
  }
  return code;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** @throws SyntaxError that names the file and shows the place */
function withoutJsx(file: string, source: string): string {
  // Only who draws what was not drawn before pays for it.
  const oxc = require('oxc-transform') as { transformSync: typeof transformSync };
  const { code, map, errors } = oxc.transformSync(file, source, {
    jsx: { runtime: 'automatic', development: false },
    sourcemap: process.sourceMapsEnabled,
  });
  const [fault] = errors;
  if (fault) throw new SyntaxError(`${file}: ${fault.message}\n${fault.codeframe ?? ''}`);
  if (!map) return code;
  const inline = Buffer.from(JSON.stringify(map)).toString('base64');
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}`;
}
