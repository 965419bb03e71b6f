import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { transformSync } from 'oxc-transform';

const require = createRequire(import.meta.url);

/**
 * Node reads TypeScript by itself, but no JSX. From here on it does, whatever is imported later; what has been imported
 * statically beside this file was looked for before. Lines of errors are those of the source with --enable-source-maps.
 */
registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    return { format: 'module', source: withoutJsx(fileURLToPath(url)), shortCircuit: true };
  },
});

/** @throws SyntaxError that names the file and shows the place */
function withoutJsx(file: string): string {
  // Only who draws pages or mails pays for it.
  const oxc = require('oxc-transform') as { transformSync: typeof transformSync };
  const { code, map, errors } = oxc.transformSync(file, readFileSync(file, 'utf8'), {
    jsx: { runtime: 'automatic', development: false },
    sourcemap: process.sourceMapsEnabled,
  });
  const [fault] = errors;
  if (fault) throw new SyntaxError(`${file}: ${fault.message}\n${fault.codeframe ?? ''}`);
  if (!map) return code;
  const inline = Buffer.from(JSON.stringify(map)).toString('base64');
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}`;
}
