import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand, runScript } from '../support/command.js';

const profiles = ['HSA_AUTHENTICATION', 'HSA_SIGNATURE', 'PERSON_AUTHENTICATION', 'PERSON_SIGNATURE'];
const outcome = z.strictObject({
  ok: z.literal(true),
  sessionId: z.uuid(),
  events: z.number().int().min(30),
  certificates: z.array(
    z.strictObject({
      profile: z.string(),
      issuer: z.string(),
      subject: z.string(),
      serialNumber: z.string(),
      keyUsage: z.array(z.string()),
      verified: z.literal(true),
    }),
  ),
  secondsTotal: z.number().positive(),
  secondsInCard: z.number().positive(),
});
type Outcome = z.infer<typeof outcome>;

/** What domain knowledge says of the four certificates, apart from names and numbers. */
const expected = {
  HSA_AUTHENTICATION: { issuer: /HSA-id 3 CA v1/, keyUsage: ['digitalSignature', 'keyEncipherment'] },
  HSA_SIGNATURE: { issuer: /HSA-id 3 CA v1/, keyUsage: ['nonRepudiation'] },
  PERSON_AUTHENTICATION: { issuer: /Person ID 3 CA v1/, keyUsage: ['digitalSignature', 'keyEncipherment'] },
  PERSON_SIGNATURE: { issuer: /Person ID 3 CA v1/, keyUsage: ['nonRepudiation'] },
};

describe('npm run demo -- --auto', () => {
  let folder: string;
  let result: Outcome;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kortlots-demo-'));
    const { code, stdout, stderr } = await runScript('demo', ['--auto', '--json', '--out', folder]);
    if (code !== 0) throw new Error(`The demo failed (${code}): ${stderr}${stdout}`);
    // Nothing but the one object: parsing the whole output is the test.
    result = outcome.parse(JSON.parse(stdout));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('puts the four certificates of an upgrade on the card', () => {
    expect(result.certificates.map(({ profile }) => profile).toSorted()).toEqual(profiles);
    for (const { profile, issuer, keyUsage } of result.certificates) {
      const { issuer: name, keyUsage: usage } =
        expected[z.enum(Object.keys(expected) as (keyof typeof expected)[]).parse(profile)];
      expect(issuer).toMatch(name);
      expect(issuer).toMatch(/TEST/);
      expect(keyUsage).toEqual(usage);
    }
    expect(new Set(result.certificates.map(({ serialNumber }) => serialNumber)).size).toBe(4);
  });

  test('names the person by HSA-id in one pair and by personnummer in the other', () => {
    const of = (profile: string) => result.certificates.find((one) => one.profile === profile)?.subject ?? '';
    for (const profile of profiles.filter((name) => name.startsWith('HSA'))) {
      expect(of(profile)).toMatch(/serialNumber=TSTNMT2321000156-\w+/);
      expect(of(profile)).toMatch(/O=Region Exempel/);
    }
    for (const profile of profiles.filter((name) => name.startsWith('PERSON'))) {
      expect(of(profile)).toMatch(/serialNumber=\d{12}/);
      expect(of(profile)).not.toMatch(/O=/);
    }
  });

  test.each(profiles)('%s: OpenSSL accepts it with its chain and the CRLs', async (profile) => {
    const { certificate, chain, crls, rootFile } = files(profile);
    const verify = [
      'verify',
      '-x509_strict',
      '-crl_check_all',
      '-CAfile',
      rootFile,
      '-untrusted',
      chain,
      '-CRLfile',
      crls,
      certificate,
    ];
    const verified = await runCommand('openssl', verify);
    expect(verified).toEqual({ code: 0, stdout: `${certificate}: OK\n`, stderr: '' });
    const { code, stdout } = await runCommand('openssl', ['x509', '-text', '-noout', '-in', certificate]);
    expect(code).toBe(0);
    for (const part of [
      'CRL Distribution Points',
      'CA Issuers',
      'Certificate Policies',
      'Authority Key Identifier',
      'Subject Key Identifier',
    ]) {
      expect(stdout).toContain(part);
    }
  });

  test.each(profiles)('%s: GnuTLS accepts it with its chain and the CRLs', async (profile) => {
    const { certificate, chain, crls, rootFile } = files(profile);
    const whole = join(folder, `${profile}.whole.pem`);
    writeFileSync(whole, readFileSync(certificate, 'utf8') + readFileSync(chain, 'utf8'));
    const { code, stdout } = await runCommand('certtool', [
      '--verify',
      '--verify-profile',
      'medium',
      '--load-ca-certificate',
      rootFile,
      '--load-crl',
      crls,
      '--infile',
      whole,
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Chain verification output: Verified\. The certificate is trusted\./);
  });

  /** The files that --out wrote; the root, last of the chain, in a file of its own. */
  function files(profile: string): { certificate: string; chain: string; crls: string; rootFile: string } {
    const [certificate, chain, crls] = ['', '.chain', '.crls'].map((part) => join(folder, `${profile}${part}.pem`));
    if (certificate === undefined || chain === undefined || crls === undefined) throw new Error('no files');
    const last =
      readFileSync(chain, 'utf8')
        .split(/(?=-----BEGIN)/)
        .at(-1) ?? '';
    const rootFile = join(folder, 'root.pem');
    writeFileSync(rootFile, new X509Certificate(last).toString());
    return { certificate, chain, crls, rootFile };
  }
});

describe('npm run demo -- --auto --generate-keys', () => {
  test('puts four certificates with new keys on the card, and shows each event as staff got it', async () => {
    const { code, stdout } = await runScript('demo', ['--auto', '--generate-keys']);
    expect(code).toBe(0);
    const numbers = [...stdout.matchAll(/^ *(\d+) +\d+ ms {2}[A-Z_]+/gm)].map((match) => Number(match[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(stdout.match(/KEY_GENERATED/g)).toHaveLength(4);
    expect(stdout.match(/^verified /gm)).toHaveLength(4);
    expect(stdout).toContain('The card before');
    expect(stdout).toContain('All holds.');
  });
});
