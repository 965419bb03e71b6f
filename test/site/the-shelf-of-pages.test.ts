import { describe, expect, it } from 'vitest';

describe('the shelf of pages', () => {
  it('stays within its bound, and drops what was unused longest', async () => {
    const { PageShelf } = await import('../../src/site/kept/page-shelf.ts');
    const { KeptPage } = await import('../../src/site/kept/kept-page.ts');
    const drawn: string[] = [];
    const filling = { fill: (text: string) => text, blank: (text: string) => text };
    const draw = (name: string) => async () => {
      drawn.push(name);
      const body = new Uint8Array(1_000);
      return new KeptPage(
        { body, headers: { 'content-type': 'image/png' } },
        { drawnAt: 0, until: 9, filling },
      );
    };
    const shelf = new PageShelf(3_500);
    for (const name of ['a', 'b', 'c', 'a', 'd', 'a', 'c', 'b']) await shelf.take(name, '1', 1, draw(name));
    expect(drawn).toEqual(['a', 'b', 'c', 'd', 'b']);
  });

  it('forgets a drawing that failed, and gives everybody who waited the fault', async () => {
    const { PageShelf } = await import('../../src/site/kept/page-shelf.ts');
    const shelf = new PageShelf(1_000);
    let tries = 0;
    const draw = () => {
      tries += 1;
      return Promise.reject(new Error('no database'));
    };
    const both = await Promise.allSettled([shelf.take('a', '1', 1, draw), shelf.take('a', '1', 1, draw)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(tries).toBe(1);
    await expect(shelf.take('a', '1', 1, draw)).rejects.toThrow('no database');
    expect(tries).toBe(2);
  });
});
