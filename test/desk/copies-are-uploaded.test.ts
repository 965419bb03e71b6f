import { expect, it } from 'vitest';
import { arrived, KEY } from '../doctor/arrived.ts';
import { REAL } from '../doctor/examined.ts';
import { served } from '../doctor/served.ts';
import { openDesk } from '../support/desk.ts';
import { everyRow } from '../support/every-row.ts';
import { describeStores } from '../support/stores.ts';

const form = (file: BlobPart | null) => {
  const data = new FormData();
  if (file !== null) data.set('file', new File([file], 'copy.eml', { type: 'message/rfc822' }));
  return data;
};

describeStores('the source of a mail that arrived', open => {
  it('is read at the desk, by the name server of the house, and nothing of it is kept', async () => {
    const store = await open();
    const { resolver } = await served({ more: KEY });
    const settings = { MAIL_FROM: REAL.MAIL_FROM };
    const desk = await openDesk(store, { settings, nameServer: resolver });
    const browser = await desk.signIn();
    expect(await browser.page('/desk/arrival')).toContain('Read a copy');
    const before = await everyRow(store);
    const answer = await browser.post('/desk/arrival', form(new Uint8Array(await arrived())));
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain('valid by weekly.example.net, which counts for From');
    expect(page).toContain('mx.mailbox.example');
    expect(await everyRow(store)).toEqual(before);
  });

  it('is asked for again where there is none, or too much', async () => {
    const desk = await openDesk(await open());
    const browser = await desk.signIn();
    expect((await browser.post('/desk/arrival', form(null))).status).toBe(422);
    expect((await browser.post('/desk/arrival', form(''))).status).toBe(422);
    expect((await browser.post('/desk/arrival', form('x'.repeat(5 * 1_024 * 1_024 + 1)))).status).toBe(413);
    const page = await (await browser.post('/desk/arrival', form('<p>Show original</p>'))).text();
    expect(page).toContain('this is not the source of a mail');
    expect(page).toContain('One thing in this copy is wrong.');
  });
});
