export { EventRejected, HandlesEvents } from './handles-events.js';
export { messagingMigrations } from './migrations.js';
export { MessagingModule } from './messaging.module.js';
export { kafkaOf, type MessagingOptions } from './options.js';
export { Outbox, type Announcement, type EventInput, type OutboxMessage } from './outbox.js';
export { replayDeadLetters } from './replay.js';
export { AfterRestore, type Restore } from './restored.js';
export { Told } from './told.js';
export type { ReceivedEvent } from './wire.js';
