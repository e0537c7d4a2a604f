/** Injection tokens for what is no class: the configuration (`Config`) and the logger (`Logger`). */
export const CONFIG = Symbol('Config');
export const LOGGER = Symbol('Logger');
