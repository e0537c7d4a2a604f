export * from './schema.js';
export * from './entities/attempt.entity.js';
export * from './entities/audit-event.entity.js';
export * from './entities/author-session.entity.js';
export * from './entities/author.entity.js';
export * from './entities/sign-in-code.entity.js';
export * from './entities/staff-session.entity.js';
export * from './entities/staff.entity.js';
