export const settingNames: Record<string, string> = {
  waitingDays: 'Days between closure and the first message',
  reminderAfterDays: 'Days before a reminder',
  reminders: 'Reminders at most',
  expiryDays: 'Days until a survey ends, after the first message',
  tasksPerDay: 'Tasks for staff a day, at most',
  messagesPerHour: 'Messages an hour, at most',
  telephoneAttempts: 'Calls to one person, at most',
  revealsPerHour: 'Contact details one person may open an hour',
  oldDetailsDays: 'Details older than this many days are checked first',
};
