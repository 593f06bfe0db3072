import { z } from 'zod';

/** GOV.UK Notify, REST API: bodies of `POST /v2/notifications/<type>`. Source: docs.notifications.service.gov.uk/rest-api.html */
export type NotificationType = 'email' | 'sms' | 'letter';

const text = z.record(z.string(), z.string()).optional();
const common = {
  template_id: z.uuid('is not a valid UUID'),
  personalisation: text,
  reference: z.string().max(1000).optional(),
};

export interface SendRequest {
  template_id: string;
  personalisation?: Record<string, string>;
  reference?: string;
  email_address?: string;
  phone_number?: string;
}

const schemas: Readonly<Record<NotificationType, z.ZodType>> = {
  email: z.object({ ...common, email_address: z.email('Not a valid email address') }),
  sms: z.object({ ...common, phone_number: z.string().regex(/^\+?[\d ()-]{9,16}$/, 'Not a valid phone number') }),
  letter: z.object({ ...common, personalisation: z.record(z.string(), z.string()) }),
};
export const sendRequest = (type: NotificationType): z.ZodType => schemas[type];

/** Address and text of a message; null where the template's placeholder `body` was not given, or a letter has under three lines. */
export function personalised(
  type: NotificationType,
  request: SendRequest,
): { to: string; subject: string; body: string } | null {
  const given = request.personalisation ?? {};
  if (given['body'] === undefined) return null;
  const lines = [1, 2, 3, 4, 5, 6, 7].flatMap((n) => given[`address_line_${n}`] ?? []);
  if (type === 'letter' && lines.length < 3) return null;
  const to = type === 'email' ? request.email_address! : type === 'sms' ? request.phone_number! : lines.join('\n');
  return { to, subject: given['subject'] ?? '', body: given['body'] };
}
