import { randomUUID } from 'node:crypto';
import { startNotifyStandIn, type Delivery } from '@answerable/notify-stand-in';

const notifyKey = `answerable-${randomUUID()}-${randomUUID()}`;
const notifyTemplates = { email: randomUUID(), sms: randomUUID(), letter: randomUUID() };
export const webhookToken = 'notify-webhook-token-for-tests';
export const bounceToken = 'bounce-webhook-token-for-tests';

/** Notify's stand-in and the settings with which this service uses it; receipts go where `serviceUrl` says. */
export async function startNotify(serviceUrl: () => string, onDelivery?: (delivery: Delivery) => void) {
  const notify = await startNotifyStandIn({
    apiKey: notifyKey,
    templateIds: Object.values(notifyTemplates),
    receipts: { url: () => `${serviceUrl()}/v1/webhooks/notify/receipts`, token: webhookToken },
    ...(onDelivery && { onDelivery }),
  });
  const env = {
    NOTIFY_URL: notify.url,
    NOTIFY_API_KEY: notifyKey,
    NOTIFY_EMAIL_TEMPLATE_ID: notifyTemplates.email,
    NOTIFY_SMS_TEMPLATE_ID: notifyTemplates.sms,
    NOTIFY_LETTER_TEMPLATE_ID: notifyTemplates.letter,
    NOTIFY_WEBHOOK_TOKEN: webhookToken,
    BOUNCE_WEBHOOK_TOKEN: bounceToken,
    NOTIFY_TIMEOUT_MS: '1000',
  };
  return { notify, env };
}
