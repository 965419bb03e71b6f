import { createVerify } from 'node:crypto';
import type { TranslatorParts } from './event-translator.ts';
import { snsCertificates } from './sns-certificates.ts';
import { isAt, type SnsMessage, signedText, snsHost } from './sns-message.ts';

const CERTIFICATE_PATH = /^\/SimpleNotificationService-[A-Za-z0-9]{1,64}\.pem$/;

/**
 * Checks that Amazon SNS has signed a message, with the certificate that it names: only one that lies at SNS's own host in
 * the topic's region is fetched.
 * @returns says what is wrong; '' when it is right. It throws where the certificate cannot be fetched now.
 */
export function snsChecker(
  parts: Pick<TranslatorParts, 'fetch' | 'now'>,
): (message: SnsMessage) => Promise<string> {
  const certificateAt = snsCertificates(parts);
  return async message => {
    const { SigningCertURL: address, SignatureVersion: version, Signature: signature } = message;
    if (!isAt(snsHost(message.TopicArn), address) || !isCertificate(address)) {
      return 'its certificate does not lie where those of SNS do';
    }
    const found = await certificateAt(address);
    if (found.kind === 'none') return found.why;
    const { certificate } = found;
    const now = parts.now();
    if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo)) {
      return 'its certificate is not valid now';
    }
    const verify = createVerify(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256').update(signedText(message));
    return verify.verify(certificate.publicKey, signature, 'base64') ? '' : 'the signature is wrong';
  };
}

function isCertificate(address: string): boolean {
  const { pathname, search, hash } = new URL(address);
  return CERTIFICATE_PATH.test(pathname) && search === '' && hash === '';
}
