import { audiences, organisations, roles, type Audience, type Role } from '@answerable/contracts';
import { type DemoPerson, demoPeople } from './demo-people.js';

/** Production knows no demo users, and no client secrets for forces. */
export type RealmMode = 'production' | 'demo';
export const realmName = 'answerable';

export interface RealmAddresses {
  readonly portalStaff: string;
  readonly portalReaders: string;
  /** Where Keycloak itself reaches the portals to tell of a sign-out, if not there. */
  readonly portalStaffInside?: string;
  readonly portalReadersInside?: string;
  /** Where, in production, Keycloak fetches each force's public keys for private_key_jwt. */
  readonly publisherKeys?: Readonly<Record<string, string>>;
}

export type PortalClient = 'portal-staff' | 'portal-readers';

/** Who signs in where, which roles that client's tokens may carry, and which APIs accept them. */
export const portals: Readonly<Record<PortalClient, { roles: readonly Role[]; audiences: readonly Audience[] }>> = {
  'portal-staff': {
    // Auditors read proofs and logs of the vault here, and reports at the readers' portal.
    roles: ['caseworker', 'interviewer', 'vs-lead', 'safeguarding-lead', 'report-approver', 'operator', 'auditor'],
    audiences,
  },
  // Never survey-delivery or response-collection: no reader can reach the contact vault or a survey.
  'portal-readers': {
    roles: ['mp-office', 'police-lead', 'data-officer', 'auditor'],
    audiences: ['case-intake', 'reporting'],
  },
};

export const forces: readonly string[] = [...new Set(organisations.flatMap((o) => o.forces.map((f) => f.code)))].sort();
export const publisherClient = (force: string): string => `publisher-${force}`;

export interface DesiredClient {
  /** Compared with and written to Keycloak's client representation as it stands. */
  readonly representation: Readonly<Record<string, unknown>> & { readonly clientId: string };
  readonly secret?: string;
  /** Realm roles its tokens may carry, whatever else its user has. */
  readonly scopeRoles: readonly Role[];
  readonly scopes: readonly string[];
  /** Realm roles of its service account. */
  readonly serviceRoles?: readonly Role[];
}

export interface DesiredRealm {
  readonly realm: Readonly<Record<string, unknown>> & { readonly realm: string };
  readonly requiredActions: readonly (Readonly<Record<string, unknown>> & { readonly alias: string })[];
  readonly roles: readonly Role[];
  readonly scopes: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[];
  readonly clients: readonly DesiredClient[];
  readonly people: readonly (DemoPerson & { readonly password: string })[];
  /** Names of accounts that must not exist. */
  readonly banned: readonly string[];
}

const audienceScope = (audience: Audience): string => `api-${audience}`;
const standardScopes = ['basic', 'acr', 'roles', 'profile'];

const mapper = (name: string, protocolMapper: string, config: Record<string, string>) => ({
  name,
  protocol: 'openid-connect',
  protocolMapper,
  config: { 'access.token.claim': 'true', 'id.token.claim': 'true', 'introspection.token.claim': 'true', ...config },
});

/** What a person's account says beside roles; each becomes a claim. A term's days bound an office's own account too. */
export const dayClaims: readonly string[] = ['seat_from', 'seat_until'];
export const attributeClaims: readonly string[] = ['force', 'seat', ...dayClaims, 'organisation'];

/** The whole realm as data. `secretOf` gives the secret of a client and the password of a demo user. */
export function desiredRealm(
  mode: RealmMode,
  addresses: RealmAddresses,
  secretOf: (name: string) => string,
): DesiredRealm {
  const practice = mode !== 'production';
  return {
    realm: {
      realm: realmName,
      enabled: true,
      displayName: 'Answerable',
      loginTheme: 'answerable',
      sslRequired: practice ? 'none' : 'all',
      bruteForceProtected: true,
      failureFactor: practice ? 100 : 10,
      registrationAllowed: false,
      resetPasswordAllowed: false,
      rememberMe: false,
      loginWithEmailAllowed: false,
      duplicateEmailsAllowed: true,
      accessTokenLifespan: 300,
      ssoSessionIdleTimeout: 1800,
      ssoSessionMaxLifespan: 36_000,
      defaultSignatureAlgorithm: 'RS256',
      eventsEnabled: true,
      adminEventsEnabled: true,
      ...(practice ? {} : { passwordPolicy: 'length(14) and notUsername and passwordHistory(5)' }),
    },
    // In production every person signs in with a second factor, set up at the first sign-in.
    requiredActions: [{ alias: 'CONFIGURE_TOTP', enabled: true, defaultAction: !practice }],
    roles,
    scopes: [
      ...audiences.map((audience) => ({
        name: audienceScope(audience),
        protocol: 'openid-connect',
        attributes: { 'include.in.token.scope': 'false', 'display.on.consent.screen': 'false' },
        protocolMappers: [
          mapper(`audience ${audience}`, 'oidc-audience-mapper', {
            'included.custom.audience': audience,
            'id.token.claim': 'false',
          }),
        ],
      })),
      {
        name: 'office',
        description: 'Which force, seat and organisation a person works for',
        protocol: 'openid-connect',
        attributes: { 'include.in.token.scope': 'false', 'display.on.consent.screen': 'false' },
        protocolMappers: attributeClaims.map((claim) =>
          mapper(claim, 'oidc-usermodel-attribute-mapper', {
            'user.attribute': claim,
            'claim.name': claim,
            'jsonType.label': 'String',
            'userinfo.token.claim': 'true',
          }),
        ),
      },
    ],
    clients: [
      portalClient('portal-staff', addresses.portalStaff, addresses.portalStaffInside, practice, secretOf),
      portalClient('portal-readers', addresses.portalReaders, addresses.portalReadersInside, practice, secretOf),
      ...forces.map((force) => publisher(force, practice, addresses.publisherKeys?.[force], secretOf)),
    ],
    people: practice ? demoPeople.map((p) => ({ ...p, password: secretOf(p.username) })) : [],
    banned: practice ? [] : demoPeople.map(({ username }) => username),
  };
}

function portalClient(
  clientId: PortalClient,
  address: string,
  inside: string | undefined,
  practice: boolean,
  secretOf: (name: string) => string,
): DesiredClient {
  const { roles: scopeRoles, audiences: accepting } = portals[clientId];
  // Keycloak takes any port for a loopback address, so tests may start a portal wherever there is room.
  const loopback = practice ? ['http://localhost/*', 'http://127.0.0.1/*'] : [];
  return {
    representation: {
      clientId,
      enabled: true,
      protocol: 'openid-connect',
      publicClient: false,
      standardFlowEnabled: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: false,
      fullScopeAllowed: false,
      frontchannelLogout: false,
      redirectUris: [...new Set([`${address}/*`, ...loopback])].sort(),
      attributes: {
        'pkce.code.challenge.method': 'S256',
        'post.logout.redirect.uris': '+',
        'backchannel.logout.url': `${inside ?? address}/back-channel-logout`,
        'backchannel.logout.session.required': 'true',
      },
    },
    secret: secretOf(`client ${clientId}`),
    scopeRoles,
    scopes: [...standardScopes, 'office', ...accepting.map(audienceScope)],
  };
}

function publisher(
  force: string,
  practice: boolean,
  keys: string | undefined,
  secretOf: (name: string) => string,
): DesiredClient {
  const clientId = publisherClient(force);
  return {
    representation: {
      clientId,
      enabled: true,
      protocol: 'openid-connect',
      publicClient: false,
      standardFlowEnabled: false,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: true,
      fullScopeAllowed: false,
      clientAuthenticatorType: practice ? 'client-secret' : 'client-jwt',
      ...(keys === undefined ? {} : { attributes: { 'use.jwks.url': 'true', 'jwks.url': keys } }),
      protocolMappers: [
        mapper('force', 'oidc-hardcoded-claim-mapper', {
          'claim.name': 'force',
          'claim.value': force,
          'jsonType.label': 'String',
        }),
      ],
    },
    secret: practice ? secretOf(`client ${clientId}`) : undefined,
    scopeRoles: ['police-publisher'],
    serviceRoles: ['police-publisher'],
    scopes: [...standardScopes, audienceScope('case-intake')],
  };
}
