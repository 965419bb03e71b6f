import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { openCli } from '../support/cli.ts';

const WEEK = '2026-W48';

interface FileTool {
  readonly slug: string;
  readonly name: string;
  readonly reviews: readonly {
    readonly panelist: string;
    readonly quote: string;
    readonly verdict: string;
  }[];
}

/** A catalogue of nothing but the two reference tools: 3 ship and 1 skip with a Creator, 4–0 with a Founder. */
function referenceCatalogue(folder: string) {
  const file = JSON.parse(readFileSync(join(PROJECT_ROOT, 'data/sample/catalogue.json'), 'utf8')) as {
    panel: { id: string; role: string }[];
    tools: FileTool[];
  };
  const tools = file.tools.filter(
    tool => tool.slug === 'karpathy-coding-skills' || tool.slug === 'smolvlm-2-5',
  );
  const path = join(folder, 'catalogue.json');
  writeFileSync(path, JSON.stringify({ panel: file.panel, tools }));
  const roleOf = (id: string) => file.panel.find(panelist => panelist.id === id)!.role;
  return { path, tools, roleOf };
}

/** The words a reader sees, without markup. */
function wordsOf(html: string): string {
  return html
    .replace(/<(style|title)[^>]*>.*?<\/\1>/gs, ' ')
    .replace(/<!--.*?-->/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', '’')
    .replaceAll('&amp;', '&')
    .replace(/&(nbsp|#xa0|#160);/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('an issue about the two reference tools', { timeout: 120_000 }, () => {
  it.each(['react', 'mjml'])('says in %s what the reference page says', async engine => {
    const cli = openCli();
    const { path, tools, roleOf } = referenceCatalogue(cli.folder);
    const there = cli.with({ CATALOGUE: path });
    const picked = await there.run('pick', '--week', WEEK);
    expect(picked.code, picked.stderr).toBe(0);
    expect(picked.stdout).toContain('thin week');
    const out = join(cli.folder, engine);
    const preview = await there.run('preview', '--week', WEEK, '--engine', engine, '--out', out);
    expect(preview.code, preview.stderr).toBe(0);

    const html = wordsOf(readFileSync(join(out, 'issue.html'), 'utf8'));
    const text = readFileSync(join(out, 'issue.txt'), 'utf8');
    const web = wordsOf(readFileSync(join(out, 'web.html'), 'utf8'));
    for (const body of [html, text, web]) {
      expect(body).toMatch(/Price\W+Free\b/);
      expect(body).not.toMatch(/Free tier|undefined|NaN|\[object/);
      expect(body).toMatch(/[Cc]ommunity .*(not (by|affiliated)|no endorsement|unofficial)/s);
    }

    // The panel's shares stand on the page; the mail counts its people.
    expect(web).toMatch(/75%.*100%|100%.*75%/s);
    for (const body of [html, text]) {
      expect(body).toContain('3 to 1');
      expect(body).toContain('4 to 0');
      expect(body).toMatch(/: 3 ship, 1 skip/);
      expect(body).toMatch(/: 4 ship, 0 skip/);
    }

    // No reader has voted: a dash where people look for it, no row in the mail.
    expect(web).toMatch(/Community\W+—/);
    for (const body of [html, text]) expect(body).not.toMatch(/Community\W+—/);

    // All eight reviewers under their own role, in the mail as seats and on the web with their quotes.
    for (const tool of tools) {
      expect(tool.reviews.length).toBe(4);
      for (const review of tool.reviews) {
        const role = roleOf(review.panelist);
        const label = `${role[0]!.toUpperCase()}${role.slice(1)}`;
        expect(text).toMatch(new RegExp(`${label} ${review.verdict}`));
        expect(html).toMatch(new RegExp(`${label} ${review.verdict}`));
        expect(web).toContain(review.quote.split(/['’"“”]/)[0]!.slice(0, 40));
        expect(web).toContain(label);
      }
    }
    const seats = (html.match(/\b(Builder|Skeptic|Futurist|Creator|Founder) (ship|skip)\b/g) ?? []).length;
    expect(seats).toBeGreaterThanOrEqual(8);
    expect(JSON.parse(readFileSync(join(out, 'pairings.json'), 'utf8'))).toMatchObject({
      week: WEEK,
      pairings: [{}],
    });

    const mail = await simpleParser(readFileSync(join(out, 'issue.eml')));
    expect(mail.subject).toMatch(/^.{0,40}SmolVLM/);
    expect(mail.html).toBe(readFileSync(join(out, 'issue.html'), 'utf8').replaceAll('\r\n', '\n'));
    expect(mail.headers.get('x-verdicts-kind')).toBe('issue');
    expect(mail.headers.get('x-verdicts-issue')).toBe(WEEK);
  });
});
