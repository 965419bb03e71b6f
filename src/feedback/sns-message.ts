import { z } from 'zod';

const common = {
  MessageId: z.string().min(1),
  TopicArn: z.string(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
};

const handshake = { ...common, Token: z.string(), SubscribeURL: z.string() };

const message = z.discriminatedUnion('Type', [
  z.object({ ...common, Type: z.literal('Notification'), Subject: z.string().optional() }),
  z.object({ ...handshake, Type: z.literal('SubscriptionConfirmation') }),
  z.object({ ...handshake, Type: z.literal('UnsubscribeConfirmation') }),
]);

/** What Amazon SNS posts to a subscription over HTTP. */
export type SnsMessage = z.infer<typeof message>;

/** @returns null for anything else */
export function readSnsMessage(rawBody: string): SnsMessage | null {
  try {
    return message.parse(JSON.parse(rawBody));
  } catch {
    return null;
  }
}

/** The bytes that SNS signs: names and values by turns, each on a line of its own. */
export function signedText(message: SnsMessage): string {
  const fields =
    message.Type === 'Notification'
      ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
      : (['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const);
  const values: Readonly<Record<string, string | undefined>> = message;
  return fields.flatMap(name => (values[name] === undefined ? [] : [`${name}\n${values[name]}\n`])).join('');
}

/** By the first part of an ARN; each is a part of AWS with names of its own. */
const DOMAINS: Readonly<Record<string, string>> = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-eusc': 'amazonaws.eu',
};

/** The host that SNS has in a topic's region, `sns.eu-west-1.amazonaws.com`; null for a partition we do not know. */
export function snsHost(topicArn: string): string | null {
  const [, partition = '', , region = ''] = topicArn.split(':');
  const domain = DOMAINS[partition];
  return domain !== undefined && /^[a-z0-9-]+$/.test(region) ? `sns.${region}.${domain}` : null;
}

/** Whether an address is https at that host, and nothing that could be taken for it. */
export function isAt(host: string | null, address: string): boolean {
  if (host === null || !URL.canParse(address)) return false;
  const { protocol, host: named, username, password } = new URL(address);
  return protocol === 'https:' && named === host && username === '' && password === '';
}
