import type { Ordeal, OrdealName } from './ordeal.ts';
import { accountChange } from './ordeals/account-change.ts';
import { clockSteps } from './ordeals/clock-steps.ts';
import { greylisting } from './ordeals/greylisting.ts';
import { massRefusal } from './ordeals/mass-refusal.ts';
import { quota } from './ordeals/quota.ts';
import { silentConnections } from './ordeals/silent-connections.ts';
import { slowRelay } from './ordeals/slow-relay.ts';
import { staleReplica } from './ordeals/stale-replica.ts';
import { subjectsOnTrial } from './ordeals/subjects-on-trial.ts';
import type { Stage } from './stage.ts';

export async function openOrdeal(
  name: OrdealName,
  stage: Stage,
): Promise<Ordeal & { close?(): Promise<void> }> {
  switch (name) {
    case 'mass refusal':
      return massRefusal(stage);
    case 'quota':
      return quota(stage);
    case 'silent connections':
    case 'silent database':
      return silentConnections(stage, name);
    case 'slow relay':
      return slowRelay(stage);
    case 'greylisting':
      return greylisting(stage);
    case 'clock steps':
      return clockSteps(stage);
    case 'account change':
      return accountChange(stage);
    case 'stale replica':
      return staleReplica(stage);
    case 'subjects on trial':
      return subjectsOnTrial(stage);
  }
}
