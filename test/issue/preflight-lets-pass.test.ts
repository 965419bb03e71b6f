import { describe, expect, test } from 'vitest';
import { preflight } from '../../src/issue/preflight.ts';
import { cleanInput } from './clean-preflight.ts';
import { suno } from './preflight-cases.ts';
import {
  type Change,
  withAnswer,
  withCatalogue,
  withContent,
  withEarlier,
  withHtml,
  withPairing,
  withSettings,
} from './preflight-changes.ts';

describe('what is no error', () => {
  const codes = (change: Change) => preflight(change(cleanInput())).map(finding => finding.code);
  const outbox = withSettings({ providers: ['outbox'] });

  test('on a developer’s machine: loopback and http links, the sample address, demo data', () => {
    const input = withContent(() => ({ sample: true }))(
      withSettings({ providers: ['outbox'], isSampleAddress: true })(
        withHtml(html => `${html}<a href="http://localhost:3000/">x</a><a href="http://plain.example">x</a>`)(
          cleanInput(),
        ),
      ),
    );
    expect(preflight(input).map(({ code, severity }) => [code, severity])).toEqual([
      ['address-sample', 'warning'],
      ['link-loopback', 'warning'],
      ['link-insecure', 'warning'],
    ]);
  });

  test('demo data, for a stand-in of the mail API: only a warning', () => {
    const standIn = withSettings({ isStandIn: true });
    expect(preflight(standIn(withContent(() => ({ sample: true }))(cleanInput())))).toMatchObject([
      { code: 'sample-data', severity: 'warning' },
    ]);
  });

  test('one real provider among several makes it real', () => {
    const mixed = withSettings({ providers: ['resend', 'outbox'] });
    const local = withHtml(html => `${html}<a href="http://localhost:3000/">x</a>`);
    expect(preflight(mixed(local(cleanInput())))).toMatchObject([
      { code: 'link-loopback', severity: 'error' },
    ]);
    expect(preflight(withSettings({ providers: ['smtp'] })(local(cleanInput())))).toMatchObject([
      { severity: 'error' },
    ]);
    expect(preflight(outbox(local(cleanInput())))).toMatchObject([
      { code: 'link-loopback', severity: 'warning' },
    ]);
  });

  test('a tool whose cooldown the relaxed pick kept to', () => {
    const shown = withEarlier('2026-W38', 'suno', 'else');
    expect(codes(shown)).toEqual(['tool-cooldown']);
    expect(codes(withEarlier('2026-W36', 'suno', 'else'))).toEqual([]);
    expect(codes(input => ({ ...shown(input), pick: { asked: 2, rung: { step: 1, name: 'x' } } }))).toEqual(
      [],
    );
  });

  test.each([200, 301])('a link that answers %i', status => {
    expect(
      codes(withAnswer(suno, { kind: 'answered', status, finalUrl: 'https://www.suno.example/home' })),
    ).toEqual([]);
  });

  test.each([403, 429, 500])('a link that answers %i is only unsure', status => {
    expect(
      preflight(withAnswer(suno, { kind: 'answered', status, finalUrl: suno })(cleanInput())),
    ).toMatchObject([{ code: 'link-unsure', severity: 'warning' }]);
  });

  test('410 is as gone as 404', () => {
    expect(codes(withAnswer(suno, { kind: 'answered', status: 410, finalUrl: suno }))).toEqual(['link-gone']);
  });

  test('capitals and words that belong to a name', () => {
    const named = withPairing(1, ({ a, b }) => ({
      a: { ...a, name: 'GPTX Official' },
      b: { ...b, name: 'CASH!!' },
    }));
    expect(codes(input => withContent(() => ({ subject: 'GPTX Official vs CASH!!' }))(named(input)))).toEqual(
      [],
    );
  });

  test('braces that the content itself talks about, and a token that spells NaN', () => {
    const braces = withCatalogue('suno', { note: 'Writes {{ name }} into templates.' });
    expect(codes(braces)).toEqual([]);
    expect(codes(withHtml(html => `${html}<p>Hello {{ name }}</p>`))).toEqual(['placeholder']);
    expect(codes(withHtml(html => `${html}<p>NaN% ship</p>`))).toEqual(['placeholder']);
  });

  test('an audience of the first issue, or within a fifth of the last one', () => {
    expect(codes(input => ({ ...input, lastAudience: null, audience: 5 }))).toEqual([]);
    expect(codes(input => ({ ...input, audience: 80 }))).toEqual([]);
    expect(codes(input => ({ ...input, audience: 121 }))).toEqual(['audience-changed']);
  });

  test('a price checked 90 days ago', () => {
    expect(codes(withCatalogue('suno', { priceCheckedOn: '2026-08-28' }))).toEqual([]);
  });

  test('an affiliate link that the intro tells about', () => {
    const affiliate = withCatalogue('suno', { url: 'https://suno.example/?ref=us' });
    expect(
      codes(input => withContent(() => ({ intro: 'We earn a commission on one link.' }))(affiliate(input))),
    ).toEqual([]);
  });

  test('a window that is open at the later of now and the send', () => {
    const thursdays = withSettings({ sendWindow: { kind: 'hours', days: [4], from: 0, to: 1440 } });
    expect(codes(thursdays)).toEqual([]);
    expect(codes(input => ({ ...thursdays(input), now: input.sendAt + 86_400_000 }))).toEqual([
      'window-closed',
    ]);
  });
});
