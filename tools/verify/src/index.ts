export { verifyReport, type Verification, type VerifyInput } from './verify-report.js';
export type { Finding, TrustedKey } from './finding.js';
export { fingerprintOf } from './seal.js';
