import type { EarlyTemplates } from './early-templates.ts';

/** A frozen mail as a provider keeps it. */
export interface KeptTemplate {
  readonly variant: number;
  readonly templateId: string;
  /** The provider clearly refused a batch that named it: nothing new does. */
  readonly refused: boolean;
}

/** What the thin wire needs from storage. */
export interface TemplateStore {
  /** What was published before its issue was frozen. */
  readonly early: EarlyTemplates;
  find(issueId: number, provider: string): Promise<readonly KeptTemplate[]>;
  /** The variants that anybody of the frozen audience gets. */
  variantsRead(issueId: number): Promise<readonly number[]>;
  /**
   * The first one kept for a frozen mail stands, whoever else published it meanwhile.
   * @returns the id that all processes name; it is on disk
   */
  keep(template: {
    readonly issueId: number;
    readonly variant: number;
    readonly provider: string;
    readonly templateId: string;
    readonly now: number;
  }): Promise<string>;
  refuse(
    issueId: number,
    provider: string,
    refusal: { readonly reason: string; readonly now: number },
  ): Promise<void>;
}

/** The templates of one issue, for the one mailer that keeps them. */
export interface IssueTemplates {
  /** '' while that variant's mail is not known to be published. Once there it never changes: sealed batches name it. */
  idOf(variant: number): string;
  /** Whether new batches may name them. */
  readonly usable: boolean;
  /** After a clear no to a batch that named one: from now on everything new goes in full, in later processes too. */
  refuse(reason: string): Promise<void>;
  /** Looks whether another process has published since. @returns whether there is anything new */
  look(): Promise<boolean>;
  /** Before its mailer is given anything new: has it keep what it does not yet, once. What it says never fails it. */
  prepare(): Promise<void>;
}

export function issueTemplates(
  kept: readonly KeptTemplate[],
  storage: {
    readonly find: () => Promise<readonly KeptTemplate[]>;
    readonly refuse: (reason: string) => Promise<void>;
    /** Nothing is published when absent. @returns what the mailer keeps now and did not */
    readonly publish?: () => Promise<readonly KeptTemplate[]>;
  },
): IssueTemplates {
  const ids = new Map<number, string>();
  let usable = true;
  let prepared: Promise<void> | undefined;
  const take = (templates: readonly KeptTemplate[]) => {
    const before = ids.size;
    for (const { variant, templateId, refused } of templates) {
      ids.set(variant, templateId);
      usable &&= !refused;
    }
    return ids.size > before;
  };
  take(kept);
  return {
    idOf: variant => ids.get(variant) ?? '',
    get usable() {
      return usable;
    },
    refuse: async reason => {
      if (!usable) return;
      usable = false;
      await storage.refuse(reason);
    },
    look: async () => take(await storage.find()),
    prepare: () => {
      prepared ??= (async () => {
        if (usable && storage.publish) take(await storage.publish());
      })();
      return prepared;
    },
  };
}
