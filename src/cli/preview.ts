import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EXIT } from '../exit.ts';
import { draftIssue, type Engine } from '../newsroom/draft.ts';
import { previewMail } from '../newsroom/preview-mail.ts';
import { chosenWeek, withApp } from './with-app.ts';

interface Options {
  readonly week?: string;
  readonly engine?: Engine;
  readonly out: string;
}

/** What readers will see, as files. The links of a preview cast nothing and leave nothing. */
export function previewCommand(options: Options): Promise<number> {
  return withApp(async app => {
    const week = chosenWeek(app, options);
    const issue = await app.issues.find(week);
    if (!issue || issue.pick.pairings.length === 0) {
      const why = issue ? `The issue of ${week} is empty: ${issue.reason}` : `Week ${week} was not picked.`;
      console.error(`${why} Run: verdicts pick --week ${week}`);
      return EXIT.no;
    }
    const draft = await draftIssue(app, issue, options.engine);
    const mail = await previewMail(app, draft);
    const out = resolve(options.out);
    await mkdir(out, { recursive: true });
    const files: [string, string | Buffer][] = [
      ['issue.html', mail.html],
      ['issue.txt', mail.text],
      ['issue.eml', mail.eml],
      ['web.html', draft.frozen.webHtml],
      ['pairings.json', `${JSON.stringify({ week, pairings: issue.pick.pairings }, null, 2)}\n`],
    ];
    for (const [name, body] of files) {
      // Written aside first: a preview that is looked at while it is written again is never half a page.
      await writeFile(join(out, `.${name}.new`), body);
      await rename(join(out, `.${name}.new`), join(out, name));
      console.log(`${join(out, name)}  ${Buffer.byteLength(body).toLocaleString('en')} bytes`);
    }
    console.log(`Subject: ${draft.content.subject}\nContent hash: ${draft.frozen.contentHash}`);
    return EXIT.done;
  });
}
