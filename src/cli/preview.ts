import { join, resolve } from 'node:path';
import type { App } from '../compose.ts';
import { EXIT } from '../exit.ts';
import { variantName } from '../issue/trial/trial-wish.ts';
import { makePrivateFolder, writePrivateFile } from '../machine/private-place.ts';
import { draftIssue } from '../newsroom/draft.ts';
import type { Draft, Engine } from '../newsroom/drafted-mail.ts';
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
      const why = issue
        ? `The issue of ${week} is empty: ${issue.reason}`
        : `Week ${week} has not been picked.`;
      console.error(`${why} Run: verdicts pick --week ${week}`);
      return EXIT.no;
    }
    const draft = await draftIssue(app, issue, options.engine);
    const out = resolve(options.out);
    makePrivateFolder(out);
    const files: [string, string | Buffer][] = [
      ...(await Promise.all(draft.variants.map(variant => mailFiles(app, variant)))).flat(),
      ['web.html', draft.frozen.webHtml],
      ['pairings.json', `${JSON.stringify({ week, pairings: issue.pick.pairings }, null, 2)}\n`],
    ];
    for (const [name, body] of files) {
      // Written aside first: a preview that is looked at while it is written again is never half a page.
      writePrivateFile(join(out, name), body);
      console.log(`${join(out, name)}  ${Buffer.byteLength(body).toLocaleString('en')} bytes`);
    }
    const [, ...others] = draft.variants;
    const subjects = others.map(
      ({ content }) => `  for readers of ${content.pairings[0]?.category}: ${content.subject}`,
    );
    console.log(
      [`Subject: ${draft.content.subject}`, ...subjects, `Content hash: ${draft.frozen.contentHash}`].join(
        '\n',
      ),
    );
    return EXIT.done;
  });
}

/** `issue.html`; `issue.variant-2.html` where pairing 2 leads, `issue.subject-2.html` under another subject on trial. */
async function mailFiles(app: App, draft: Draft): Promise<[string, string | Buffer][]> {
  const mail = await previewMail(app, draft);
  const { variant } = draft.frozen;
  const name = variant === 1 ? 'issue' : `issue.${variantName(variant).replace(' ', '-')}`;
  return [
    [`${name}.html`, mail.html],
    [`${name}.txt`, mail.text],
    [`${name}.eml`, mail.eml],
  ];
}
