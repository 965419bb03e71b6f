import type { Page } from 'playwright-core';

/** How a person presses what has a name and writes into what has a label. */
export interface Hand {
  press(role: 'button' | 'link' | 'checkbox', name: string | RegExp): Promise<void>;
  write(label: string | RegExp, text: string): Promise<void>;
}

export function byMouse(page: Page): Hand {
  return {
    press: async (role, name) => {
      await page
        .getByRole(role, { name, exact: typeof name === 'string' })
        .first()
        .click();
      // A click has ended when the next page begins.
      await page.waitForLoadState();
    },
    write: (label, text) => page.getByLabel(label).first().fill(text),
  };
}

/** Never touches a mouse: Tab until the wanted thing has the focus, then Enter, Space or letters. */
export function byKeyboard(page: Page): Hand {
  const reach = async (wanted: ReturnType<Page['locator']>) => {
    const target = await wanted.first().elementHandle();
    for (let presses = 0; presses < 400; presses += 1) {
      if (await page.evaluate(element => document.activeElement === element, target)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('The keyboard does not reach it.');
  };
  return {
    press: async (role, name) => {
      await reach(page.getByRole(role, { name, exact: typeof name === 'string' }));
      if (role === 'checkbox') await page.keyboard.press('Space');
      else await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    },
    write: async (label, text) => {
      await reach(page.getByLabel(label));
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    },
  };
}
