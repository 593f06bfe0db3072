import { randomBytes } from 'node:crypto';

/** Every topic, consumer group and ACL of a test begins with this; nothing else does. */
export const topicPrefix = 't-';
/** Databases of tests: clones, and the migrated templates they are cloned from. */
export const databasePrefix = 't_';
export const templatePrefix = 'template_t_';

export const randomName = (): string => randomBytes(5).toString('hex');
