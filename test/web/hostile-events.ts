import { bounce, eventBody } from '../feedback/hooks.ts';

const FAR = '999999999999999';

/** Bodies that carry a right signature and are about nothing of ours. */
export function hostileEvents(installationId: string): readonly string[] {
  const at = (created: string) =>
    eventBody('delivered').replace(/"created_at":"[^"]+"/, `"created_at":${created}`);
  return [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '1e309',
    '{}',
    '['.repeat(100_000),
    '{"type":null,"data":null}',
    '{"type":{"a":1},"data":[]}',
    '{"type":"__proto__","data":{"__proto__":1}}',
    '{"type":"email.delivered","data":null}',
    '{"type":"email.delivered","data":{"tags":[],"to":{},"email_id":{}}}',
    '{"type":"email.delivered\\u0000","data":{"email_id":"\\u0000"}}',
    `{"type":"${'x'.repeat(70_000)}","data":{}}`,
    '{"__proto__":{"x":1},"type":"email.clicked","data":{"click":{"link":"\\u0000","timestamp":"x"}}}',
    '{"type":"email.clicked","data":{"click":{"link":"javascript:alert(1)","userAgent":"<script>alert(1)</script>","ipAddress":{}}}}',
    eventBody('bounced', { delivery: '\0', emailId: 'a\0b', data: bounce('Permanent\0', '\0\u202e') }),
    eventBody('bounced', { emailId: '\ud800', data: bounce('Permanent', '\ud800') }),
    eventBody('bounced', {
      delivery: '<script>alert(1)</script>',
      data: bounce('Transient', "'; drop table outcomes; --"),
    }),
    eventBody('complained', { emailId: 'y'.repeat(70_000), to: 'nobody\r\nBcc: all@victims.example' }),
    eventBody('delivered', { delivery: `${installationId}_${FAR}_${FAR}` }),
    eventBody('delivered', { delivery: `${installationId}_single_${FAR}` }),
    eventBody('delivered', { delivery: `${installationId}_${FAR}9_1` }),
    at('"+275760-09-13T00:00:00.001Z"'),
    at('"-271821-04-20T00:00:00Z"'),
    at('1e300'),
    at('null'),
    at('"yesterday"'),
  ];
}
