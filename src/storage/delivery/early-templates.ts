import type { ExpressionBuilder } from 'kysely';
import { CLOCKS_DIFFER_MS } from '../../delivery/ahead.ts';
import { type EarlyName, type EarlyTemplates, LOOK_AGAIN_MS } from '../../delivery/early-templates.ts';
import type { Store } from '../database.ts';
import type { Schema } from '../schema.ts';

/** What mail APIs keep of approved mails. */
export function earlyTemplateStore(store: Store): EarlyTemplates {
  return {
    find: async (mail, seen) => {
      const row = await store.db
        .selectFrom('early_templates')
        .select('template_id')
        .where(isThat(mail))
        .where('template_id', '!=', '')
        .where('seen_at', '>=', seen.since)
        // Else it was written under a wrong clock.
        .where('seen_at', '<=', seen.now + CLOCKS_DIFFER_MS)
        .executeTakeFirst();
      return row?.template_id ?? null;
    },
    claim: async ({ provider, account, name }, { now, leaseMs }) => {
      const lease = now + leaseMs;
      const row = await store.db
        .insertInto('early_templates')
        .values({ provider, account, name, rests_until: lease })
        .onConflict(conflict =>
          conflict
            .columns(['provider', 'account', 'name'])
            .doUpdateSet({ rests_until: lease })
            .where(eb =>
              eb.or([
                eb('early_templates.rests_until', '<=', now),
                // Further ahead than anything rests by a clock that is right.
                eb('early_templates.rests_until', '>', now + LOOK_AGAIN_MS + CLOCKS_DIFFER_MS),
              ]),
            ),
        )
        .returning(['template_id', 'tries'])
        .executeTakeFirst();
      if (!row) return null;
      return { provider, account, name, lease, tries: row.tries, isKept: row.template_id !== '' };
    },
    settle: async (claim, { templateId, now, tries, restsUntil }) => {
      await store.db
        .updateTable('early_templates')
        .set({
          template_id: templateId,
          tries,
          rests_until: restsUntil,
          ...(templateId !== '' && { seen_at: now }),
        })
        .where(isThat(claim))
        .where('rests_until', '=', claim.lease)
        .execute();
    },
    giveBack: async claim => {
      await store.db
        .updateTable('early_templates')
        .set({ rests_until: 0 })
        .where(isThat(claim))
        .where('rests_until', '=', claim.lease)
        .execute();
    },
  };
}

function isThat({ provider, account, name }: EarlyName) {
  return (eb: ExpressionBuilder<Schema, 'early_templates'>) => eb.and({ provider, account, name });
}
