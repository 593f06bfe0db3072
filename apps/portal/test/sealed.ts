import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { ChainLink, ReportContent, SealedChain, SealedLink, SealedReport } from '@answerable/contracts';
import canonicalize from 'canonicalize';

const sha256 = (value: unknown) => createHash('sha256').update(canonicalize(value)!).digest('hex');
const period = { from: '2026-08', to: '2026-09', words: 'August to September 2026' };

const headline = (measure: 'satisfied' | 'seriously' | 'pressure', question: string) => ({
  measure,
  question,
  newest: {
    measure,
    label: question,
    group: { id: 'southwark', name: 'Southwark' },
    period,
    shown: false as const,
    reason: 'too-few-answers' as const,
    sentence: '15 have answered since the start; the first figure comes at 20.',
  },
  blocks: [],
  changed: { signal: 'too-early' as const, sentence: 'Too early to say.' },
});

export const content: ReportContent = {
  format: 'answerable-report/1',
  id: 'southwark-2026-09-v1',
  organisation: { id: 'southwark', name: 'Southwark' },
  month: '2026-09',
  version: 1,
  title: 'Southwark: what people said about how the police handled their case',
  preparedOn: '2026-10-02',
  releaseOn: '2026-10-14',
  headlines: [
    headline('satisfied', 'Are people satisfied?'),
    headline('seriously', 'Were they taken seriously?'),
    headline('pressure', 'Were they made to feel they should stop?'),
  ],
  summary: ['The police say they closed about 95 cases of this kind last month; they told us of about 90.'],
  withheld: [],
  maySay: [],
  mayNotSay: [],
  standing: 'Nothing here says that pressure did not happen.',
  nextFigure: 'when 20 more have answered',
  tables: [],
  correction: null,
  notes: [],
  terms: [{ term: 'Asked', meaning: 'Victim Support wrote to the person or telephoned.' }],
  made: { questionnaireVersions: ['1'], areasFrom: '2024-07-04', rules: '1', gate: 'Nobody can be found.' },
};

/** A report really sealed, as the third link of a chain: two keys, the second vouched for by the first. */
export function sealOf(report: ReportContent = content): { report: SealedReport; chain: SealedChain } {
  const first = newKey('key-1', '2025-10-01');
  const second = newKey('key-2', '2026-04-01');
  const links: SealedLink[] = [];
  const add = (kind: ChainLink['kind'], subject: string, of: unknown, by: typeof first) => {
    const link: ChainLink = {
      number: links.length + 1,
      kind,
      organisationId: 'southwark',
      subject,
      contentSha256: sha256(of),
      previous: links.length > 0 ? sha256(links.at(-1)!.link) : null,
      publishedAt: `2026-10-1${links.length}T08:30:00Z`,
      keyId: by.introduction.keyId,
    };
    const sealed = {
      link,
      signature: sign(null, Buffer.from(canonicalize(link)!), by.privateKey).toString('base64url'),
    };
    links.push(sealed);
    return sealed;
  };
  add('key', 'key-1', first.introduction, first);
  add('key', 'key-2', second.introduction, first);
  const seal = add('report', report.id, report, second);
  return {
    report: { content: report, seal },
    chain: { links, keys: [first.introduction, second.introduction], tombstones: [] },
  };
}

function newKey(keyId: string, from: string): { privateKey: KeyObject; introduction: SealedChain['keys'][number] } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publicKeyText = publicKey.export({ format: 'jwk' }).x!;
  return { privateKey, introduction: { format: 'answerable-key/1', keyId, publicKey: publicKeyText, from } };
}
