import { expect, it } from 'vitest';
import { approveSampleIssue, approveWeek } from '../../src/newsroom/release.ts';
import { openWeek, SECOND, WEEK } from '../desk/desk-week.ts';
import { EDITOR } from '../support/desk.ts';
import { describeStores } from '../support/stores.ts';

describeStores('an approval', open => {
  it('is told to every other editor, once', async () => {
    const { app, store } = await openWeek(await open());
    const told = async () =>
      (
        await store.db
          .selectFrom('single_mails')
          .select(['to_email', 'subject'])
          .where('kind', '=', 'notice')
          .execute()
      ).map(({ to_email, subject }) => `${to_email}: ${subject}`);
    expect((await approveWeek(app, WEEK, EDITOR.toUpperCase())).kind).toBe('approved');
    expect((await approveWeek(app, WEEK, EDITOR)).kind).toBe('approved');
    expect(await told()).toEqual([`${SECOND}: ${WEEK} is approved`]);
  });

  it('of the sample run is told to nobody', async () => {
    const { app, store } = await openWeek(await open());
    expect((await approveSampleIssue(app, WEEK)).kind).toBe('approved');
    expect(await store.db.selectFrom('single_mails').select('kind').execute()).toEqual([]);
  });
});
