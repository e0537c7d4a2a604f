/** The environment as a whole, to be handed on; a setting is read from the configuration. */
export const environment = (): NodeJS.ProcessEnv =>
  // eslint-disable-next-line no-restricted-properties -- handing the environment on, not reading a setting from it
  process.env;
