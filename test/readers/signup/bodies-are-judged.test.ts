import { beforeAll, describe, expect, it } from 'vitest';
import { typingHint } from '../../../src/audience/freemail.ts';
import { networkOf } from '../../../src/audience/network.ts';
import { openStore, type Store } from '../../../src/storage/database.ts';
import { migrate } from '../../../src/storage/migrate.ts';
import { openSignupSite, type SignupSite } from './signup-site.ts';

const HOSTILE = '<script>alert(1)</script>"\'\r\nBcc: all@victims.example\0\u202e';
const LONG = 'x'.repeat(70_000);

let store: Store;
let site: SignupSite;
beforeAll(async () => {
  store = openStore('file::memory:');
  await migrate(store);
  site = await openSignupSite(store);
  return () => store.db.destroy();
});

const post = (body: BodyInit, type: string, path = '/subscribe') =>
  site.request(path, { method: 'POST', body, headers: { 'Content-Type': type } });

describe('a body from a stranger', () => {
  const values = [
    null,
    0,
    true,
    [],
    {},
    [['a@b.example']],
    '',
    ' ',
    HOSTILE,
    `${HOSTILE}@b.example`,
    'a@b',
    LONG,
  ];
  const jsonBodies = [
    ...values.map(email => ({ email })),
    ...values.map(name => ({ email: 'a@readers.example', name })),
    ...values.map(timezone => ({ email: 'a@readers.example', timezone })),
    ...values.map(interests => ({ email: 'a@readers.example', interests })),
    ...values.map(altcha => ({ email: 'a@readers.example', altcha })),
    { email: 'a@readers.example', interests: ['x', 1] },
    { email: 'a@readers.example', altcha: { challenge: { parameters: null }, solution: 'x' } },
    { email: 'a@readers.example', __proto__: { name: 1 }, constructor: { prototype: 1 } },
    [],
    'text',
    7,
  ].map(body => JSON.stringify(body));

  it.each([...jsonBodies, '', '{', '\0', '[[[[', '{"email":"a\\ud800@b.example"}', '{"email":'])(
    'as JSON is accepted or refused, never a fault: %.60s',
    async body => {
      const answer = await post(body, 'application/json');
      expect([202, 400, 413]).toContain(answer.status);
      if (answer.status === 202) expect(await answer.json()).toHaveProperty('status', 'accepted');
    },
  );

  const fields = ['email', 'name', 'timezone', 'interests', 'form', 'second_line', 'altcha', 'unknown'];
  const forms = fields.flatMap(field =>
    ['', HOSTILE, 'a\uFFFDb', '٣@٣', LONG].map(
      value => new URLSearchParams({ email: 'b@readers.example', [field]: value }),
    ),
  );
  it.each(forms.map(form => form.toString()))('as a form is accepted or refused: %.60s', async body => {
    const answer = await post(body, 'application/x-www-form-urlencoded');
    expect([303, 400, 413]).toContain(answer.status);
    expect(answer.headers.get('Location') ?? '/subscribed').toBe('/subscribed');
    expect(await answer.text()).not.toContain('<script>alert');
  });

  it.each([
    ['%', 'application/x-www-form-urlencoded'],
    ['email=a%40readers.example&email=b', 'application/x-www-form-urlencoded'],
    ['--x', 'multipart/form-data; boundary=x'],
    ['nothing', 'multipart/form-data'],
    ['a@b.example', 'text/plain'],
    ['', ''],
  ])('in any other shape too: %s as %s', async (body, type) => {
    expect([303, 400, 415]).toContain((await post(body, type)).status);
    expect([400, 410]).toContain((await post(body, type, '/confirm/x')).status);
  });

  it('comes back with what was typed, what is wrong and what may have been meant, in no address', async () => {
    const form = new URLSearchParams({
      email: '"ada"@gmial.com',
      name: 'Ada & "Co" <b>',
      interests: 'Writing',
    });
    const answer = await post(form, 'application/x-www-form-urlencoded');
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain('value="&quot;ada&quot;@gmial.com"');
    expect(page).toContain('value="Ada &amp; &quot;Co&quot; &lt;b&gt;"');
    expect(page).toMatch(/checked="" value="Writing"|value="Writing" checked=""/);
    expect(page).toContain('Addresses in quotation marks are not supported.');
    expect(page).toContain('@gmail.com</strong>');
    const json = await post('{"email":"ada@gmial.com"}', 'application/json');
    expect(await json.json()).toMatchObject({ status: 'accepted', hint: 'ada@gmail.com' });
  });
});

it('a mistyped address comes back once with what may have been meant, and is taken when it is sent again', async () => {
  const type = 'application/x-www-form-urlencoded';
  const first = await post(new URLSearchParams({ email: 'ada@gmial.com', name: 'Ada' }), type);
  const page = await first.text();
  expect(first.status).toBe(400);
  expect(page).toContain('Did you mean <strong>ada@gmail.com</strong>?');
  expect(page).toMatch(/name="seen" value="ada@gmial\.com"/);
  const again = (email: string) => post(new URLSearchParams({ email, seen: 'ada@gmial.com' }), type);
  expect((await again('ada@gmial.com')).status).toBe(303);
  expect((await again('ada@gmail.com')).status).toBe(303);
  expect((await again('ada@hotmial.com')).status).toBe(400);
});

it.each([
  ['ada@gmial.com', 'ada@gmail.com'],
  ['Ada.L@HOTMIAL.com', 'Ada.L@hotmail.com'],
  ['ada@gmail.com', null],
  ['ada@example.c', null],
  ['ada@mac.com', null],
  ['ada@company.example', null],
  ['@gmial.com', null],
  [`ada@${'gmial.'.repeat(50)}com`, null],
  ['ada@gmial.com)', null],
  ['ada@gmial.(c+)+', null],
])('a typing mistake is only guessed where the mailbox is known: %s', (email, hint) => {
  expect(typingHint(email)).toBe(hint);
});

it.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['::ffff:cb00:714d', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
  ['', 'unknown'],
  ['evil, 1.2.3.4', 'unknown'],
  ['999.1.1.1', 'unknown'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
