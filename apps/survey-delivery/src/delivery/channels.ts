import type { Config } from '../config.js';
import type { Channels, MessageChannel } from './channel.js';
import { NotifyChannel } from './notify-channel.js';
import { SmtpChannel } from './smtp-channel.js';

/** The channels that configuration connects. */
export function channelsFrom(config: Config): Channels {
  const notify = (channel: MessageChannel, templateId: string | undefined) =>
    config.NOTIFY_API_KEY && templateId
      ? {
          [channel]: new NotifyChannel(channel, {
            url: config.NOTIFY_URL,
            apiKey: config.NOTIFY_API_KEY,
            timeoutMs: config.NOTIFY_TIMEOUT_MS,
            templateId,
          }),
        }
      : {};
  return {
    ...(config.SMTP_URL
      ? { email: new SmtpChannel(config.SMTP_URL, config.SMTP_FROM, config.SMTP_DOMAIN) }
      : notify('email', config.NOTIFY_EMAIL_TEMPLATE_ID)),
    ...notify('sms', config.NOTIFY_SMS_TEMPLATE_ID),
    ...notify('letter', config.NOTIFY_LETTER_TEMPLATE_ID),
  };
}
