import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Gallery, startGallery } from '../../scripts/gallery/server.ts';
import { grouped } from '../../scripts/gallery/words.ts';
import { renderLetter } from '../../src/render/letters.ts';
import { contentStates } from '../support/content.ts';
import { letterStates } from '../support/letters.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const WHAT_DECIDES_A_MAIL = ['scripts/gallery', 'src', 'templates', 'test/support', 'tsconfig.json'];

let copy: string;
let gallery: Gallery;

beforeAll(async () => {
  copy = await copyOfTheProject();
  gallery = await startGallery({ port: 0, root: copy });
});

afterAll(async () => {
  await gallery.close();
  await rm(copy, { recursive: true, force: true });
});

it('shows every mail in every state, by both engines, in every view', async () => {
  const overview = await (await fetch(gallery.url)).text();
  const listed = [...overview.matchAll(/href="(\/mail\/[^"?]+)/g)].map(match => match[1]!);

  const states = [
    ...Object.keys(contentStates).map(state => `/mail/issue/${state}`),
    ...Object.keys(letterStates).map(state => `/mail/letter/${state}`),
  ];
  expect(listed).toEqual(states.flatMap(state => [`${state}/react`, `${state}/mjml`]));
  for (const address of listed) {
    for (const view of ['mail', 'text', 'source']) {
      const response = await get(`${address}?view=${view}&scheme=dark`);
      expect(`${address} ${view} ${response.status}`).toBe(`${address} ${view} 200`);
    }
  }
}, 120_000);

it('says what each mail weighs', async () => {
  const page = await (await get('/mail/letter/confirm/react')).text();
  const { html, text } = await renderLetter(letterStates.confirm!, 'react');

  expect(page).toContain(`${grouped(Buffer.byteLength(html))} <small>of 12,288 bytes</small>`);
  expect(page).toContain(`${grouped(Buffer.byteLength(text))} <small>bytes</small>`);
});

it('frames hold the mail alone, answer the query on the scheme, and let no script run', async () => {
  const light = await get('/frame/letter/confirm/mjml?scheme=light');
  const dark = await get('/frame/letter/confirm/mjml?scheme=dark');

  expect(dark.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  expect(await dark.text()).toContain('@media (min-width:0px){.paper');
  expect(await light.text()).toContain('@media (max-width:0px){.paper');
});

it('only shows: every other method is refused, and an unknown mail is not found', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const response = await fetch(gallery.url, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  }
  expect((await get('/mail/letter/unheard-of/react')).status).toBe(404);
  expect((await get('/mail/letter/confirm/word')).status).toBe(404);
});

it('follows a designer: an edited template is told to open pages and shown, a broken one is explained', async () => {
  const events = await listen();
  const template = join(copy, 'templates/react/letters/letter-mail.tsx');
  const before = await readFile(template, 'utf8');

  await save(template, before.replace('{letter.headline}', '{letter.headline} (edited)'));
  await events.next();
  expect(await (await get('/frame/letter/confirm/react')).text()).toContain('(edited)');

  await save(template, `${before}\n export const broken = ;`);
  await events.next();
  const broken = await get('/mail/letter/confirm/react');
  expect(broken.status).toBe(500);
  expect(await broken.text()).toContain('letter-mail.tsx');

  await save(template, before);
  await events.next();
  const mended = await get('/frame/letter/confirm/react');
  expect(mended.status).toBe(200);
  expect(await mended.text()).not.toContain('(edited)');
  await events.stop();
}, 120_000);

it('follows MJML as well, a file that another one brings in', async () => {
  const events = await listen();
  const template = join(copy, 'templates/mjml/letters/small.mjml');

  await save(
    template,
    (await readFile(template, 'utf8')).replace('{{ block.text }}', 'Small print, edited.'),
  );
  await events.next();

  expect(await (await get('/frame/letter/confirm/mjml')).text()).toContain('Small print, edited.');
  await events.stop();
}, 60_000);

it('shows the files as they are when asked, before anybody was told of a change', async () => {
  const template = join(copy, 'templates/react/letters/letter-mail.tsx');
  const before = await readFile(template, 'utf8');
  const shown = async () => (await get('/frame/letter/confirm/react')).text();

  for (const words of ['(first)', '(second)', '(third)']) {
    await writeFile(template, before.replace('{letter.headline}', `{letter.headline} ${words}`));
    expect(await shown()).toContain(words);
  }
  await writeFile(template, before);
  expect(await shown()).not.toContain('(third)');
}, 120_000);

/** As editors do, beside it and then in its place: written where it stands, a file is empty for a moment, a change too. */
async function save(file: string, text: string): Promise<void> {
  await writeFile(`${file}.saving`, text);
  await rename(`${file}.saving`, file);
}

/** Inside the project, so that the copy finds its packages. */
async function copyOfTheProject(): Promise<string> {
  await mkdir(join(PROJECT, 'var'), { recursive: true });
  const folder = await mkdtemp(join(PROJECT, 'var/gallery-test-'));
  for (const part of WHAT_DECIDES_A_MAIL) {
    await mkdir(dirname(join(folder, part)), { recursive: true });
    await cp(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  return folder;
}

function get(address: string): Promise<Response> {
  return fetch(new URL(address, gallery.url));
}

/** The gallery's stream of changes, once it is open. */
async function listen() {
  const ending = new AbortController();
  const response = await fetch(new URL('/events', gallery.url), { signal: ending.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  async function until(event: string): Promise<void> {
    while (!heard.includes(`event: ${event}\n`)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`The stream ended before "${event}".`);
      heard += value;
    }
    heard = heard.slice(heard.indexOf(`event: ${event}\n`) + event.length);
  }
  await until('hello');
  return {
    next: () => until('change'),
    stop: async () => {
      await reader.cancel();
      ending.abort();
    },
  };
}
