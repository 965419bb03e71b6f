import { expect, it } from 'vitest';
import { answerSignIns } from '../../src/desk/door/answer-sign-ins.ts';
import { raiseSignInAlarms } from '../../src/desk/door/sign-in-alarms.ts';
import { EDITOR, openDesk, type TestDesk } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';

const never = new AbortController().signal;
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0';
const SETTINGS = { TRUST_PROXY: '1', PUBLIC_URL: 'https://weekly.example.com' };
const OTHER = 'other@example.com';

/** Asks for a link from an address on the net. */
function ask(desk: TestDesk, from: string, { email = EDITOR, cookie = '' } = {}) {
  return desk.web.request('/desk/sign-in', {
    method: 'POST',
    body: new URLSearchParams({ email }),
    headers: {
      'User-Agent': AGENT,
      'Sec-Fetch-Site': 'same-origin',
      'X-Forwarded-For': from,
      ...(cookie !== '' && { Cookie: cookie }),
    },
  });
}

async function askTimes(desk: TestDesk, count: number, from: (index: number) => string, email = EDITOR) {
  for (let index = 0; index < count; index += 1) await ask(desk, from(index), { email });
}

/** How many sign-in links were queued for an address so far. */
async function linksTo(desk: TestDesk, email = EDITOR): Promise<number> {
  await answerSignIns(desk.app, never);
  const rows = await desk.store.db
    .selectFrom('single_mails')
    .select('id')
    .where('kind', '=', 'sign-in')
    .where('to_email', '=', email)
    .execute();
  return rows.length;
}

describeStores('sign-in links', open => {
  it('come to an editor elsewhere, however many one network has asked for', async () => {
    const desk = await openDesk(await open(), { settings: SETTINGS });
    await askTimes(desk, 25, index => `203.0.113.${index}`);
    const before = await linksTo(desk);
    expect(before).toBe(5);

    const answer = await ask(desk, '198.51.100.7');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk/sign-in/asked']);
    expect(await linksTo(desk)).toBe(before + 1);
    // For somebody else of the editors, too, and again in an hour from the network itself.
    desk.clock.advance(3_600_000);
    await ask(desk, '203.0.113.4');
    expect(await linksTo(desk)).toBe(before + 2);
  });

  it('come late, and are whole then, to an address that the whole world asks for', async () => {
    const desk = await openDesk(await open(), { settings: SETTINGS });
    await askTimes(desk, 60, index => `10.${index}.0.1`);
    expect(await linksTo(desk)).toBe(60);

    const asked = await ask(desk, '198.51.100.7');
    expect(await linksTo(desk)).toBe(60);
    const { link } = desk;
    await link();
    desk.clock.advance(5 * 60_000);
    const late = await link();
    desk.clock.advance(14 * 60_000);
    const cookie = (asked.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const opened = await desk.web.request(late, {
      method: 'POST',
      headers: { 'User-Agent': AGENT, 'Sec-Fetch-Site': 'same-origin', Cookie: cookie },
    });
    expect(opened.headers.get('location')).toBe('/desk');
  });

  it('come at once to a browser at which the editor signed in before, whoever shares its network', async () => {
    const desk = await openDesk(await open(), { settings: { ...SETTINGS, EDITORS: `${EDITOR},${OTHER}` } });
    const browser = await desk.signIn();
    const known = `__Host-desk-known=${browser.cookies.get('__Host-desk-known')}`;
    await askTimes(desk, 30, () => '203.0.113.9');
    const before = await linksTo(desk);

    await ask(desk, '203.0.113.9');
    expect(await linksTo(desk)).toBe(before);
    await ask(desk, '203.0.113.9', { cookie: known });
    expect(await linksTo(desk)).toBe(before + 1);
    // It speaks for its own editor alone, and not without end.
    await ask(desk, '203.0.113.9', { cookie: known, email: OTHER });
    expect(await linksTo(desk, OTHER)).toBe(0);
    for (let index = 0; index < 20; index += 1) await ask(desk, '203.0.113.9', { cookie: known });
    expect(await linksTo(desk)).toBe(before + 10);
  });

  it('are capped over all that one customer holds of IPv6', async () => {
    const desk = await openDesk(await open(), { settings: SETTINGS });
    await askTimes(desk, 80, index => `2001:db8:7:${index.toString(16)}::1`);
    const from = await desk.store.db.selectFrom('sign_ins').select('id').execute();
    expect(from).toHaveLength(60);
    await ask(desk, '2001:db8:8::1');
    expect(await desk.store.db.selectFrom('sign_ins').select('id').execute()).toHaveLength(61);
  });

  it('that are asked for beyond the limit are told to the editors, once an hour, without an address', async () => {
    const desk = await openDesk(await open(), { settings: SETTINGS });
    await askTimes(desk, 25, index => `203.0.113.${index}`, 'nobody@else.example');
    expect(await raiseSignInAlarms(desk.app)).toEqual(['sign-in-network']);
    expect(await raiseSignInAlarms(desk.app)).toEqual([]);
    const notices = await desk.store.db
      .selectFrom('single_mails')
      .select(['to_email', 'text'])
      .where('kind', '=', 'notice')
      .execute();
    expect(notices).toEqual([
      { to_email: EDITOR, text: expect.stringContaining('203.0.113.0/24') as string },
    ]);
    expect(notices[0]?.text).not.toContain('nobody@else.example');
  });
});

describeStores('the desk’s cookies', open => {
  it('can be set by this very host alone, where it speaks https', async () => {
    const desk = await openDesk(await open(), { settings: SETTINGS });
    const browser = await desk.signIn();
    expect([...browser.cookies.keys()].toSorted()).toEqual(['__Host-desk', '__Host-desk-known']);
    const planted = await desk.web.request('/desk/issues', {
      headers: { 'User-Agent': AGENT, Cookie: `desk=${browser.cookies.get('__Host-desk')}` },
    });
    expect(planted.status).toBe(303);
    const asked = await ask(desk, '198.51.100.7', { cookie: 'desk-browser=planted-by-a-neighbour' });
    const [line = ''] = asked.headers.getSetCookie();
    expect(line).toMatch(/^__Host-desk-browser=(?!planted)[\w-]{32}; .*Path=\/; .*Secure/);
    expect(line).not.toMatch(/domain=/i);
  });
});
