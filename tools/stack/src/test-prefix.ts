/** Every topic, consumer group and ACL of a test begins with this; nothing else does. */
export const testPrefix = 't-';
