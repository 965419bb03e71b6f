import { describe, expect, it } from 'vitest';
import { checkCatalogue, checkCatalogueBytes } from '../../src/catalogue/catalogue.ts';
import { formatProblems, shown } from '../../src/catalogue/problem.ts';
import { pullFrom } from '../../src/catalogue/pull-quote.ts';

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const check = (text: string, format: 'json' | 'ndjson' = 'json') =>
  checkCatalogueBytes(Buffer.from(text), 'hostile', format);
const withTool = (fields: object) =>
  JSON.stringify({ panel: [], tools: [{ slug: 'a', reviews: [], ...fields }] });

describe('a hostile text', () => {
  it.each([
    ['nested without end', nested(2_000_000)],
    ['nested and never closed', '['.repeat(4_000_000)],
    ['nested within a tool', `{"panel":[],"tools":[{"reviews":${nested(100_000)}}]}`],
  ])('that is %s is told as such', async (_what, text) => {
    expect(await check(text)).toMatchObject({
      kind: 'invalid',
      problems: [{ message: expect.stringMatching(/nested deeper/) }],
    });
    expect(await check(`{"panel":[]}\n${text}`, 'ndjson')).toMatchObject({
      problems: [{ path: 'line 2', message: expect.stringMatching(/nested deeper/) }],
    });
  });

  it('may hold brackets in its words, and what is nested as any catalogue is', async () => {
    const { problems } = (await check(withTool({ description: `${'['.repeat(500)} \\" {` }))) as {
      problems: readonly { message: string }[];
    };
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ message }) => !message.includes('nested'))).toBe(true);
  });

  it('is shown however deep it is', () => {
    const deep = JSON.parse(nested(200_000)) as unknown;
    expect(shown(deep)).toBe('[ … ]');
    expect(checkCatalogue({ panel: deep, tools: [{ reviews: deep }] }, 'deep')).toMatchObject({
      kind: 'invalid',
    });
  });

  it('of hundreds of thousands of faults costs no call its arguments, nor the memory', async () => {
    const result = await check(
      JSON.stringify({ panel: Array.from({ length: 150_000 }, () => ({})), tools: [1] }),
    );
    expect(result.kind).toBe('invalid');
    const tools = await check(`{"panel":[],"tools":[${'1,'.repeat(300_000)}1]}`);
    expect(tools.kind === 'invalid' && tools.problems.length).toBeLessThan(30_000);
    expect(tools.kind === 'invalid' && tools.problems.at(-1)?.message).toContain('not looked at');
  }, 60_000);

  it('with millions of escapes is read', async () => {
    const text = withTool({ description: '"'.repeat(2_000_000), other: '\\'.repeat(2_000_000) });
    expect((await check(text)).kind).toBe('invalid');
    expect(await check('{"panel":[],"tools":[],"a\\"":1,"a\\"":2}')).toMatchObject({
      problems: [{ message: expect.stringContaining('appears twice') }, {}],
    });
  });

  // Longer than a test may take, where a pattern goes back over all of it at each step.
  it.each([' ', '\t', '.', '!"', '\n'])('of %j again and again is cut', filling => {
    const cut = pullFrom(`x${filling.repeat(300_000)}x`);
    expect(cut.length).toBeLessThanOrEqual(140);
  });

  it('moves no cursor and fills no screen when its problems are printed', async () => {
    const key = `\u001b[2J\u009b${'k'.repeat(1_000_000)}`;
    const result = await check(`{"panel":[],"tools":[],${JSON.stringify(key)}:1,"\u009b":1,"\u009b":2}`);
    const printed = formatProblems(result.kind === 'invalid' ? result.problems : []);
    expect(printed).toContain('unknown field');
    expect(printed).not.toMatch(/[^\P{Cc}\n\t]/u);
    expect(printed.length).toBeLessThan(8_000);
  });
});
