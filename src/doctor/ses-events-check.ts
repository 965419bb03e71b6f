import type { EventDestination } from '@aws-sdk/client-sesv2';
import type { Settings } from '../config.ts';
import type { SesApi } from '../delivery/mailers/ses-api.ts';
import { type DoctorFinding, failed, ok, unknown, warning } from './finding.ts';

/** What we take in; opens and clicks only count when the configuration set tracks them. */
const NEEDED = ['SEND', 'REJECT', 'BOUNCE', 'COMPLAINT', 'DELIVERY', 'RENDERING_FAILURE', 'DELIVERY_DELAY'];

const CHECK = 'SES events';

/** Whether what becomes of mails is published to the topic that `/hooks/ses` listens to. */
export async function checkSesEvents(
  api: Pick<SesApi, 'configurationSet' | 'destinations'>,
  { SES_CONFIGURATION_SET: name, SES_TOPIC_ARN: topic }: Settings,
  ask: Parameters<SesApi['account']>[0],
): Promise<DoctorFinding[]> {
  if (!name || !topic) {
    const fix =
      'Make a configuration set that publishes to an SNS topic, subscribe /hooks/ses to it by https, and set SES_CONFIGURATION_SET and SES_TOPIC_ARN.';
    const without = name ? 'SES_TOPIC_ARN' : 'SES_CONFIGURATION_SET';
    return [
      warning(CHECK, `none come: ${without} is not set, so bounces and complaints are never heard of`, fix),
    ];
  }
  const [set, destinations] = await Promise.all([
    api.configurationSet(name, ask),
    api.destinations(name, ask),
  ]);
  if (destinations.kind === 'failed') {
    const { status, message } = destinations.fault;
    return [
      status === 404
        ? failed(
            CHECK,
            `there is no configuration set ${name} in this region`,
            'Put SES_CONFIGURATION_SET right.',
          )
        : unknown(
            CHECK,
            `SES could not be asked about ${name}: ${message}`,
            'Allow ses:GetConfigurationSetEventDestinations.',
          ),
    ];
  }
  const isPaused = set.kind === 'answered' && set.output.SendingOptions?.SendingEnabled === false;
  return [
    ...(isPaused
      ? [
          failed(
            'SES configuration set',
            `sending is paused for ${name}`,
            'Turn it on again in the SES console.',
          ),
        ]
      : []),
    judged(destinations.output.EventDestinations ?? [], topic, name),
  ];
}

function judged(all: readonly EventDestination[], topic: string, name: string): DoctorFinding {
  const ours = all.filter(({ SnsDestination: sns }) => sns?.TopicArn === topic);
  if (ours.length === 0) {
    return failed(
      CHECK,
      `${name} does not publish to ${topic}`,
      'Add an event destination of type SNS with that topic.',
    );
  }
  const types = new Set(
    ours.filter(({ Enabled }) => Enabled).flatMap(({ MatchingEventTypes: some = [] }) => some),
  );
  if (types.size === 0) return failed(CHECK, `the event destination of ${name} is off`, 'Turn it on.');
  const lacking = NEEDED.filter(type => !types.has(type as never));
  if (lacking.length > 0) {
    return warning(CHECK, `not published: ${lacking.join(', ')}`, 'Tick these in the event destination.');
  }
  return ok(CHECK, `${name} publishes to the topic; the subscription of /hooks/ses confirms itself`);
}
