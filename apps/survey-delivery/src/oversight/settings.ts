import { deliverySettings, type DeliverySettings } from '@answerable/contracts';

export const defaultSettings: DeliverySettings = deliverySettings.parse({
  waitingDays: 14,
  reminderAfterDays: 10,
  reminders: 2,
  expiryDays: 56,
  tasksPerDay: 60,
  messagesPerHour: 5000,
  telephoneAttempts: 4,
  revealsPerHour: 20,
  oldDetailsDays: 180,
});
