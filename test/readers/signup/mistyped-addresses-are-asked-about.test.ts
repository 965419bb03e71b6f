import { beforeEach, expect, it } from 'vitest';
import { describeStores } from '../../support/stores.ts';
import { openSignupSite, type SignupSite } from './signup-site.ts';

const MISTYPED = 'ada@gmial.com';
const MEANT = 'ada@gmail.com';

describeStores('an address that looks mistyped', open => {
  let site: SignupSite;
  beforeEach(async () => {
    site = await openSignupSite(await open());
  });

  const post = (path: string, fields: Record<string, string>) =>
    site.request(path, { method: 'POST', body: new URLSearchParams(fields) });
  const mailed = async () => {
    await site.decide();
    return (await site.mails('confirm')).map(mail => mail.to_email);
  };
  /** Every field of a form as it is served, and one of its buttons. */
  const fieldsOf = (page: string, button: Record<string, string> = {}) => {
    const form = /<form class="signup[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
    const inputs = [...form.matchAll(/<input ([^>]*)>/g)].flatMap(([, attributes = '']) => {
      const of = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
      return of('type') === 'checkbox' ? [] : [[of('name'), of('value')] as const];
    });
    return { ...Object.fromEntries(inputs), ...button };
  };

  it.each(['/subscribe', '/subscribe?framed'])(
    'is not taken before somebody has said which: by the form at %s, framed or not',
    async path => {
      const asked = await post(path, { email: MISTYPED });
      const page = await asked.text();
      expect(asked.status).toBe(400);
      expect(page).toContain('Is this address right?');
      expect(page).toContain(`Did you mean <strong>${MEANT}</strong>?`);
      expect(await mailed()).toEqual([]);

      site.clock.advance(3_000);
      const kept = await post(path, fieldsOf(page));
      expect([kept.status, kept.headers.get('Location')]).toEqual([
        303,
        path === '/subscribe' ? '/subscribed' : '/embed/subscribed',
      ]);
      expect(await mailed()).toEqual([MISTYPED]);
    },
  );

  it('is put right with one press', async () => {
    const page = await (await post('/subscribe', { email: MISTYPED, name: 'Ada' })).text();
    const [button = ''] = /<button [^>]*>Use ada@gmail\.com<\/button>/.exec(page) ?? [];
    expect([button.includes('name="meant"'), button.includes(`value="${MEANT}"`)]).toEqual([true, true]);
    site.clock.advance(3_000);
    expect((await post('/subscribe', fieldsOf(page, { meant: MEANT }))).status).toBe(303);
    expect(await mailed()).toEqual([MEANT]);
  });

  it('and is put right within a moment, is answered a little later and never forgotten', async () => {
    const page = await (await post('/subscribe', { email: MISTYPED })).text();
    const quick = await post('/subscribe', { ...fieldsOf(page), email: MEANT });
    expect([quick.status, quick.headers.get('Location')]).toEqual([303, '/subscribed']);
    expect(await mailed()).toEqual([]);
    site.clock.advance(30_000);
    expect(await mailed()).toEqual([MEANT]);
  });

  it('comes back from a form that was pasted into another site, too', async () => {
    const embed = await (await site.request('/embed', {})).text();
    const stamp = /name=&quot;form&quot; value=&quot;([^&]+)&quot;/.exec(embed)?.[1] ?? '';
    expect(stamp).not.toBe('');
    expect((await post('/subscribe', { email: MISTYPED, form: stamp })).status).toBe(400);
    expect((await post('/subscribe', { email: 'ada@readers.example', form: stamp })).status).toBe(303);
    expect(await mailed()).toEqual(['ada@readers.example']);
  });

  it('is told to a program with the answer, which is always the same', async () => {
    const answer = await site.json({ email: MISTYPED });
    expect([answer.status, await answer.json()]).toEqual([202, { status: 'accepted', hint: MEANT }]);
  });
});
