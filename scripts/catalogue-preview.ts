// What a changed catalogue makes of the next issue: deploy/preview/preview.sh runs it for a pull request.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCatalogue } from '../src/catalogue/catalogue.ts';
import { EXIT, fail } from '../src/exit.ts';
import '../src/read-tsx.ts';
import { pastFrom } from './catalogue-preview/history.ts';
import { nextWeek } from './catalogue-preview/next-week.ts';
import { takePictures } from './catalogue-preview/pictures.ts';
import { problemSummary, weekSummary } from './catalogue-preview/summary.ts';

const { values } = parseArgs({
  options: {
    catalogue: { type: 'string' },
    base: { type: 'string' },
    publication: { type: 'string' },
    history: { type: 'string' },
    week: { type: 'string' },
    out: { type: 'string', default: 'preview' },
  },
});

try {
  process.exitCode = await preview(values);
} catch (error) {
  process.exitCode = fail(error);
}

async function preview(asked: typeof values): Promise<number> {
  const { catalogue: file, base: baseFile, publication, history, week, out } = asked;
  if (file === undefined) throw new Error('Name the catalogue: --catalogue FILE');
  const folder = resolve(out);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, body: string | Uint8Array) => writeFileSync(join(folder, name), body);

  const loaded = await loadCatalogue(resolve(file));
  if (loaded.kind === 'invalid') {
    write('summary.md', problemSummary(loaded.problems));
    return EXIT.no;
  }
  const shared = {
    past: history === undefined ? [] : await pastFrom(history),
    week: week ?? null,
    publication: publication === undefined ? null : resolve(publication),
  };
  const base = baseFile === undefined ? null : await loadCatalogue(resolve(baseFile));
  const before =
    baseFile !== undefined && base?.kind === 'loaded'
      ? await nextWeek({ ...shared, file: resolve(baseFile), catalogue: base.catalogue })
      : null;
  const shown = await nextWeek({ ...shared, file: resolve(file), catalogue: loaded.catalogue });
  if (shown.mail) {
    write('issue.html', shown.mail.html);
    write('issue.txt', shown.mail.text);
  }
  const pictures = shown.mail ? await takePictures(shown.mail.html) : [];
  if (typeof pictures !== 'string') for (const { name, png } of pictures) write(name, png);
  const noPictures = typeof pictures === 'string' ? pictures : '';
  write('summary.md', weekSummary({ shown, before }, { warnings: loaded.warnings, noPictures }));
  return EXIT.done;
}
