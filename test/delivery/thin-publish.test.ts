import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StandIn, type StandInOptions, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { fixedClock } from '../support/clock.ts';
import { frozenMail } from '../support/frozen-issue.ts';
import { mailWith, publish, thinMailer } from '../support/thin-issue.ts';

const clock = fixedClock('2026-11-26T09:00:00Z');
let standIn: StandIn;
let mailer: ReturnType<typeof thinMailer>;

async function open(options: StandInOptions = {}) {
  standIn = await startStandIn({ now: clock.now, requestsPerSecond: null, ...options });
  mailer = thinMailer(standIn, clock);
}
beforeEach(() => open());
afterEach(async () => {
  await mailer.close();
  await standIn.close();
});

describe('publishing an issue’s mail', () => {
  it('keeps it once, whole and published, under keys in place of a reader’s parts', async () => {
    const first = await publish(mailer, frozenMail());
    const again = await publish(mailer, frozenMail());
    const [template, ...others] = standIn.templates();
    expect(others).toEqual([]);
    expect(first).toEqual({ kind: 'published', templateId: template!.id });
    expect(again).toEqual(first);
    expect(template!.publishedAt).not.toBeNull();
    expect(template!.html).toContain('<p>{{{READER_HTML}}}</p><a href="{{{PREFERENCES}}}">');
    expect(template!.text).toBe('{{{READER_TEXT}}}\n{{{PREFERENCES}}}\n{{{LEAVE}}}\n{{{VOTE_1}}}');
    expect(template!.variables?.map(({ key }) => key)).toEqual([
      'READER_HTML',
      'PREFERENCES',
      'LEAVE',
      'VOTE_1',
      'READER_TEXT',
    ]);
    expect(template!.alias).toMatch(/^verdicts-[0-9a-f]{32}$/);
  });

  it('goes on where a sender was killed between creating and publishing', async () => {
    await killedAfterCreating();
    const [draft] = standIn.templates();
    expect(draft!.publishedAt).toBeNull();
    expect(await publish(mailer, frozenMail())).toEqual({ kind: 'published', templateId: draft!.id });
    expect(standIn.templates()).toHaveLength(1);
  });

  it.each([
    ['the template was made', { do: 'reset', accept: true }],
    ['half of it arrived', { do: 'half' }],
    ['nothing was made', { do: 'reset' }],
    ['it was busy', { do: 'answer', status: 503, body: {} }],
    ['it was too fast', { do: 'answer', status: 429, body: {}, headers: { 'retry-after': '0' } }],
    ['it was published', { do: 'reset', accept: true, after: 1 }],
    ['it was not published', { do: 'answer', status: 500, body: {}, after: 1 }],
  ] as const)('asks again after an answer that was lost: %s', async (_what, fault) => {
    standIn.faultTemplates(fault);
    const publication = await publish(mailer, frozenMail());
    expect(publication).toEqual({ kind: 'published', templateId: standIn.templates()[0]!.id });
    expect(standIn.templates()).toHaveLength(1);
  });

  it('is one template for two processes that publish at once', async () => {
    const second = thinMailer(standIn, clock);
    const both = await Promise.all([publish(mailer, frozenMail()), publish(second, frozenMail())]);
    expect(both[0]).toEqual(both[1]);
    expect(both[0]!.kind).toBe('published');
    expect(standIn.templates()).toHaveLength(1);
    await second.close();
  });

  it('is another template for another mail, issue or installation', async () => {
    const ids = [
      await publish(mailer, frozenMail()),
      await publish(mailer, mailWith({ subject: 'Other' })),
      await publish(mailer, frozenMail(), 'staging/2026-W48/1'),
    ].map(publication => publication.kind === 'published' && publication.templateId);
    expect(new Set(ids).size).toBe(3);
  });

  it('is not possible with a key that may only send, which is asked once', async () => {
    await standIn.close();
    await mailer.close();
    await open({ sendingOnly: true });
    expect(await publish(mailer, frozenMail())).toMatchObject({
      kind: 'not_published',
      why: expect.stringContaining('restricted_api_key'),
    });
  });

  it('is not possible where the API forbids or never answers well', async () => {
    standIn.faultTemplates({
      do: 'answer',
      status: 403,
      body: { statusCode: 403, name: 'invalid_permission', message: 'No' },
    });
    expect(await publish(mailer, frozenMail())).toEqual({
      kind: 'not_published',
      why: expect.stringContaining('invalid_permission'),
    });
    standIn.faultTemplates({
      do: 'answer',
      status: 422,
      body: { statusCode: 422, name: 'validation_error', message: 'Template HTML is required' },
      after: 1,
    });
    expect(await publish(mailer, frozenMail())).toMatchObject({
      kind: 'not_published',
      why: expect.stringContaining('HTML is required'),
    });
  });

  it('does not believe a template under its name that holds anything else', async () => {
    await publish(mailer, frozenMail());
    const [template] = standIn.templates();
    for (const change of [{ html: `${template!.html} ` }, { text: '' }, { variables: [] }]) {
      standIn.changeTemplate({ ...template!, ...change });
      expect(await publish(mailer, frozenMail())).toEqual({
        kind: 'not_published',
        why: 'the mail API keeps something else in its place',
      });
    }
  });

  it.each([
    ['double braces of its own', mailWith({ html: reader => `<p>${reader} {{{LEAVE}}}</p>` }), 'HTML'],
    ['a brace before a reader’s part', mailWith({ text: reader => `{${reader}` }), 'text'],
    ['a brace after a reader’s part', mailWith({ html: reader => `${reader}}` }), 'HTML'],
    ['a backslash before a reader’s part', mailWith({ text: reader => `\\${reader}` }), 'text'],
    ['braces in the subject', mailWith({ subject: '{{ x }} vs y' }), 'subject'],
    ['more variables than a template has', mailWith({ votes: 47 }), '51 variables'],
  ])('is refused before it is tried for a mail with %s', async (_what, mail, why) => {
    expect(await publish(mailer, mail)).toEqual({
      kind: 'not_published',
      why: expect.stringContaining(why),
    });
    expect(standIn.templates()).toEqual([]);
  });

  it('takes as many variables as a template has', async () => {
    expect(await publish(mailer, mailWith({ votes: 46 }))).toMatchObject({ kind: 'published' });
  });

  /** As a sender does whose process ends once the template is there. */
  async function killedAfterCreating(): Promise<void> {
    let turns = 0;
    const { from, replyTo, compiled, publicUrl } = frozenMail().mail;
    const stopped = await mailer.thin.publish({
      mail: { from, replyTo, compiled, publicUrl, tags: {}, templateId: '' },
      name: 'inst/2026-W48/1',
      signal: new AbortController().signal,
      turn: async () => {
        turns += 1;
        return turns <= 2;
      },
    });
    expect(stopped).toMatchObject({ kind: 'not_published' });
  }
});
