import { dkimVerify } from 'mailauth/lib/dkim/verify.js';

/** What a receiving server makes of a mail's DKIM signature. */
export interface DkimVerdict {
  readonly valid: boolean;
  readonly domain: string;
  readonly selector: string;
  /** As `h=` names them. */
  readonly signedHeaders: readonly string[];
}

/** @param publicKey PEM, in the place of the DNS record */
export async function verifyDkim(mail: Buffer, publicKey: string): Promise<DkimVerdict> {
  const record = `v=DKIM1; k=rsa; p=${publicKey.replaceAll(/-----[^-]+-----|\s/g, '')}`;
  const { results } = await dkimVerify(mail, { resolver: async () => [[record]] });
  const [result] = results;
  const [, names = ''] =
    /^DKIM-Signature:(?:.*\r\n[ \t])*?.*\bh=((?:[^;])+);/m.exec(mail.toString('latin1')) ?? [];
  return {
    valid: result?.status.result === 'pass',
    domain: result?.signingDomain ?? '',
    selector: result?.selector ?? '',
    signedHeaders: names.replaceAll(/\s/g, '').split(':'),
  };
}
