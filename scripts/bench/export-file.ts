export type ExportFormat = 'mailchimp' | 'kit';

const HEADERS: Readonly<Record<ExportFormat, string>> = {
  mailchimp:
    '"Email Address","First Name","Last Name",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS',
  kit: 'id;first_name;email;state;created_at;tags',
};

const STATES = ['active', 'active', 'active', 'cancelled', 'inactive', 'active', 'bounced', 'active'];

/** An export as a service writes it, a piece at a time: nobody holds it as a whole. */
export async function* exportFile(format: ExportFormat, rows: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${HEADERS[format]}\n`);
  for (let from = 0; from < rows; from += 500) {
    const count = Math.min(500, rows - from);
    yield Buffer.from(Array.from({ length: count }, (_, index) => ROWS[format](from + index)).join(''));
  }
}

const ROWS: Readonly<Record<ExportFormat, (n: number) => string>> = {
  mailchimp: n =>
    `reader${n}@reader.example,"Reader ""No."" ${n}",O'Neil,${n % 5},"2018-02-12 17:59:31",192.0.2.17,"2018-02-12 18:06:58",192.0.2.17,47.3500000,7.9000000,1,2,europe/zurich,ch,so,"2018-02-12 18:06:58",${n},8b66ccca37,"a note, ${n}","""Editors"",""VIP"""\n`,
  kit: n =>
    `${n};Reader ${n};reader${n}@reader.example;${STATES[n % STATES.length]};2023-01-27T11:43:55Z;vip\n`,
};
