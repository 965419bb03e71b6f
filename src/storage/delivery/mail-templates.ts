import type { TemplateStore } from '../../delivery/templates.ts';
import type { Store } from '../database.ts';
import { earlyTemplateStore } from './early-templates.ts';
import { variantNow } from './subject-trials.ts';

/** What mail APIs keep of frozen mails. */
export function templateStore(store: Store): TemplateStore {
  return {
    early: earlyTemplateStore(store),
    find: async (issueId, provider) => {
      const rows = await store.db
        .selectFrom('mail_templates')
        .select(['variant', 'template_id', 'refused_at'])
        .where('issue_id', '=', issueId)
        .where('provider', '=', provider)
        .orderBy('variant')
        .execute();
      return rows.map(row => ({
        variant: row.variant,
        templateId: row.template_id,
        refused: row.refused_at !== null,
      }));
    },
    variantsRead: async issueId => {
      const rows = await store.db
        .selectFrom('deliveries as d')
        .select(variantNow().as('variant'))
        .distinct()
        .where('d.issue_id', '=', issueId)
        .execute();
      return rows.flatMap(({ variant }) => variant ?? []);
    },
    keep: template => keepFirst(store, template),
    refuse: async (issueId, provider, { reason, now }) => {
      await store.db
        .updateTable('mail_templates')
        .set({ refused_at: now, reason })
        .where('issue_id', '=', issueId)
        .where('provider', '=', provider)
        .where('refused_at', 'is', null)
        .execute();
    },
  };
}

async function keepFirst(store: Store, template: Parameters<TemplateStore['keep']>[0]): Promise<string> {
  const { issueId, variant, provider, templateId, now } = template;
  await store.db
    .insertInto('mail_templates')
    .values({ issue_id: issueId, variant, provider, template_id: templateId, created_at: now })
    .onConflict(conflict => conflict.columns(['issue_id', 'variant', 'provider']).doNothing())
    .execute();
  const kept = await store.db
    .selectFrom('mail_templates')
    .select('template_id')
    .where('issue_id', '=', issueId)
    .where('variant', '=', variant)
    .where('provider', '=', provider)
    .executeTakeFirstOrThrow();
  return kept.template_id;
}
