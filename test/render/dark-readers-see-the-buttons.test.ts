import { expect, it } from 'vitest';
import { HOUSE_LOOK } from '../../src/publication/look.ts';
import { describeInChromium } from '../support/chromium.ts';
import { allMails } from '../support/judges/all-mails.ts';
import { nightFaults, nights } from '../support/judges/night-judge.ts';

const { dark } = HOUSE_LOOK;

const mails = allMails().filter(({ state }) => ['fullest', 'confirm', 'welcome', 'signIn'].includes(state));

describeInChromium('where a mail program paints its own night', openPage => {
  it.each(mails)('buttons and seats of the $state by $engine are seen', async ({ render }) => {
    const page = await openPage();
    const { html } = await render();
    for (const [name, night] of Object.entries(nights)) {
      const { faults, buttons, seats } = await nightFaults(page, html, night);
      expect(faults.map(fault => `${name}: ${fault}`)).toEqual([]);
      expect(buttons + seats, name).toBeGreaterThan(0);
    }
  });

  it.each(mails)(
    'the $state by $engine has our own night where Outlook.com marks its',
    async ({ render }) => {
      const page = await openPage();
      await page.setContent((await render()).html);
      const found = await page.evaluate(() => {
        document.body.dataset.ogsb = '';
        document.body.dataset.ogsc = '';
        const cells = [...document.querySelectorAll('td.button,.cast td,td.seat')];
        return cells.map(cell => {
          const { color } = getComputedStyle(cell.querySelector('a') ?? cell);
          return [cell.matches('.seat') ? 'seat' : 'button', getComputedStyle(cell).backgroundColor, color];
        });
      });
      expect(found.length).toBeGreaterThan(0);
      for (const [what, ground, text] of found) {
        expect(ground, what).toBe(rgb(what === 'seat' ? dark.ship : dark.ink));
        expect(text, what).toBe(rgb(dark.onFill));
      }
    },
  );

  it('a button in ink without an edge is not, nor seats told apart by colour alone', async () => {
    const page = await openPage();
    const seat = (kind: string, style: string) => `<td class="${kind}" style="${style}">Builder</td>`;
    const html =
      '<!DOCTYPE html><body style="background:#faf7f0"><table><tr><td class="button" style="background:#1c1a16;border:1px solid #1c1a16">' +
      '<a class="button" style="color:#faf7f0">Vote</a></td></tr><tr>' +
      seat('seat', 'background:#1d5a38;color:#faf7f0;border:1px solid #1d5a38') +
      seat('skip', 'color:#9a2e1d;border:1px solid #9a2e1d') +
      '</tr></table></body>';

    const { faults } = await nightFaults(page, html, nights.thunderbird);

    expect(faults).toEqual([
      expect.stringContaining('“Vote” has an edge of'),
      expect.stringContaining('“Builder” has an edge of'),
      expect.stringContaining('“Builder” has an edge of'),
      'a seat that ships has the ground of one that skips',
    ]);
  });
});

function rgb(hex: string): string {
  return `rgb(${[1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;
}
