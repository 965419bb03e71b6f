import { createPrivateKey } from 'node:crypto';
import DKIM from 'nodemailer/lib/dkim';

export interface DkimSettings {
  readonly domain: string;
  readonly selector: string;
  /** PEM of an RSA key. */
  readonly privateKey: string;
}

/** RFC 8058 wants both unsubscribe headers signed; Message-ID, List-Id and Feedback-ID count for reputation. */
const SIGNED_HEADERS =
  'from:reply-to:to:subject:date:message-id:mime-version:content-type:list-unsubscribe:list-unsubscribe-post:list-id:feedback-id';

/**
 * Makes the function that puts a DKIM signature in front of a mail.
 * @throws Error when the key cannot sign: nodemailer would send such mails unsigned without a word
 */
export function dkimSigner(settings: DkimSettings): (mail: Buffer) => Promise<Buffer> {
  checkKey(settings.privateKey);
  const dkim = new DKIM({
    domainName: settings.domain,
    keySelector: settings.selector,
    privateKey: settings.privateKey,
    headerFieldNames: SIGNED_HEADERS,
  });
  return async mail => {
    const signed = await collect(dkim.sign(mail));
    if (!signed.subarray(0, 15).toString('latin1').startsWith('DKIM-Signature:')) {
      throw new Error(
        `The mail was not signed with the DKIM key of ${settings.selector}._domainkey.${settings.domain}.`,
      );
    }
    return signed;
  };
}

function checkKey(pem: string): void {
  let type: string | undefined;
  try {
    type = createPrivateKey(pem).asymmetricKeyType;
  } catch (cause) {
    throw new Error('The DKIM key is not a private key in PEM form.', { cause });
  }
  if (type !== 'rsa') throw new Error(`The DKIM key is of type ${type}; it must be an RSA key.`);
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
