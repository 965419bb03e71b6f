import { createPrivateKey, createSign } from 'node:crypto';

/** Made for this, signed by itself, good for a century: in the place of the one Amazon SNS signs with. */
const CERTIFICATE = `
-----BEGIN CERTIFICATE-----
MIICrjCCAZYCAQEwDQYJKoZIhvcNAQELBQAwHDEaMBgGA1UEAwwRc25zLmFtYXpv
bmF3cy5jb20wIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBwxGjAY
BgNVBAMMEXNucy5hbWF6b25hd3MuY29tMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A
MIIBCgKCAQEAim57AOiCE2kbcx6KsU+lHIOWkHu6aYNs/N0g19r28zeumkZpyEE8
Iw7tdDwXpVIttelr3YSv1jAPLQ8jzeFT8lP8/3ZXGHn1YP8vJv06KjEAHejpyNJf
rwyn+qzwjc1OsTCcs+1dSFu5nYWA6eknnLdziGk8ovBywdUXcFrFi54lqw1B5abL
vCfuBHdza6INAs2vRDxCnnKI0KHgCdUXnEoRg+4ckS2DlB9iOjbju8ITmEhElgYQ
2esq57C2yx5w07+/6B8GjrInQ/sEdG5U1LrMZViN3QCFC2++LrmKdKZ2PcnvllvJ
VFKJdjk6cW6x16xYZQKV+VgoO41n0M91hwIDAQABMA0GCSqGSIb3DQEBCwUAA4IB
AQA0WVMGjNF4Vkhd2fEPsDAJ4YwWSI3hcmeWKfaZLJ31DXw/uEvJYtDgCxUVx8RI
VyIa5nLYoDCiprEb7VIQSLx2SzSHzWHkTZJPW4M0AjvpSOEO5iJ7paBqlo6HC+38
u5vWk87L3ud10CipCsAwAY6eccvI+BzcVjyzGvVHndVBNOgVKITKueFE9tFAaoot
+QoFf0UxuJO3ce4qMfxvC+QJPpH5NNhiqegH0PwloRKTL+NtfAcj9KwSArVC7xlS
P4plASGE/0WTlC5xLBmC/yza8fuGwkrj6ij51XzORoxE9ooG1p/CuqARawB3P0oY
sAEz0zsZW6eW81wQlUVEWNrl
-----END CERTIFICATE-----
`;
/** Read once: it takes longer than a signature. */
const KEY = createPrivateKey(`
-----BEGIN PRIVATE KEY-----
MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCKbnsA6IITaRtz
HoqxT6Ucg5aQe7ppg2z83SDX2vbzN66aRmnIQTwjDu10PBelUi216WvdhK/WMA8t
DyPN4VPyU/z/dlcYefVg/y8m/ToqMQAd6OnI0l+vDKf6rPCNzU6xMJyz7V1IW7md
hYDp6Sect3OIaTyi8HLB1RdwWsWLniWrDUHlpsu8J+4Ed3Nrog0Cza9EPEKecojQ
oeAJ1RecShGD7hyRLYOUH2I6NuO7whOYSESWBhDZ6yrnsLbLHnDTv7/oHwaOsidD
+wR0blTUusxlWI3dAIULb74uuYp0pnY9ye+WW8lUUol2OTpxbrHXrFhlApX5WCg7
jWfQz3WHAgMBAAECgf8VFr+mY8VtL5X+86gtWvTMYz+Mw0yixmLUItveBn2Yj+MJ
nbB/0XBX5u5FxuHTTbGpBOZp2Mzw1GF7e9L4ils/j4v7Xwvlrq6zGC0Ww30Y8F4U
MGdtMJ9jC4qLpcz/zUcvtzgoMQEFBPRCCxSYjex683emUGHscLUK0mu/shRmMHgv
u/YTIAH5zLdbtbrFim5F1EWtT1ZD3s1s07sjU+xEhohav+2rA2Fj/aMZzTcDty2K
5GUE09DOHzPtIVthU1Q6NV8GS1QFj0Wf6Pd7irER5vctX1q20TgulAnh3dI5SHGS
kk68Dv1TmQFhd/mFEsG+LgEqx9pSI60aON5wsBkCgYEAvr3kpSSItRq8TojhoEAW
vjPo4DpXcetSdSnPXg7w/lkTps008dF6zbM1JHaC3T6K0z4LEs5HsdCruutuufVr
HXU1b2LSoUDfz2pkEdlo6jUFu61uVMhit9rKbz2notQ3wh8V5fh5HNiS8zYC3LR1
hLXG3/sM8OW5ApNs2BnmnDsCgYEAucsAQhxy4XS8ae7xJVe37ZIcTv+CQxQ548OC
trjdIntYjFJoinfgV1Sh2rOx9AD0WOowepHGBYzwnZ4sb6NFpRLOlzIpQmjQalUc
6Xbc41Oak3qeh0gAsvBVF2fYxja5F4ehId0fj7L4fCLYIryol11j2JlRaVVQZbXs
PJj/kyUCgYEAgO+COLPaiXm6IuhahGXuOcKDP9eQNtyYz8RkfbNh6r0yEIYUrQYq
mhPy72QBECdv1l3RRHQWeLeS7napUaD5OF97sIC/2ussn1vOq1YomnEfH/+bXkpa
mOeYAdxOjj4gNuOmfN8al4o6w5cWFjUSX5Q1DED7PXg8OOaJJAdWIPMCgYEAtE6w
V3iofOj/mYcMfIMeuu6bjoclcdgFPmeVSaMq6LXv/25Sil9AV0CJO2g9AWKTwF62
4ZzrIqPfN/gzg7xecI9J8y35ILv719X2ExUJ1YxjbVEI3J0iIIZg7jAYDnU5N/6m
f+jLIng78q0WONAChbNanPBeM+1Z8vuU4lJRZgkCgYAlxu78e3SOdQdf0PRHt2PF
5y7Ln695f21Z0aVnnTWz22rxTOzsMk7rxJDsNi+7cau+TAJ/MG9VF2S1Q/kMTwjC
Dfx4xdSbsUkVh7hjGREi8JaVxAoQoiSV0X7Qo6M+qKuHGKUbTO+uDxks5CYd77zm
e7DROsXEezZYe7vEP9Qb5A==
-----END PRIVATE KEY-----
`);

export const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:issues';
export const CERTIFICATE_URL =
  'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem';

/** A message of SNS before it is signed. */
export type SnsFields = Readonly<Record<string, string>> & { readonly Type: string };

/** What SNS posts, signed as it signs. @param options.version of the signature: SHA-1 or SHA-256 */
export function signedSns(
  fields: SnsFields,
  { version = '2', url = CERTIFICATE_URL }: { readonly version?: '1' | '2'; readonly url?: string } = {},
): string {
  const signed =
    fields.Type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const text = signed
    .flatMap(name => (fields[name] === undefined ? [] : [`${name}\n${fields[name]}\n`]))
    .join('');
  const signature = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256')
    .update(text)
    .sign(KEY, 'base64');
  return JSON.stringify({ ...fields, SignatureVersion: version, Signature: signature, SigningCertURL: url });
}

/** A notification of the topic. @param id stays the same however often it is delivered */
export function notification(id: string, message: unknown, at = Date.now()): SnsFields {
  return {
    Type: 'Notification',
    MessageId: id,
    TopicArn: TOPIC,
    Subject: 'Amazon SES Email Event Notification',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: new Date(at).toISOString(),
  };
}

/** Gives out the certificate, and nothing else. */
export function snsFetch(url: string): Promise<Response> {
  return Promise.resolve(
    url === CERTIFICATE_URL ? new Response(CERTIFICATE) : new Response('', { status: 404 }),
  );
}
