import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { CertificateProfile } from '../../common/certificate-profile.js';
import type { Certificate } from '../certificate.js';
import { Certificate as Parsed } from '../certificate.js';
import { nameAttribute } from '../distinguished-name.js';
import { ecKeys, hsaSubject, rsaKeys } from '../test-certificates.spec-support.js';
import { writePem } from '../trust/pem.js';
import { CaFolder } from './ca-folder.js';
import type { CertificateOrder } from './certificate-authority.js';
import { randomSerialNumber } from './certificate-maker.js';
import { EmbeddedAuthority } from './embedded-authority.js';
import { MemoryRecords } from './memory-records.spec-support.js';
import { PkiAddresses } from './pki-addresses.js';
import { authorityIds } from './profiles.js';

const folder = mkdtempSync(join(tmpdir(), 'kortlots-ca-'));
const caPath = join(folder, 'data', 'ca');
const addressesAt = (publicUrl: string): PkiAddresses => new PkiAddresses({ publicUrl, host: '127.0.0.1', port: 4000 });
const addresses = addressesAt('https://kortlots.test');
const keys = rsaKeys();
const personSubject = [
  nameAttribute('C', 'SE'),
  nameAttribute('CN', 'Åsa Testsson'),
  nameAttribute('SN', 'Testsson'),
  nameAttribute('GN', 'Åsa'),
  nameAttribute('serialNumber', '199001012385'),
];
let records: MemoryRecords;
let authority: EmbeddedAuthority;

/** The same authority in another folder, so that keys are made once. */
function copyTo(name: string): string {
  const path = join(folder, name, 'ca');
  mkdirSync(path, { recursive: true, mode: 0o700 });
  for (const one of readdirSync(caPath)) cpSync(join(caPath, one), join(path, one));
  return path;
}

const open = (path = caPath, at = addresses): Promise<EmbeddedAuthority> =>
  EmbeddedAuthority.open(new CaFolder(path, at), records, at);

function order(profile: CertificateProfile, changes: Partial<CertificateOrder> = {}): CertificateOrder {
  return {
    id: randomSerialNumber(),
    placedAt: new Date(),
    profile,
    request: new Uint8Array(),
    publicKey: keys.publicKey,
    subject: profile.startsWith('HSA') ? hsaSubject : personSubject,
    cardNumber: '975226912345678901',
    ...changes,
  };
}

const issue = async (profile: CertificateProfile): Promise<Certificate> => Parsed.parse(await authority.issue(order(profile)));

/** Writes a file beside the authority's and gives its path. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const pem = (...certificates: readonly Certificate[]): string =>
  certificates.map(({ der }) => writePem('CERTIFICATE', der)).join('');

/** Standard output; fails with what the tool says. */
const run = (tool: string, ...args: string[]): string =>
  execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Three keys of 3072 bits. */
const START_MS = 30_000;

beforeAll(async () => {
  records = new MemoryRecords();
  authority = await open();
  await authority.onApplicationBootstrap();
}, START_MS);

afterAll(() => {
  authority.beforeApplicationShutdown();
  rmSync(folder, { recursive: true, force: true });
});

describe('the files of the embedded authority', () => {
  it('are readable by their owner alone, and leave nothing half made beside them', () => {
    expect(statSync(caPath).mode & 0o777).toBe(0o700);
    const names = readdirSync(caPath).sort();
    expect(names).toEqual(authorityIds.flatMap((id) => [`${id}.key.pem`, `${id}.pem`]).sort());
    for (const name of names) expect(statSync(join(caPath, name)).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'data'))).toEqual(['ca']);
  });

  it('are the same authority after a restart', async () => {
    const again = await open();
    expect(again.authorities().map(({ der }) => der)).toEqual(authority.authorities().map(({ der }) => der));
  });

  it(
    'are one authority when two servers start at once',
    async () => {
      const path = join(folder, 'twice', 'ca');
      const [one, other] = await Promise.all([open(path), open(path)]);
      expect(one.authorities().map(({ der }) => der)).toEqual(other.authorities().map(({ der }) => der));
      expect(readdirSync(join(folder, 'twice'))).toEqual(['ca']);
    },
    START_MS,
  );

  it('get new issuing certificates for the same keys when the address has changed', async () => {
    const path = copyTo('moved');
    const before = await open(path);
    const moved = await open(path, addressesAt('https://moved.test'));
    const [root, ...issuers] = moved.authorities();
    expect(root?.der).toEqual(before.certificate('root').der);
    for (const issuer of issuers) expect(issuer.revocationListAddresses).toEqual(['https://moved.test/pki/root.crl']);
    const old = Parsed.parse(await before.issue(order('HSA_AUTHENTICATION')));
    expect(old.isIssuedBy(moved.certificate('person-hsa-id'))).toBe(true);
    expect((await open(path, addressesAt('https://moved.test'))).authorities().map(({ der }) => der)).toEqual(
      moved.authorities().map(({ der }) => der),
    );
  });

  it.each<[string, (path: string) => void, RegExp]>([
    ['missing', (path) => rmSync(join(path, 'person-id.key.pem')), /person-id\.key\.pem is missing\. Restore/],
    [
      'readable by others',
      (path) => chmodSync(join(path, 'root.key.pem'), 0o644),
      /root\.key\.pem can be read by others.*chmod 600/,
    ],
    ['damaged', (path) => writeFileSync(join(path, 'root.pem'), 'damaged'), /root\.pem does not hold one certificate/],
    ['a damaged key', (path) => writeFileSync(join(path, 'root.key.pem'), 'damaged'), /key file that can not be read/],
    [
      "another's key",
      (path) => writeFileSync(join(path, 'person-id.key.pem'), readFileSync(join(path, 'root.key.pem'))),
      /do not belong together/,
    ],
  ])('that are %s stop the start with the remedy', async (name, damage, message) => {
    const path = copyTo(`damaged ${name}`);
    damage(path);
    await expect(open(path)).rejects.toThrow(message);
  });
});

describe('its certificates', () => {
  const profiles = ['HSA_AUTHENTICATION', 'PERSON_AUTHENTICATION', 'HSA_SIGNATURE', 'PERSON_SIGNATURE'] as const;

  it.each(profiles)('%s: OpenSSL and GnuTLS accept it with its chain and CRLs', async (profile) => {
    const certificate = await issue(profile);
    const [issuer, root] = authority.chainOf(profile);
    if (issuer === undefined || root === undefined) throw new Error('no chain');
    const id = profile.startsWith('HSA') ? 'person-hsa-id' : 'person-id';
    const lists = await Promise.all([authority.list('root'), authority.list(id)]);
    const rootFile = file('root.pem', pem(root));
    const listFile = file('lists.pem', lists.map(({ der }) => writePem('X509 CRL', der)).join(''));
    const leafFile = file('leaf.pem', pem(certificate));
    const options = ['-x509_strict', '-crl_check_all', '-CAfile', rootFile, '-untrusted', file('issuer.pem', pem(issuer))];
    const purpose = profile.endsWith('AUTHENTICATION') ? ['-purpose', 'sslclient'] : [];
    expect(run('openssl', 'verify', ...options, ...purpose, '-CRLfile', listFile, leafFile)).toContain(': OK');
    const chain = file('chain.pem', pem(certificate, issuer));
    expect(
      run(
        'certtool',
        '--verify',
        '--verify-profile',
        'medium',
        '--infile',
        chain,
        '--load-ca-certificate',
        rootFile,
        '--load-crl',
        listFile,
      ),
    ).toMatch(/Chain verification output: Verified/);
  });

  it.each<[CertificateProfile, RegExp[]]>([
    [
      'HSA_AUTHENTICATION',
      [
        /Key Usage: critical\s+Digital Signature, Key Encipherment\n/,
        /Extended Key Usage: \s+TLS Web Client Authentication, Microsoft Smartcard Login\n/,
        /Policy: 2\.999\.2020\.3\.1/,
        /Issuer: C = SE, O = Inera AB, CN = TEST SITHS e-id Person HSA-id 3 CA v1/,
        /CRL Distribution Points: \s+Full Name:\s+URI:https:\/\/kortlots\.test\/pki\/person-hsa-id\.crl/,
        /CA Issuers - URI:https:\/\/kortlots\.test\/pki\/person-hsa-id\.cer/,
        /serialNumber = TSTNMT2321000156-ABCD/,
      ],
    ],
    [
      'PERSON_SIGNATURE',
      [/Key Usage: critical\s+Non Repudiation\n/, /CN = TEST SITHS e-id Person ID 3 CA v1/, /Policy: 2\.999\.2020\.3\.2/],
    ],
  ])('%s: says what its profile says', async (profile, patterns) => {
    const text = run(
      'openssl',
      'x509',
      '-noout',
      '-text',
      '-nameopt',
      'utf8,sep_comma_plus_space,space_eq',
      '-in',
      file('text.pem', pem(await issue(profile))),
    );
    for (const pattern of [
      ...patterns,
      /Basic Constraints: critical\s+CA:FALSE/,
      /Subject Key Identifier/,
      /Authority Key Identifier/,
    ])
      expect(text).toMatch(pattern);
  });

  it.each(['P-256', 'P-384'])('for a key on %s: OpenSSL accepts them, and they encipher no keys', async (curve) => {
    const { publicKey } = ecKeys(curve);
    const certificates = await Promise.all(
      (['HSA_AUTHENTICATION', 'HSA_SIGNATURE'] as const).map((profile) => authority.issue(order(profile, { publicKey }))),
    );
    const rootFile = file('root.pem', pem(authority.certificate('root')));
    const chain = [
      '-x509_strict',
      '-CAfile',
      rootFile,
      '-untrusted',
      file('issuer.pem', pem(authority.certificate('person-hsa-id'))),
    ];
    const usages = certificates.map((der) => {
      const leaf = file('leaf.pem', writePem('CERTIFICATE', der));
      expect(run('openssl', 'verify', ...chain, leaf)).toContain(': OK');
      return run('openssl', 'x509', '-noout', '-ext', 'keyUsage', '-in', leaf).trim().split('\n').at(-1)?.trim();
    });
    expect(usages).toEqual(['Digital Signature', 'Non Repudiation']);
  });

  it('have exactly the subject ordered, the card number, and the serial number of the order', async () => {
    const ordered = order('HSA_SIGNATURE');
    const certificate = Parsed.parse(await authority.issue(ordered));
    expect(certificate.subject).toEqual(hsaSubject);
    expect(certificate.cardNumber).toBe('975226912345678901');
    expect(certificate.serialNumber).toBe(ordered.id);
    expect(Parsed.parse(await authority.issue(order('HSA_SIGNATURE', { cardNumber: null }))).cardNumber).toBeNull();
  });

  it('are the same bytes when an order is repeated, also after a restart', async () => {
    const ordered = order('PERSON_AUTHENTICATION');
    const first = await authority.issue(ordered);
    expect(await (await open()).issue(ordered)).toEqual(first);
    expect(await authority.issue({ ...ordered, id: randomSerialNumber() })).not.toEqual(first);
  });

  it('are valid for five years, and never longer than their authority', async () => {
    const { notBefore, notAfter } = await issue('HSA_AUTHENTICATION');
    expect((notAfter.getTime() - notBefore.getTime()) / 86_400_000).toBeCloseTo(5 * 365.25, 0);
    const issuer = authority.certificate('person-hsa-id');
    const placedAt = new Date(issuer.notAfter.getTime() - 86_400_000);
    expect(Parsed.parse(await authority.issue(order('HSA_AUTHENTICATION', { placedAt }))).notAfter).toEqual(issuer.notAfter);
  });

  it('have random positive serial numbers of 128 bits', () => {
    const numbers = Array.from({ length: 200 }, randomSerialNumber);
    expect(new Set(numbers).size).toBe(200);
    for (const number of numbers) expect(number).toMatch(/^[4-7][0-9a-f]{31}$/);
  });
});

describe('its CRLs', () => {
  it('name what was revoked, with rising numbers; OpenSSL and GnuTLS then refuse the certificate', async () => {
    const certificate = await issue('HSA_AUTHENTICATION');
    const before = await authority.list('person-hsa-id');
    await authority.revoke(certificate, 'KEY_COMPROMISE');
    await authority.revoke(certificate, 'KEY_COMPROMISE');
    const after = await authority.list('person-hsa-id');
    expect(after.number).toBeGreaterThan(before.number);
    const listFile = file('revoked.crl', after.der);
    const text = run('openssl', 'crl', '-inform', 'DER', '-noout', '-text', '-in', listFile);
    expect(text).toContain(`Serial Number: ${certificate.serialNumber.toUpperCase()}`);
    expect(text).toMatch(/Key Compromise/);
    expect(text).toContain(`X509v3 CRL Number: \n                ${after.number}`);
    expect(text.match(/Serial Number:/g)).toHaveLength(1);
    const rootFile = file('root.pem', pem(authority.certificate('root'), authority.certificate('person-hsa-id')));
    const lists = file('lists.pem', writePem('X509 CRL', after.der) + writePem('X509 CRL', (await authority.list('root')).der));
    const leaf = file('leaf.pem', pem(certificate));
    expect(() => run('openssl', 'verify', '-crl_check_all', '-CAfile', rootFile, '-CRLfile', lists, leaf)).toThrow(/revoked/);
    expect(() =>
      run(
        'certtool',
        '--verify',
        '--verify-profile',
        'medium',
        '--infile',
        leaf,
        '--load-ca-certificate',
        rootFile,
        '--load-crl',
        lists,
      ),
    ).toThrow();
    expect(await authority.revocationOf(certificate, authority.certificate('person-hsa-id'))).toBe('REVOKED');
  });
});
