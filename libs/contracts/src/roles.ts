/** Who may do what: realm roles in Keycloak. A role names a job, never a person. */
export const roles = [
  'police-publisher',
  'police-lead',
  'data-officer',
  'caseworker',
  'interviewer',
  'vs-lead',
  'safeguarding-lead',
  'report-approver',
  'mp-office',
  'auditor',
  'operator',
] as const;

export type Role = (typeof roles)[number];

/** The APIs, as audiences of access tokens. */
export const audiences = ['case-intake', 'survey-delivery', 'response-collection', 'reporting'] as const;
export type Audience = (typeof audiences)[number];

/** Principals on Kafka: one a service, one a force. */
export type ServicePrincipal = Audience;
