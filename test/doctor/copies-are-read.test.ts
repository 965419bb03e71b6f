import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrived, KEY_ELSEWHERE, PASSED, read, readWith } from './arrived.ts';
import { states } from './examined.ts';

it('finds a mail in order that arrived as it was sent', async () => {
  const found = await read(await arrived());
  expect(Object.values(found).map(({ check, state }) => `${check}: ${state}`)).toEqual([
    'copy: ok',
    'received by: ok',
    'spf there: ok',
    'dkim there: ok',
    'dmarc there: ok',
    'signature: ok',
    'one-click signature: ok',
    'list headers: ok',
    'links: ok',
    'pictures: ok',
  ]);
  expect(found['received by']?.found).toBe('mx.mailbox.example');
  expect(found['spf there']?.found).toBe('pass for weekly.example.net');
});

it.each([
  ['spf=softfail smtp.mailfrom=a@weekly.example.net', 'spf there', 'error', 'softfail'],
  ['spf=none smtp.mailfrom=weekly.example.net', 'spf there', 'error', 'none'],
  ['spf=permerror smtp.mailfrom=weekly.example.net', 'spf there', 'error', 'permerror'],
  ['spf=temperror smtp.mailfrom=weekly.example.net', 'spf there', 'unknown', 'temperror'],
  ['spf=pass smtp.helo=x.example; spf=fail smtp.mailfrom=a@weekly.example.net', 'spf there', 'error', 'fail'],
  ['dkim=pass header.d=mailapi.example', 'dkim there', 'warning', 'mailapi.example'],
  ['dkim=fail (bad; signature) header.d=weekly.example.net', 'dkim there', 'error', 'fail by weekly'],
  ['dkim=pass header.d=mailapi.example; dkim=pass header.d=weekly.example.net', 'dkim there', 'ok', 'pass'],
  ['dmarc=fail (p=REJECT) header.from=weekly.example.net', 'dmarc there', 'error', 'fail'],
  ['dmarc=bestguesspass action=none header.from=weekly.example.net', 'dmarc there', 'error', 'no policy'],
  ['dmarc=temperror header.from=weekly.example.net', 'dmarc there', 'unknown', 'temperror'],
  ['spf=pass smtp.mailfrom=weekly.example.net', 'dmarc there', 'unknown', 'does not say'],
])('reads %s', async (results, check, state, words) => {
  const found = await read(await arrived({ results: [`mx.mailbox.example; ${results}`] }));
  expect(found[check]).toMatchObject({ state, found: expect.stringContaining(words) as string });
});

it('believes the last server alone, and reads one that does not name itself', async () => {
  const forged = 'mx.liar.example; spf=pass smtp.mailfrom=weekly.example.net; dmarc=pass';
  const found = await read(
    await arrived({ results: ['mx.mailbox.example; spf=fail smtp.mailfrom=weekly.example.net', forged] }),
  );
  expect(states(found, 'spf there', 'dmarc there')).toEqual({
    'spf there': 'error',
    'dmarc there': 'unknown',
  });
  const outlook =
    'spf=pass (sender IP is 93.184.215.25) smtp.mailfrom=weekly.example.net; dkim=pass (signature was verified) header.d=weekly.example.net;dmarc=pass action=none header.from=weekly.example.net;compauth=pass reason=100';
  const by = await read(await arrived({ results: [outlook] }));
  expect(by['received by']?.found).toContain('does not name itself');
  expect(states(by, 'spf there', 'dkim there', 'dmarc there')).toEqual({
    'spf there': 'ok',
    'dkim there': 'ok',
    'dmarc there': 'ok',
  });
});

it('says of a copy from the folder of sent mails that nobody has judged it', async () => {
  const found = await read(await arrived({ results: [] }));
  expect(found['received by']).toMatchObject({ state: 'unknown' });
  expect(found['spf there']).toBeUndefined();
  expect(found.signature).toMatchObject({ state: 'ok' });
});

it('tells a mail without a signature, with a foreign one, with one that is broken, and one nobody can check', async () => {
  expect((await read(await arrived({ signedBy: null }))).signature).toMatchObject({ state: 'error' });
  const foreign = await read(await arrived({ signedBy: 'mailapi.example' }), { more: KEY_ELSEWHERE });
  expect(foreign.signature).toMatchObject({
    state: 'warning',
    found: expect.stringContaining('mailapi.example'),
  });
  const broken = { onTheWay: (mail: string) => mail.replace('Imprint', 'Imprint!') };
  expect((await read(await arrived({ ...broken, results: [] }))).signature).toMatchObject({ state: 'error' });
  // The receiving server found it valid: what is broken is the file.
  expect((await read(await arrived(broken))).signature).toMatchObject({ state: 'unknown' });
  const offline = await read(await arrived(), { failing: ['s1._domainkey.weekly.example.net'] });
  expect(offline.signature).toMatchObject({ state: 'unknown' });
});

it.each(['list-unsubscribe', 'list-unsubscribe-post'])('sees that %s is not signed', async name => {
  const found = await read(
    await arrived({ onTheWay: mail => mail.replace(new RegExp(`:(\\r\\n )?${name}(?=[:;])`, 'u'), '') }),
  );
  expect(found['one-click signature']).toMatchObject({
    state: 'error',
    found: `weekly.example.net (s1) leaves out ${name}`,
  });
});

const listed = (name: string, value: string) => (mail: string) =>
  mail.replace(new RegExp(`^${name}: .*\r\n`, 'mu'), value);
it.each([
  [listed('List-Unsubscribe', ''), 'is gone'],
  [listed('List-Unsubscribe-Post', ''), 'List-Unsubscribe-Post is gone'],
  [listed('List-Unsubscribe', 'List-Unsubscribe: <mailto:x@weekly.example.net>\r\n'), 'no web address'],
  [
    listed('List-Unsubscribe', 'List-Unsubscribe: <https://click.mailapi.example/u/1>\r\n'),
    'leads to https://click',
  ],
  [(mail: string) => `List-Unsubscribe: <https://mailapi.example/u>\r\n${mail}`, '2 List-Unsubscribe'],
])('sees what became of the list headers %#', async (onTheWay, words) => {
  const found = await read(await arrived({ onTheWay }));
  expect(found['list headers']).toMatchObject({
    state: 'error',
    found: expect.stringContaining(words) as string,
  });
});

it('sees rewritten links and an added picture, and takes links of ours to others for what they are', async () => {
  const html =
    '<p><a href="https://click.mailapi.example/1">Read</a> <a href="https://click.mailapi.example/2">Imprint</a></p><img src="https://open.mailapi.example/p.gif">';
  const found = await read(await arrived({ html }));
  expect(found.links).toMatchObject({ state: 'error', found: 'rewritten to https://click.mailapi.example' });
  expect(found.pictures).toMatchObject({
    state: 'warning',
    found: expect.stringContaining('https://open.mailapi.example'),
  });
  const both = {
    html,
    text: 'Read: https://click.mailapi.example/1\nImprint: https://click.mailapi.example/2',
  };
  expect((await read(await arrived(both))).links).toMatchObject({ state: 'error' });
  const some = html.replace('https://click.mailapi.example/1', 'https://weekly.example.net/');
  expect((await read(await arrived({ html: some }))).links).toMatchObject({ state: 'error' });
});

it('asks no list headers of a letter nobody can leave', async () => {
  const found = await read(await arrived({ kind: 'notice', headers: { 'X-Verdicts-Kind': 'notice' } }));
  expect(states(found, 'list headers', 'one-click signature')).toEqual({
    'list headers': 'not there',
    'one-click signature': 'not there',
  });
});

it('says so of another sender’s mail, and of what is no mail', async () => {
  const other = await arrived({
    onTheWay: mail => mail.replace('verdicts@weekly.example.net', 'a@list.example'),
  });
  expect((await read(other)).copy).toMatchObject({
    state: 'error',
    found: 'it is from list.example, and we send from weekly.example.net',
  });
  for (const text of ['', '<!doctype html><p>Show original</p>', '\u0000\u0001', 'From: nobody\r\n\r\n']) {
    expect(await read(Buffer.from(text))).toMatchObject({ copy: { state: 'error' } });
  }
});

it('reads a copy whose lines end as on Unix', async () => {
  const unix = Buffer.from((await arrived()).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  expect(states(await read(unix), 'signature', 'dmarc there')).toEqual({
    signature: 'ok',
    'dmarc there': 'ok',
  });
  expect(PASSED).toContain('permitted; sender');
});

it('reads on, whatever the way has made of a mail', async () => {
  const whole = (await arrived()).toString('latin1');
  const piece = fc.oneof(
    fc.constantFrom(
      'DKIM-Signature: ',
      'Authentication-Results: ',
      'List-Unsubscribe: ',
      'From: ',
      '\r\n',
      '\r\n\r\n',
      ';',
      '=',
      '\u0000',
    ),
    fc.string({ maxLength: 8 }),
  );
  const cut = fc.record({ at: fc.nat(whole.length), drop: fc.nat(300), put: piece });
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { maxLength: 4 }), async cuts => {
      let mangled = whole;
      for (const { at, drop, put } of cuts) mangled = mangled.slice(0, at) + put + mangled.slice(at + drop);
      const found = Object.values(await readWith(nobody, Buffer.from(mangled, 'latin1')));
      expect(found.length).toBeGreaterThan(0);
      expect(found.every(({ check, found: words }) => check !== '' && words !== '')).toBe(true);
    }),
    { numRuns: 200 },
  );
});

const nobody = {
  resolve: () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })),
};
