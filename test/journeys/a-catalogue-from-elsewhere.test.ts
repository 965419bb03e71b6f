import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { openCli } from '../support/cli.ts';

/** Each command is a process of its own, which takes seconds on a busy machine. */
const TIMEOUT = { timeout: 120_000 };

const paper = readFileSync(join(PROJECT_ROOT, 'docs/catalogue.md'), 'utf8');

function block(language: string, number: number): string {
  return [...paper.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))][number]?.[1] ?? '';
}

describe('catalogue schema', TIMEOUT, () => {
  it('prints what `new` writes beside the starter, by which the starter is right', async () => {
    const cli = openCli();
    const { code, stdout } = await cli.run('catalogue', 'schema');
    const folder = join(cli.folder, 'kitchen');
    await cli.run('new', folder);
    const file = JSON.parse(readFileSync(join(folder, 'catalogue.json'), 'utf8')) as { $schema: string };
    expect([code, file.$schema]).toEqual([0, './catalogue.schema.json']);
    expect(readFileSync(join(folder, file.$schema), 'utf8')).toBe(stdout);
    const ajv = new Ajv2020({ keywords: ['patternErrorMessage'] });
    expect(ajv.validate(JSON.parse(stdout) as object, file)).toBe(true);
    const publication = JSON.parse(readFileSync(join(folder, 'publication.json'), 'utf8')) as object;
    const own = JSON.parse(readFileSync(join(folder, 'publication.schema.json'), 'utf8')) as object;
    expect(ajv.validate(own, publication)).toBe(true);
  });
});

describe('catalogue from-csv', TIMEOUT, () => {
  it('gives a catalogue that check takes, and writes over nothing', async () => {
    const cli = openCli();
    const place = (name: string) => join(cli.folder, name);
    writeFileSync(place('tools.csv'), block('csv', 0));
    writeFileSync(place('reviews.csv'), block('csv', 1));
    writeFileSync(place('map.json'), block('json', 1));
    const args = [
      'from-csv',
      place('tools.csv'),
      '--reviews',
      place('reviews.csv'),
      '--map',
      place('map.json'),
    ];
    const printed = await cli.run('catalogue', ...args);
    expect(printed.code).toBe(0);
    expect(printed.stderr).toContain('“Owner”');
    const out = ['--out', place('made.json')];
    expect((await cli.run('catalogue', ...args, ...out)).code).toBe(0);
    expect(readFileSync(place('made.json'), 'utf8')).toBe(printed.stdout);
    expect((await cli.run('catalogue', 'check', place('made.json'))).code).toBe(0);
    const again = await cli.run('catalogue', ...args, ...out);
    expect([again.code, again.stderr]).toEqual([
      1,
      expect.stringContaining('is there already and stays as it is'),
    ]);

    writeFileSync(place('tools.csv'), block('csv', 0).replace('39,00', 'cheap'));
    const bad = await cli.run('catalogue', ...args);
    expect([bad.code, bad.stdout]).toEqual([1, '']);
    expect(bad.stderr).toContain('tools.csv, line 2, column "Price"');
    writeFileSync(place('map.json'), '{ "Product": nome }');
    const mapping = await cli.run('catalogue', ...args);
    expect([mapping.code, mapping.stderr]).toEqual([
      2,
      expect.stringContaining('line 1, column 14: broken JSON'),
    ]);
    const nowhere = await cli.run('catalogue', 'from-csv', '/nowhere.csv', '--map', '/nowhere.json');
    expect([nowhere.code, nowhere.stderr]).toEqual([
      2,
      '/nowhere.json cannot be read: there is no such file.\n',
    ]);
  });
});

describe('catalogue from-page', TIMEOUT, () => {
  const item = {
    '@type': 'Product',
    name: 'Otter',
    description: 'It takes notes.',
    slogan: 'a note taker',
    category: 'Notes',
    review: { '@type': 'Review', author: 'The Skeptic', name: 'ship', reviewBody: 'Fine.' },
  };
  const html = (data: object) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`;

  it('ends with 1 while something is open that a catalogue needs, and lists it', async () => {
    const cli = openCli();
    const file = join(cli.folder, 'page.html');
    writeFileSync(file, html(item));
    const whole = await cli.run('catalogue', 'from-page', file);
    expect(whole.code).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject({
      panel: [{ id: 'skeptic', role: 'skeptic', name: 'The Skeptic' }],
      tools: [{ slug: 'otter', reviews: [{ panelist: 'skeptic', verdict: 'ship' }] }],
    });
    expect(whole.stderr).toContain('$.tools[0].price');
    writeFileSync(file, html({ ...item, review: { ...item.review, name: '5 stars' } }));
    const open = await cli.run('catalogue', 'from-page', file);
    expect(open.code).toBe(1);
    expect(JSON.parse(open.stdout)).toMatchObject({ tools: [{ reviews: [{ panelist: 'skeptic' }] }] });
    expect(open.stderr).toContain('$.tools[0].reviews[0].verdict  The page does not say whether The Skeptic');
    writeFileSync(file, '<p>Nothing.');
    const none = await cli.run('catalogue', 'from-page', file);
    expect([none.code, none.stdout, none.stderr]).toEqual([
      1,
      '',
      expect.stringContaining('tells of no tool'),
    ]);
  });

  it('asks an address, of this machine only where mail stays here', async () => {
    const server = createServer((_, response) => void response.end(html(item)));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/compare`;
    try {
      const cli = openCli();
      const here = await cli.run('catalogue', 'from-page', page);
      expect(JSON.parse(here.stdout)).toMatchObject({ tools: [{ $comment: `Read from ${page}.` }] });
      const real = cli.with({ MAIL_PROVIDER: 'resend', RESEND_API_KEY: 're_test' });
      const refused = await real.run('catalogue', 'from-page', page);
      expect([refused.code, refused.stdout, refused.stderr]).toEqual([
        1,
        '',
        expect.stringContaining('private network'),
      ]);
    } finally {
      server.close();
    }
  });
});

describe('catalogue check', TIMEOUT, () => {
  it('foretells in numbers what the paper shows', async () => {
    const cli = openCli();
    const file = join(cli.folder, 'catalogue.json');
    const ids = ['cook', 'skeptic', 'parent', 'neighbour'];
    const tool = (slug: string, reviews: number) => ({
      slug,
      name: slug,
      tagline: `a pan called ${slug}`,
      description: 'A pan.',
      category: 'Pans',
      price: { kind: 'free' },
      addedOn: '2026-11-02',
      reviews: ids.slice(0, reviews).map(panelist => ({ panelist, verdict: 'ship', quote: 'Yes.' })),
    });
    const tools = [...['a', 'b', 'c', 'd'].map(slug => tool(slug, 3)), tool('slip-28', 2), tool('wok-30', 2)];
    writeFileSync(file, JSON.stringify({ panel: ids.map(id => ({ id, role: id, name: id })), tools }));
    const { code, stdout } = await cli.run('catalogue', 'check', file);
    expect(code).toBe(0);
    const undated = (text: string) =>
      text.replaceAll(/\d{4}-W\d{2}/g, 'WEEK').replaceAll(file, 'catalogue.json');
    expect(undated(stdout)).toBe(undated(block('text', 0)));
  });
});
